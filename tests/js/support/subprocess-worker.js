// A Worker that makes calls of `subprocess` for the thread that asks.
import * as os from "os";
import * as subprocess from "subprocess";

const parent = os.Worker.parent;

// Only waiting needs the event loop.
async function lookAt(process) {
    const wait = await process.wait().catch(({ name }) => name);
    return { poll: process.poll(), wait, killed: process.kill("SIGKILL") };
}

async function answer({ call, args }) {
    try {
        const result = await subprocess[call](...args);
        if (call === "attach") {
            return await lookAt(result);
        }
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
