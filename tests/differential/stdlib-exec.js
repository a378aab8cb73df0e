// A tour of exec in the spirit of the engine's own test of it: true, sh, a variable, a pipe, cat
// and SIGTERM.
import * as os from "os";
import * as std from "std";
import { say } from "./support/transcript.js";

say("true", os.exec(["true"]));
say("false", os.exec(["false"]));
say(
    "/bin/sh without PATH",
    os.exec([os.platform === "win32" ? "sh" : "/bin/sh", "-c", "exit 1"], {
        usePath: os.platform === "win32",
    }),
);
say("sh", os.exec(["sh", "-c", "exit 7"]));

const fds = os.pipe();
let pid = os.exec(["sh", "-c", "echo $FOO"], { stdout: fds[1], block: false, env: { FOO: "hello" } });
say("started", pid > 0);
os.close(fds[1]);
const file = std.fdopen(fds[0], "r");
say("first line", file.getline());
say("second line", file.getline());
file.close();
let [ret, status] = os.waitpid(pid, 0);
say("waited", ret === pid);
say("signal", status & 0x7f);
say("exit code", status >> 8);

const input = os.pipe();
pid = os.exec(["cat"], { stdin: input[0], block: false });
say("cat", pid > 0);
say("kill", os.kill(pid, os.SIGTERM));
[ret, status] = os.waitpid(pid, 0);
say("waited for cat", ret === pid);
say("cat's signal", (status & 0x7f) === os.SIGTERM);
os.close(input[0]);
os.close(input[1]);
