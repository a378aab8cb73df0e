// Nothing is left behind by exec, whether it works or fails: no handle, thread, child or fd more
// after many calls than before, counted by the system.
import * as os from "os";
import { capture, child, leavesNothing, readAll, start, temp, writeFile } from "./support/children.js";

const rounds = 12;
leavesNothing(() => os.exec([child("true")]), 30);
leavesNothing(() => os.exec([child("crash"), "access"]), rounds);
leavesNothing(() => os.exec([child("no-such-program")]), 50);
leavesNothing(() => os.exec([child("true")], { stdin: 500 }), 50);
leavesNothing(() => os.exec([child("true")], { cwd: temp("nowhere") }), 50);
leavesNothing(() => os.exec([child("true"), "x".repeat(40000)]), 50);
leavesNothing(() => capture([child("sh"), "-c", "echo x"]), rounds);
const batch = writeFile(temp("x.bat"), "@exit /b 0\r\n");
leavesNothing(() => os.exec([batch, "a b"]), rounds);
leavesNothing(() => os.exec([batch, "a\nb"]), 50);
const script = writeFile(temp("script"), `#!${child("true")}\n`);
leavesNothing(() => os.exec([script]), rounds);
const text = writeFile(temp("text"), "text");
leavesNothing(() => os.exec([text]), 50);
leavesNothing(() => os.exec([child("sleep"), "10000"], { timeout: 20 }), rounds);
leavesNothing(() => os.exec([child("true")], { timeout: 10000 }), rounds);
leavesNothing(() => {
    const [pid, fd] = start([child("spew"), "100000"]);
    readAll(fd);
    os.waitpid(pid, true);
}, rounds);
