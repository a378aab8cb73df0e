// How the end of a run is noticed: at the end of file of a pipe whose other end the run closes.
import * as os from "os";
import { makePipe } from "quickproc:subprocess-fds";
import { newPromise } from "quickproc:subprocess-promises";

class Notice {
    #reader;
    #writer;
    #ended = newPromise();

    constructor([reader, writer]) {
        this.#reader = reader;
        this.#writer = writer;
    }

    get ended() {
        return this.#ended.promise;
    }

    watch() {
        os.setReadHandler(this.#reader, () => {
            this.#stop();
            this.#ended.resolve();
        });
    }

    // The end that the run closes; it is the caller's now.
    takeFd() {
        const fd = this.#writer;
        this.#writer = -1;
        return fd;
    }

    cancel() {
        this.#stop();
        if (this.#writer >= 0) {
            os.close(this.takeFd());
        }
    }

    #stop() {
        os.setReadHandler(this.#reader, null);
        os.close(this.#reader);
    }
}

// Throws where nothing can be waited for: in a Worker.
export function needEvents(what) {
    try {
        os.setReadHandler(-1, null);
    } catch {
        throw new TypeError(`${what} is only available in the main thread; run works in Workers`);
    }
}

export function openNotice() {
    needEvents("what does not block");
    const notice = new Notice(makePipe());
    try {
        notice.watch();
    } catch (error) {
        notice.cancel();
        throw error;
    }
    return notice;
}
