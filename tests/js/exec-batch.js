// Batch files run, by path, by PATH, in any case and however the name hides it; their exit codes,
// output and arguments come through.
import * as os from "os";
import * as std from "std";
import { equal, same } from "./support/assert.js";
import { capture, makeFolder, temp, writeFile } from "./support/children.js";
import { argvBatch, throughBatch } from "./support/platform.js";

const exit = writeFile(temp("exit with.bat"), "@exit /b %1\r\n");
equal(os.exec([exit, "5"]), 5, "a space in its name");
equal(os.exec([exit, "0"]), 0);
equal(os.exec([exit.replaceAll("\\", "/"), "5"]), 5, "forward slashes");
equal(os.exec([exit.toUpperCase(), "5"]), 5);
equal(os.exec([exit.slice(0, -4), "5"]), 5, "without extension");
equal(os.exec([`${exit}\\nowhere\\..`, "5"]), 5, "the path that Windows makes of it");
equal(os.exec([`${exit}\\.`, "5"]), 5);
const shout = writeFile(temp("SHOUT.CMD"), "@exit /b 6\r\n");
equal(os.exec([shout]), 6);

const bin = makeFolder("bin");
writeFile(temp("bin", "tool.cmd"), "@exit /b 7\r\n");
std.setenv("PATH", `${bin};${std.getenv("PATH")}`);
equal(os.exec(["tool"]), 7);
equal(os.exec(["tool.cmd"]), 7);

equal(capture([writeFile(temp("say.bat"), "@echo said %~1\r\n"), "a b"]).out, "said a b\r\n");
same(throughBatch(argvBatch(), ["a", "b c", "", "last"]).args, ["a", "b c", "", "last"]);
const odd = makeFolder("odd & (folder) ^ 100");
same(
    throughBatch(argvBatch("odd & (folder) ^ 100\\a&b (c)^.bat"), ["x y"], { cwd: odd }).args,
    ["x y"],
    "an odd path",
);
