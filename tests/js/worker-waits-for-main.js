// The children belong to the process: a Worker may wait for a child that the main thread started,
// and the other way round.
import * as os from "os";
import { equal, same } from "./support/assert.js";
import { child } from "./support/children.js";
import { ask, endWorkers, newWorker } from "./support/workers.js";

const worker = newWorker();
const call = (name, ...args) => ask(worker, { call: name, args });

const pid = os.exec([child("exit"), "11", "300"], { block: false });
same(await call("waitpid", pid, true), [pid, 11 * 256], "the worker waits for ours");
same(os.waitpid(pid, true), [-10, 32512], "and it is reaped for us too");
const theirs = await call("exec", [child("exit"), "12", "300"], { block: false });
same(os.waitpid(theirs, true), [theirs, 12 * 256], "we wait for the worker's");
equal(await call("exec", [child("exit"), "13"]), 13, "a blocking exec in a worker");
const killed = os.exec([child("sleep"), "30000"], { block: false });
equal(await call("kill", killed, os.SIGTERM), 0);
same(os.waitpid(killed, true), [killed, os.SIGTERM]);
equal(await call("getpid"), os.getpid());
endWorkers();
