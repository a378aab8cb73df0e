// `quickproc --compile app.js --out app.exe`: which modules belong into the program, and what they are called there.
import { exePath, realpath, stat } from "quickproc:os-files";
import { err, exit, strerror } from "quickproc:libc-std";
import { loadFile } from "quickproc:std-files";
import { imports, isModule, normalize, request, write } from "quickproc:compile-native";
import { bundle, icons, version } from "quickproc:program-resources";
import { tokenize } from "quickproc:repl-scan";

function fail(text) {
    err.puts(`quickproc: ${text}\n`);
    exit(1);
}

function warn(text) {
    err.puts(`quickproc: warning: ${text}\n`);
}

// Where an error of a module is, without the frames of this one.
function placesOf(error) {
    const frames = (error.stack ?? "").split("\n");
    return frames.filter((frame) => frame !== "" && !/\(native\)|\(quickproc:/.test(frame)).join("\n");
}

function exists(file) {
    return stat(file)[1] === 0;
}

function bytesOf(file) {
    const bytes = loadFile(file, { binary: true });
    return bytes ?? fail(`cannot read ${file}`);
}

// ---- What a module names by itself, besides its import statements ---------------------------

function stringValue(token) {
    return token?.type === "string" ? (0, eval)(token.text) : undefined;
}

// import("…") and new Worker("…"): { name, hasOptions, line }; the name is undefined where it is computed.
function* named(source) {
    const tokens = [...tokenize(source)];
    for (const [i, token] of tokens.entries()) {
        const isImport = token.text === "import" && token.previous?.text !== ".";
        const isWorker = token.text === "Worker" && isNew(token);
        if (token.type === "word" && (isImport || isWorker) && tokens[i + 1]?.text === "(") {
            const literal = [")", ","].includes(tokens[i + 3]?.text) ? stringValue(tokens[i + 2]) : undefined;
            yield {
                name: literal,
                hasOptions: isImport && tokens[i + 3]?.text === ",",
                line: source.slice(0, token.start).split("\n").length,
                what: isImport ? "import()" : "new Worker()",
            };
        }
    }
}

// `new Worker`, `new os.Worker`
function isNew(token) {
    const before = token.previous;
    return before?.text === "new" || (before?.text === "." && before.previous?.previous?.text === "new");
}

// ---- The modules of the program -------------------------------------------------------------

const modules = new Map(); // by their full names here: their bytes
const edges = []; // [importing module, name there, full name]

const isBuiltin = (name) => /^(?:qjs|quickproc):/.test(name);

// What is imported by statements, here and further on, is the engine's to say: it finds all or throws.
function addImports(full, asModule) {
    const fresh = modules.has(full) ? [] : [full];
    modules.set(full, bytesOf(full));
    for (const edge of imports(loadFile(full), full, asModule)) {
        const found = edge[2];
        if (isBuiltin(found)) {
            continue;
        }
        edges.push(edge);
        if (!modules.has(found)) {
            modules.set(found, bytesOf(found));
            fresh.push(found);
        }
    }
    return fresh;
}

// import() and Workers. New modules go to `open`.
function addNamed(full, open) {
    if (/\.json$/i.test(full)) {
        return;
    }
    for (const { name, hasOptions, line, what } of named(loadFile(full))) {
        if (name === undefined) {
            warn(`${full}:${line}: ${what} of a computed name is not included; it reads the file when it runs`);
            continue;
        }
        const found = normalize(full, name);
        if (isBuiltin(found)) {
            continue;
        }
        const isNative = /\.dll$/i.test(found);
        if (isNative || loadFile(found) === null) {
            fail(`${full}:${line}: ${name} cannot be included: ${isNative ? "it is a native module" : "no such file"}`);
        }
        edges.push([full, name, found]);
        if (hasOptions && !modules.has(found)) {
            modules.set(found, bytesOf(found)); // of another type: text, JSON
        } else if (!modules.has(found)) {
            open.push([found, true]);
        }
    }
}

function collect(main, asModule) {
    const open = [[main, asModule]];
    while (open.length > 0) {
        const [full, as] = open.pop();
        for (const fresh of addImports(full, as)) {
            addNamed(fresh, open);
        }
    }
}

// ---- What they are called in the program ----------------------------------------------------

// Two sets of full names. What a name with a dot leads to is where it is seen from the importing module; any other name
// stays as it is, and so do the names that are seen from there.
function sortNames(main) {
    const moved = new Set([main]);
    const kept = new Set();
    for (let before = 0; before < moved.size + kept.size;) {
        before = moved.size + kept.size;
        for (const [base, name, found] of edges) {
            if (!name.startsWith(".") || kept.has(base)) {
                kept.add(found);
            }
            if (name.startsWith(".") && moved.has(base)) {
                moved.add(found);
            }
        }
    }
    return { moved: [...moved], kept: [...kept] };
}

// The deepest folder with all of these in it, and a slash; "" when there is none.
function commonFolder(names) {
    let folder = names[0].replace(/[^/]*$/, "");
    while (!names.every((name) => name.startsWith(folder))) {
        folder = folder.replace(/[^/]*\/$/, "");
    }
    return folder;
}

// [name in the program, bytes], the main module first. The common folder becomes that of the program.
function placeModules(main) {
    const { moved, kept } = sortNames(main);
    const folder = commonFolder(moved);
    return [
        ...moved.map((full) => [folder === "" ? full : `./${full.slice(folder.length)}`, modules.get(full)]),
        ...kept.map((full) => [full, modules.get(full)]),
    ];
}

// ---- The program ----------------------------------------------------------------------------

function lastPart(path) {
    return /[^\\/]*$/.exec(path)[0];
}

function versionOf(out, infos) {
    const name = lastPart(out);
    const plain = name.replace(/\.exe$/i, "");
    const strings = { FileDescription: plain, InternalName: plain, OriginalFilename: name, ProductName: plain, FileVersion: "0.0.0.0" };
    for (const info of infos) {
        const [, key, text] = /^(\w+)=(.*)$/s.exec(info) ?? fail(`--info ${info}: not NAME=TEXT`);
        strings[key] = text;
    }
    strings.ProductVersion ??= strings.FileVersion;
    return version(strings);
}

function utf8(text) {
    const units = unescape(encodeURIComponent(text));
    return Uint8Array.from(units, (c) => c.charCodeAt(0));
}

// The program replaces a file of that name: it must not be one that it is made from.
function refuseSource(out, others) {
    const [path, errno] = realpath(out);
    const same = (other) => realpath(other)[0].toLowerCase() === path.toLowerCase();
    if (errno === 0 && [...modules.keys(), ...others].some(same)) {
        fail(`--out ${out} would replace a file that the program is made from`);
    }
}

// Without an extension no shell would start it.
function programName(out) {
    return /\.[^\\/.]*$/.test(out) ? out : `${out}.exe`;
}

const EACCES = 13;

function compile() {
    const { file, icon, infos } = request;
    const exe = request.exe ?? exePath();
    const out = programName(request.out);
    if (scriptArgs.length > 0) {
        fail(`--compile takes one file; ${scriptArgs[0]} is one too many`);
    }
    const [path, errno] = realpath(file);
    if (errno !== 0) {
        fail(`${file}: ${strerror(errno)}`);
    }
    const main = path.replace(/\\/g, "/");
    const asModule = request.isModule ?? isModule(main, loadFile(main) ?? fail(`cannot read ${file}`));
    try {
        collect(main, asModule);
    } catch (error) {
        fail(`${file} cannot be compiled: ${error.name}: ${error.message}\n${placesOf(error)}`.trimEnd());
    }
    refuseSource(out, [exe, ...(icon === undefined ? [] : [icon])]);
    const contents = placeModules(main).map(([name, bytes]) => [utf8(name), bytes]);
    const resources = [bundle(contents, { ...request, isModule: asModule }), versionOf(out, infos)];
    if (icon !== undefined) {
        resources.push(...(icons(bytesOf(icon)) ?? fail(`${icon}: not a file of icons (.ico)`)));
    }
    const result = write({ exe, out, windowed: request.windowed, resources });
    if (result !== 0) {
        const hint = result[0] === -EACCES && exists(out) ? " (does it run?)" : "";
        fail(`${out}: ${result[1]}: ${strerror(-result[0])}${hint}`);
    }
}

compile();
