// uid, gid and groups: Windows has none, -ENOTSUP, nothing is started.
import * as os from "os";
import { equal, ok } from "./support/assert.js";
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
ok(!exists(marker));
equal(os.exec([child("exit"), "4"], { uid: undefined, gid: undefined, groups: undefined }), 4);
