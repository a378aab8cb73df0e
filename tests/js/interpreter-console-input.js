// What is typed at a console arrives through std.in, whatever the code page is.
import * as os from "os";
import { equal } from "./support/assert.js";
import { child, interpreter, temp, writeFile } from "./support/children.js";
import { say, talk } from "./support/talk.js";

const script = writeFile(
    temp("script.mjs"),
    `import * as std from "std";
    ${say}
    say(JSON.stringify(std.in.getline()));
    say(std.in.getByte().toString(16) + std.in.getByte().toString(16) + JSON.stringify(std.in.getline()));
    say(JSON.stringify([std.in.readAsString(), std.in.eof(), std.in.error()]));
    std.in.clearerr();
    say(JSON.stringify([std.in.eof(), std.in.getline()]));
`,
);
const typed = talk([child("press"), interpreter, script], { stderr: os.open("NUL", os.O_RDWR) });
typed.tell("gr\u00fc\u00dfe \u20ac\u0436\n");
equal(typed.line(), '"gr\u00fc\u00dfe \u20ac\u0436"');
typed.tell("\u00e4b\n");
equal(typed.line(), 'c3a4"b"');
// Ctrl+Z at the beginning of a line is the end; after it more can be typed.
typed.tell("one\n");
typed.tell("two\n");
typed.tell("\x1a\n");
equal(typed.line(), '["one\\ntwo\\n",true,false]');
typed.tell("more\n");
equal(typed.line(), '[false,"more"]');
equal(typed.end()[1], 0);
