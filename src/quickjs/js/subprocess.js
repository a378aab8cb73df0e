// `subprocess`: programs run to their end, talked to while they run, and put in a row.
export { ProcessError } from "quickproc:subprocess-errors";
export { quote, which } from "quickproc:subprocess-find";
export { pipeline } from "quickproc:subprocess-pipeline";
export { run, runAsync } from "quickproc:subprocess-run";
export { spawn } from "quickproc:subprocess-spawn";
