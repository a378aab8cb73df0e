// `env`: changes to our own environment; null takes a variable away. Names have no case.
import * as std from "std";
import { ProcessError, run, which } from "subprocess";
import { equal, same, throws } from "./support/assert.js";
import { child, lines, script } from "./support/children.js";

std.setenv("QP_Kept", "kept");
std.setenv("QP_Changed", "before");
std.setenv("QP_Gone", "here");
const variables = (names, env) => lines(run([child("env"), ...names], { env }).stdout);
const names = ["QP_KEPT", "QP_CHANGED", "QP_GONE", "QP_NEW"];
same(variables(names, undefined), ["QP_KEPT=kept", "QP_CHANGED=before", "QP_GONE=here", "QP_NEW unset"]);
same(variables(names, {}), ["QP_KEPT=kept", "QP_CHANGED=before", "QP_GONE=here", "QP_NEW unset"]);
same(variables(names, { qp_changed: "after", QP_NEW: 5, qp_GONE: null, QP_KEPT: undefined }),
    ["QP_KEPT=kept", "QP_CHANGED=after", "QP_GONE unset", "QP_NEW=5"]);
equal(std.getenv("QP_Gone"), "here", "ours is as it was");
same(variables(["__proto__", "QP_EMPTY"], { ["__proto__"]: "x", QP_EMPTY: "" }), ["__proto__=x", "QP_EMPTY="]);
same(variables(["QP_WORD"], { QP_WORD: "grüße" }), ["QP_WORD=grüße"]);
std.setenv("QP_Äß", "x");
const all = run(script('print(Object.keys(std.getenviron()).filter((name) => name.startsWith("QP_Ä") || name.startsWith("qp_ä")).join());'),
    { env: { "qp_äß": "y" } });
equal(all.stdout.trim(), "qp_äß", "case without ASCII too");

// A changed PATH is the child's, and a bare name is looked for there.
equal(run([which("cmd"), "/c", "echo %PATH%"], { env: { Path: "C:\\nowhere" } }).stdout.trim(), "C:\\nowhere");
throws(ProcessError, () => run(["cmd", "/c", "echo"], { env: { Path: "C:\\nowhere" } }));
