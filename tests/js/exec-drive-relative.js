// "C:tool.exe" is seen from the child's cwd when that is on C:, not from this process's own folder.
import * as os from "os";
import { equal } from "./support/assert.js";
import { child, copyFile, makeFolder, temp } from "./support/children.js";
import { ENOENT } from "./support/errno.js";

makeFolder("here");
makeFolder("there");
copyFile(child("exit"), temp("here", "tool.exe"));
os.chdir(temp("there"));

const cwd = temp("here");
const drive = cwd.slice(0, 2);
equal(os.exec([`${drive}tool.exe`, "7"], { cwd }), 7, "from cwd");
equal(os.exec([`${drive}tool`, "7"], { cwd }), 7, "without extension");
equal(os.exec([`${drive.toLowerCase()}tool.exe`, "7"], { cwd }), 7, "a small letter");
equal(os.exec([`${drive}tool.exe`, "7"]), -ENOENT, "not in our own folder");
