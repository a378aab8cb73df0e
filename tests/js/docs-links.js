// Every link in README.md and docs/ leads to a file and a heading that exist; the tests that docs/security.md names exist.
import * as os from "os";
import * as std from "std";
import { equal, ok } from "./support/assert.js";

const root = import.meta.url.replace(/^file:\/\//, "").replace(/tests[\\/]js[\\/][^\\/]*$/, "");

// As GitHub makes an anchor of a heading.
function anchor(heading) {
    return heading
        .trim()
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, "")
        .replace(/\s/g, "-");
}

// Without what is code.
function prose(text) {
    return text.replace(/^```[^]*?^```/gm, "");
}

const pages = [
    "README.md",
    ...os
        .readdir(`${root}docs`)[0]
        .filter((name) => name.endsWith(".md"))
        .map((name) => `docs/${name}`),
];
const texts = new Map(pages.map((page) => [page, prose(std.loadFile(root + page))]));
const anchors = new Map(
    [...texts].map(([page, text]) => [
        page,
        [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchor(heading)),
    ]),
);

const broken = [];
let count = 0;
for (const [page, text] of texts) {
    for (const [, target] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^[a-z]+:/.test(target)) {
            continue;
        }
        count++;
        const [path, fragment] = target.split("#");
        const file =
            path === ""
                ? page
                : page.startsWith("docs/")
                  ? `docs/${path}`.replace(/^docs\/\.\.\//, "")
                  : path;
        if (
            os.stat(root + file)[1] !== 0 ||
            (fragment !== undefined && !anchors.get(file)?.includes(fragment))
        ) {
            broken.push(`${page}: ${target}`);
        }
    }
}

// Each promise of security.md names its tests: a name without a folder is in the folder of the one before.
let folder = "";
for (const [, name] of texts.get("docs/security.md").matchAll(/`([\w/-]+\.(?:js|c))`/g)) {
    folder = name.replace(/[^/]*$/, "") || folder;
    count++;
    if (os.stat(root + folder + name.replace(/.*\//, ""))[1] !== 0) {
        broken.push(`docs/security.md: the test ${name}`);
    }
}
equal(broken.join("\n"), "");
ok(count > 30, `${count} links`);
