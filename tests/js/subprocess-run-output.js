// What the child writes: two strings, or bytes, apart or together.
import { run } from "subprocess";
import { equal, ok } from "./support/assert.js";
import { child, hash, pattern } from "./support/children.js";

const apart = run([child("sh"), "-c", "echo out; echo err >&2"]);
equal(apart.stdout, "out\n");
equal(apart.stderr, "err\n");

const together = run([child("sh"), "-c", "echo 1; echo 2 >&2; echo 3; echo 4 >&2"], { stderr: "stdout" });
equal(together.stdout, "1\n2\n3\n4\n", "in the order of writing");
equal(together.stderr, null);

const bytes = run([child("spew"), "200000", "70000"], { encoding: null });
ok(bytes.stdout instanceof Uint8Array && bytes.stderr instanceof Uint8Array);
equal(hash(bytes.stdout), hash(pattern(200000)));
equal(hash(bytes.stderr), hash(pattern(70000)));
equal(run([child("true")], { encoding: null }).stdout.length, 0);

// UTF-8; by its name, what is none becomes U+FFFD.
equal(run([child("copy")], { input: "grüße 😀\r\n" }).stdout, "grüße 😀\r\n");
equal(run([child("copy")], { input: new Uint8Array([65, 0xff, 66, 0]), encoding: "utf-8" }).stdout, "A\ufffdB\0");
equal(run([child("copy")], { input: "ä", encoding: "utf8" }).stdout, "ä");
