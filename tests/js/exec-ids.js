// uid, gid and groups: Windows has none, -ENOTSUP, nothing is started.
import * as os from "os";
import { equal, ok, throws } from "./support/assert.js";
import { child, exists, temp } from "./support/children.js";
import { ENOTSUP } from "./support/errno.js";

const marker = temp("marker"),
    args = [child("chain"), "1", marker, "0"];
for (const options of [
    { uid: 0 },
    { uid: 1000 },
    { gid: 0 },
    { gid: 1000 },
    { groups: [] },
    { groups: [1, 2] },
    { uid: 0, block: false },
]) {
    const error = {};
    equal(os.exec(args, options, error), -ENOTSUP, JSON.stringify(options));
    equal(error.errno, ENOTSUP);
}
// What is no number or no list throws, as it does where there are such ids.
const mine = new RangeError("mine");
for (const [options, type] of [
    [{ uid: 1n }, TypeError],
    [{ gid: Symbol() }, TypeError],
    [{ groups: null }, TypeError],
    [{ groups: { get length() { throw mine; } } }, RangeError],
]) {
    throws(type, () => os.exec(args, options), Object.keys(options)[0]);
}
ok(!exists(marker));
equal(os.exec([child("exit"), "4"], { uid: undefined, gid: undefined, groups: undefined }), 4);
