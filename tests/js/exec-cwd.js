// `cwd`: the child's folder. One that is not there: -ENOENT; one that is a file: -ENOTDIR; nothing
// is started and our own folder stays what it was.
import * as os from "os";
import { equal, ok, oneOf } from "./support/assert.js";
import { capture, child, exists, makeFolder, temp, writeFile } from "./support/children.js";
import { EINVAL, ENOENT, ENOTDIR } from "./support/errno.js";

const folder = makeFolder("folder with space"),
    own = os.getcwd()[0];
const cwd = (options) =>
    capture([child("cwd")], options)
        .out.trimEnd()
        .replace(/\\$/, "")
        .toLowerCase();
equal(cwd({ cwd: folder }), folder.toLowerCase());
equal(cwd({ cwd: `${folder}\\` }), folder.toLowerCase());
equal(cwd({ cwd: folder.replaceAll("\\", "/") }), folder.toLowerCase(), "forward slashes");
os.chdir(temp());
equal(cwd({ cwd: "folder with space" }), folder.toLowerCase(), "relative to ours");
equal(cwd({ cwd: "./folder with space/../folder with space" }), folder.toLowerCase());
equal(cwd({}), temp().toLowerCase(), "ours by default");
equal(cwd({ cwd: "." }), temp().toLowerCase());
equal(os.getcwd()[0].replaceAll("/", "\\").toLowerCase(), temp().toLowerCase());

const marker = temp("marker"),
    chain = [child("chain"), "1", marker, "0"];
const file = writeFile(temp("file"), "");
equal(os.exec(chain, { cwd: temp("nowhere") }), -ENOENT);
equal(os.exec(chain, { cwd: temp("nowhere", "deeper") }), -ENOENT);
equal(os.exec(chain, { cwd: "Q:\\nowhere" }), -ENOENT, "a drive that is none");
equal(os.exec(chain, { cwd: file }), -ENOTDIR);
equal(os.exec(chain, { cwd: "nul" }), -ENOTDIR, "a device");
equal(os.exec(chain, { cwd: temp("file", "below") }) < 0, true);
equal(os.exec(chain, { cwd: "" }), -ENOENT, "an empty cwd");
oneOf(os.exec(chain, { cwd: "a<b>|?*" }), [-ENOENT, -EINVAL], "no possible name");
equal(os.exec(chain, { cwd: file, block: false }), -ENOTDIR);
ok(!exists(marker));
os.chdir(own);
