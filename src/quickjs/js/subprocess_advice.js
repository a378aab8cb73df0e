// What a person can do when a name is no program that Windows starts.
import * as native from "quickproc:subprocess";

const ENOEXEC = 8;

// By extension: what runs such a file.
const runners = {
    ps1: "powershell -File", vbs: "cscript //nologo", wsf: "cscript //nologo", py: "py", jar: "java -jar", sh: "bash", lnk: "cmd /c start",
};
const programs = ["com", "exe", "bat", "cmd"];

const ofCmd = new Set(
    ("assoc break call cd chdir cls color copy date del dir echo endlocal erase exit for ftype goto if md mkdir mklink move path pause popd prompt " +
    "pushd rd rem ren rename rmdir set setlocal shift start time title type ver verify vol").split(" "),
);

// Devices: before Windows 11 they are in every folder, with any extension.
const device = /^(?:con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3]|conin\$|conout\$) *(?:[.:]|$)/i;

// Such a name is not looked for in PATH.
export function isPath(name) {
    return /[\\/]|^[a-z]:/i.test(name);
}

function extensionOf(path) {
    return (/\.([^.\\/]*)$/.exec(path)?.[1] ?? "").toLowerCase();
}

function runIt(path) {
    const extension = extensionOf(path);
    return `Windows cannot start a .${extension} by itself: run it with ${runners[extension]} ${path}`;
}

// null: it is not there.
function adviceForFile(path) {
    // One look, where which() takes one for each extension.
    if (!native.exists(path)) {
        return null;
    }
    const found = native.which([path], { usePath: false });
    if (typeof found === "string") {
        return `${path} exists, but PATHEXT lacks .${extensionOf(path)}: add the extension to the name`;
    }
    return found === ENOEXEC ? runIt(path) : null;
}

// For a bare name: cmd.exe looks in the current directory first. null: nothing that starts is there.
export function adviceForWorkingDirectory(name, cwd) {
    const found = native.which([`./${name}`], { usePath: false, cwd });
    return typeof found === "string" ? `${found} is in the working directory, which is not searched: write ./${name}` : null;
}

// null: there is none. `directories` are those in which a bare name was looked for.
export function adviceFor(name, errno, directories) {
    const isRun = Object.hasOwn(runners, extensionOf(name));
    if (errno === ENOEXEC || isPath(name)) {
        return isRun ? runIt(name) : null;
    }
    if (ofCmd.has(name.toLowerCase())) {
        return `${name} is a command of cmd.exe, not a program: use the option shell, or ["cmd", "/c", "${name}", ...]`;
    }
    if (device.test(name)) {
        return null;
    }
    const endings = isRun ? [""] : [...programs, ...Object.keys(runners)].map((extension) => `.${extension}`);
    for (const directory of directories) {
        for (const ending of native.isDirectory(directory) ? endings : []) {
            const advice = adviceForFile(`${directory.replace(/[\\/]$/, "")}\\${name}${ending}`);
            if (advice !== null) {
                return advice;
            }
        }
    }
    return isRun ? runIt(name) : null;
}
