// What differs between Windows and Wine, found out at run time.
import * as os from "os";
import { capture, child, environmentOf, fromHex, lines, temp, writeFile } from "./children.js";

export const isWine = os.stat("C:\\windows\\system32\\winecfg.exe")[1] === 0;

// Wine gives every process these, whatever its environment block holds.
const winesOwn = /^(WINE[A-Z0-9]*|SystemRoot|SystemDrive|PROCESSOR_ARCHITECTURE)=/i;

// The child's environment without the entries `=C:` and so on; under Wine also without what Wine
// adds.
export function plainEnvironment(options) {
    return environmentOf(options).filter(
        (entry) => !entry.startsWith("=") && !(isWine && winesOwn.test(entry)),
    );
}

// A batch file that hands its arguments to the child `argv`, as it got them: [path, options for
// exec].
export function argvBatch(name = "argv.bat") {
    return writeFile(temp(name), `@"${child("argv")}" crt %*\r\n`);
}

// Can an argument with `%` pass through a batch file? With the empty expansion `%cd:~,%` after it,
// on Windows and Wine 10; Wine 8 expands once more. The line here is written out, so that the
// answer does not depend on the escaping that is to be tested.
export function cmdKnowsPercent() {
    const out = capture(["cmd", "/c", `"${argvBatch("percent.bat")}" "%%cd:~,%"`]).out;
    return fromHex(lines(out).at(-1)) === "%";
}

// The arguments that a batch file passed on.
export function throughBatch(batch, args, options) {
    const result = capture([batch, ...args], options);
    return { ...result, args: lines(result.out).map(fromHex).slice(1) };
}
