// Signals to children.
import * as os from "os";
import { child, named, nameOf, say, temp } from "./support/transcript.js";
import * as std from "std";

for (const name of [
    "SIGINT", "SIGTERM", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGPIPE", "SIGSEGV", "SIGFPE",
    "SIGILL", "SIGABRT",
]) {
    const pid = os.exec([child("sleep"), "20000"], { block: false });
    say(name, [os.kill(pid, os[name]), named(os.waitpid(pid, 0)[1])]);
}
for (const [number, name] of [
    [9, "SIGKILL"],
    [1, "SIGHUP"],
]) {
    const pid = os.exec([child("sleep"), "20000"], { block: false });
    say(name, [os.kill(pid, number), nameOf(os.waitpid(pid, 0)[1])]);
}
const pid = os.exec([child("exit"), "6", "600"], { block: false });
say("exists", os.kill(pid, 0));
say("SIGCHLD does nothing", os.kill(pid, os.SIGCHLD));
say("SIGCONT does nothing", os.kill(pid, os.SIGCONT));
say("unknown signal", os.kill(pid, 99));
say("negative signal", os.kill(pid, -1));
say("no such group", os.kill(-999996, 0));
os.sleep(900);
say("ended, not reaped", [os.kill(pid, 0), os.kill(pid, os.SIGTERM)]);
say("its status", named(os.waitpid(pid, 0)[1]));
say("reaped", os.kill(pid, 0));
say("ourselves", os.kill(os.getpid(), 0));

const ticks = temp("ticks");
const size = () => (std.loadFile(ticks) ?? "").length;
const ticker = os.exec([child("ticker"), ticks, "20000"], { block: false });
while (size() < 3) {
    os.sleep(20);
}
say("stop", os.kill(ticker, os.SIGSTOP));
os.sleep(100);
const stopped = size();
os.sleep(300);
say("stopped", size() === stopped);
say("a stopped child runs on for waitpid", os.waitpid(ticker, os.WNOHANG)[0]);
say("continue", os.kill(ticker, os.SIGCONT));
os.sleep(300);
say("continued", size() > stopped);
say("kill while stopped", [os.kill(ticker, os.SIGSTOP), os.kill(ticker, 9), os.waitpid(ticker, 0)[1]]);
