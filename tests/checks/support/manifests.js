// What is made for winget, scoop, vcpkg and SPDX, held against what their published schemas demand: winget-cli's
// schemas/JSON/manifests/v1.10.0, Scoop's schema.json, vcpkg's manifest format, SPDX 2.3. scriptArgs: the folder, the version, the
// zip's SHA-256 in hexadecimal, the bill of materials.
import * as std from "std";

const [folder, version, hash, bill] = scriptArgs.slice(1);

function read(path) {
    const text = std.loadFile(path);
    if (text === null) throw new Error(`${path}: cannot be read`);
    if (/@[A-Z_]+@/.test(text)) throw new Error(`${path}: a value is missing: ${text.match(/@[A-Z_]+@/)[0]}`);
    return text;
}

function demand(where, object, rules) {
    for (const [key, pattern] of Object.entries(rules)) {
        if (!(key in object)) throw new Error(`${where}: no ${key}`);
        if (!pattern.test(object[key])) throw new Error(`${where}: ${key} is ${object[key]}, not ${pattern}`);
    }
}

function onlyKnown(where, object, known) {
    for (const key of Object.keys(object)) if (!known.includes(key)) throw new Error(`${where}: unknown ${key}`);
}

// Top-level "Key: value" lines of a YAML file; nested ones begin with white space or a dash.
function topLevel(text) {
    return Object.fromEntries([...text.matchAll(/^([A-Za-z]+):[ ]*(.*)$/gm)].map(([, key, value]) => [key, value]));
}

const URL = /^https?:\/\/.{1,2000}$/;
const exactly = (text) => new RegExp(`^${text.replace(/[.\\]/g, "\\$&")}$`);
const common = {
    PackageIdentifier: /^[^.\s\\/:*?"<>|]{1,32}(\.[^.\s\\/:*?"<>|]{1,32}){1,7}$/,
    PackageVersion: exactly(version),
    ManifestVersion: /^1\.10\.0$/,
};

const winget = (part) => `${folder}/winget/quickproc.quickproc${part}.yaml`;
demand("winget version", topLevel(read(winget(""))), { ...common, DefaultLocale: /^en-US$/, ManifestType: /^version$/ });
demand("winget locale", topLevel(read(winget(".locale.en-US"))), {
    ...common, PackageLocale: /^en-US$/, Publisher: /^.{2,256}$/, PackageName: /^.{2,256}$/, License: /^.{3,512}$/, PackageUrl: URL,
    ShortDescription: /^.{3,256}$/, ManifestType: /^defaultLocale$/,
});
const installer = read(winget(".installer"));
demand("winget installer", topLevel(installer), {
    ...common, InstallerType: /^zip$/, NestedInstallerType: /^portable$/, MinimumOSVersion: /^\d+(\.\d+){0,3}$/, ManifestType: /^installer$/,
});
const installers = installer.split(/^ {2}- Architecture: /m).slice(1);
if (installers.length === 0) throw new Error("winget installer: none");
for (const one of installers) {
    if (!/^(x86|x64|arm64)\n/.test(one)) throw new Error(`winget installer: ${one}`);
    demand("winget installer", Object.fromEntries([...one.matchAll(/^[ -]+([A-Za-z0-9]+): (.*)$/gm)].map((m) => [m[1], m[2]])), {
        InstallerUrl: URL, InstallerSha256: new RegExp(`^${hash}$`, "i"), RelativeFilePath: /^quickproc-[^\\]*\\bin\\quickproc\.exe$/,
        PortableCommandAlias: /^quickproc$/,
    });
}

const scoop = JSON.parse(read(`${folder}/scoop/quickproc.json`));
onlyKnown("scoop", scoop, ["version", "description", "homepage", "license", "architecture", "bin", "checkver", "autoupdate"]);
demand("scoop", scoop, { version: exactly(version), description: /./, homepage: URL, license: /^MIT$/, bin: /^bin\\quickproc\.exe$/ });
for (const [name, one] of Object.entries(scoop.architecture)) {
    if (!["32bit", "64bit", "arm64"].includes(name)) throw new Error(`scoop: architecture ${name}`);
    onlyKnown("scoop architecture", one, ["url", "hash", "extract_dir"]);
    demand("scoop architecture", one, { url: URL, hash: exactly(hash), extract_dir: /^quickproc-/ });
    demand("scoop autoupdate", scoop.autoupdate.architecture[name], { url: /\$version/, extract_dir: /\$version/ });
}

const port = JSON.parse(read(`${folder}/vcpkg/vcpkg.json`));
demand("vcpkg", port, { name: /^[a-z0-9]+(-[a-z0-9]+)*$/, "version-semver": exactly(version), homepage: URL, license: /^MIT$/, supports: /windows/ });
for (const word of ["vcpkg_from_github", "vcpkg_cmake_install", "vcpkg_cmake_config_fixup", "vcpkg_install_copyright"]) {
    if (!read(`${folder}/vcpkg/portfile.cmake`).includes(`${word}(`)) throw new Error(`vcpkg: no ${word}`);
}
if (!read(`${folder}/vcpkg/usage`).includes("find_package(quickproc CONFIG REQUIRED)")) throw new Error("vcpkg: usage");

const spdx = JSON.parse(read(bill));
demand("SPDX", spdx, {
    spdxVersion: /^SPDX-2\.3$/, dataLicense: /^CC0-1\.0$/, SPDXID: /^SPDXRef-DOCUMENT$/, name: /./, documentNamespace: URL,
});
demand("SPDX", spdx.creationInfo, { created: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/ });
const ids = new Set(["SPDXRef-DOCUMENT"]);
for (const element of [...spdx.packages, ...spdx.files]) {
    if (!/^SPDXRef-[a-zA-Z0-9.-]+$/.test(element.SPDXID) || ids.has(element.SPDXID)) throw new Error(`SPDX: ${element.SPDXID}`);
    ids.add(element.SPDXID);
}
for (const one of spdx.packages) demand("SPDX package", one, { name: /./, versionInfo: /^\d/, downloadLocation: URL, licenseConcluded: /^MIT$/ });
for (const one of spdx.files) {
    demand("SPDX file", one, { fileName: /^\.\// });
    if (!one.checksums.some((sum) => sum.algorithm === "SHA1" && /^[0-9a-f]{40}$/.test(sum.checksumValue))) throw new Error(`SPDX: ${one.fileName}`);
}
for (const tie of spdx.relationships) {
    if (!ids.has(tie.spdxElementId) || !ids.has(tie.relatedSpdxElement)) throw new Error(`SPDX: a tie to nothing: ${JSON.stringify(tie)}`);
}
if (!spdx.packages.some((one) => one.name === "quickjs-ng")) throw new Error("SPDX: no engine");
print(`manifests: ${installers.length} processor(s), ${spdx.files.length} files`);
