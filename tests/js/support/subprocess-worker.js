// A Worker that makes calls of `subprocess` for the thread that asks.
import * as os from "os";
import * as subprocess from "subprocess";

const parent = os.Worker.parent;

async function answer({ call, args }) {
    try {
        const result = await subprocess[call](...args);
        return { code: result.code, stdout: result.stdout };
    } catch (error) {
        return { error: error.name, errno: error.errno };
    }
}

parent.onmessage = async ({ data }) => {
    if (data.call === "end") {
        parent.onmessage = null;
    } else {
        parent.postMessage(await answer(data));
    }
};
