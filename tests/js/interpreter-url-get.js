// std.urlGet asks curl; the address is one argument of it, whatever cmd.exe would make of it.
import * as os from "os";
import * as std from "std";
import { equal, ok, same, throws } from "./support/assert.js";
import { census, exists, interpreter, makeFolder, temp, writeBytes, writeFile } from "./support/children.js";

// A curl that answers with what it finds in a file, and tells its arguments in another.
const folder = makeFolder("bin");
writeFile(
    `${folder}\\curl`,
    `#!${interpreter}
    import * as std from "std";
    std.writeFile(${JSON.stringify(temp("args"))}, JSON.stringify(scriptArgs.slice(1)));
    const reply = std.open(${JSON.stringify(temp("reply"))}, "rb").readAsArrayBuffer();
    std.out.write(reply, 0, reply.byteLength);`,
);
const before = std.getenv("PATH");
std.setenv("PATH", `${folder};${before}`);

function get(reply, options) {
    writeBytes(temp("reply"), Uint8Array.from(unescape(encodeURIComponent(reply)), (c) => c.charCodeAt(0)));
    return options === undefined ? std.urlGet("http://host/") : std.urlGet("http://host/", options);
}

const body = "line\r\nother \u{1f600}\n";
const reply = (status) => `HTTP/1.1 ${status} Text\r\nName: value\r\nOther:  x\r\n\r\n${body}`;
const headers = "Name: value\r\nOther:  x\r\n";

equal(get(reply(200)), body);
equal(get(reply(204), {}), body);
for (const status of [199, 300, 404, 500]) {
    equal(get(reply(status)), null, String(status));
}
same(get(reply(404), { full: true }), { response: body, responseHeaders: headers, status: 404 });
const binary = get(reply(200), { binary: true });
ok(binary instanceof ArrayBuffer, "binary");
equal(binary.byteLength, unescape(encodeURIComponent(body)).length);
equal(get(""), null);
same(get("", { full: true }), { response: null });
equal(get("HTTP/1.1 200 OK\r\nwithout an end"), null);
equal(get("HTTP/1.1 200 OK\r\n\r\n"), "");
equal(get("nonsense"), null);
equal(get("nonsense\r\n\r\nbody"), null);
same(get("nonsense\r\n\r\nbody", { full: true }), { response: "body", responseHeaders: "", status: 0 });

// More than a pipe holds: all of it; and who says it is not waited for when nobody wants it.
const long = "x".repeat(3000000);
equal(get(reply(200) + long), body + long);
equal(get(reply(404) + long), null);

// The address, with no character that a program could lose on the way.
for (const url of [
    `http://host/?a=1&b=2&echo>${temp("injected")}`,
    `http://host/'&echo>${temp("injected")}&'`,
    "http://host/a|c^d<e>f!x!(g)",
    "http://host/[1-9]{a,b}\\c",
    "--help",
    "-o",
    "",
]) {
    std.urlGet(url);
    same(JSON.parse(std.loadFile(temp("args"))), ["-s", "-i", "-g", "--url", url], url);
}
for (const [url, encoded] of [
    ["http://host/a b\tc\nd", "http://host/a%20b%09c%0Ad"],
    ["http://x/\uff02 -o C:\\planted \uff02", "http://x/%EF%BC%82%20-o%20C:\\planted%20%EF%BC%82"],
    ["http://x/\uff3c\u00e4\u{1f600}\ud800\x7f\x00", "http://x/%EF%BC%BC%C3%A4%F0%9F%98%80%EF%BF%BD%7F%00"],
    ["http://x/%41%zz", "http://x/%41%zz"],
]) {
    std.urlGet(url);
    same(JSON.parse(std.loadFile(temp("args"))).at(-1), encoded, url);
}
std.urlGet({ toString: () => "http://object/" });
same(JSON.parse(std.loadFile(temp("args"))).slice(-1), ["http://object/"]);
// `@` and the name of a file, or `-`, would be a list of addresses for curl.
std.urlGet("@addresses.txt");
same(JSON.parse(std.loadFile(temp("args"))).slice(-1), ["http://@addresses.txt"]);
ok(!exists(temp("injected")), "no other command has run");
throws(TypeError, () => std.urlGet(Symbol()));
throws(TypeError, () => std.urlGet("http://host/", null));

// No curl; nothing is left of any call.
std.setenv("PATH", folder.replace("bin", "none"));
equal(throws(TypeError, () => std.urlGet("http://host/")).message, "could not start curl");
equal(census().children, 0);
equal(os.waitpid(-1, os.WNOHANG)[0], -10);
