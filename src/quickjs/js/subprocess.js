// `subprocess`: programs run to their end, talked to while they run, and put in a row.
export { AbortController, AbortSignal } from "quickproc:subprocess-abort";
export { $ } from "quickproc:subprocess-command";
export { ProcessError } from "quickproc:subprocess-errors";
export { quote, which } from "quickproc:subprocess-find";
export { pipeline } from "quickproc:subprocess-pipeline";
export { attach, processes } from "quickproc:subprocess-processes";
export { run, runAsync } from "quickproc:subprocess-run";
export { runAll } from "quickproc:subprocess-run_all";
export { spawn } from "quickproc:subprocess-spawn";
export { decode, encode } from "quickproc:subprocess-text";
