// The environment of a child.
import * as std from "std";
import { capture, child, say } from "./support/transcript.js";

const of = (names, options) => capture([child("env"), ...names], options)[0];
std.setenv("QP_OURS", "ours");
say("ours", of(["QP_OURS"]));
say("ours with env", of(["QP_OURS", "A"], { env: { A: "1" } }));
say(
    "values",
    of(["A", "B", "C", "D", "E", "F"], {
        env: { A: "", B: " two words ", C: "a=b", D: "\u00e4\u4e2d", E: 5, F: null },
    }),
);
say("undefined", of(["QP_OURS"], { env: undefined }));
std.setenv("QP_OURS", "changed");
say("changed", of(["QP_OURS"]));
std.unsetenv("QP_OURS");
say("removed", of(["QP_OURS"]));
class Own {
    mine = 1;
    get inherited() {
        return 2;
    }
}
say("own properties", of(["mine", "inherited"], { env: new Own() }));
