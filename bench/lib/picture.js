// The report as a picture: what everybody needs of the floor's time, for light and dark pages.
const WIDTH = 780;
const LEFT = 280; // where the bars begin
const RIGHT = 150; // room for a bar's label
const TOP = 96;
const BAR = 13;
const GAP = 13;
const LONGEST = 3; // times the floor; longer bars are cut, with their label telling

const names = ["quickproc", "node", "deno", "bun", "dotnet"];

const style = `
text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1f2328 }
.title { font-size: 16px; font-weight: 600 }
.small { font-size: 11px; fill: #59636e }
.floor { stroke: #59636e; stroke-dasharray: 3 3 }
.quickproc { fill: #0969da }
.node { fill: #8c959f }
.deno { fill: #b1bac4 }
.bun { fill: #d1d9e0 }
.dotnet { fill: #c8b6e2 }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc }
  .small { fill: #9198a1 }
  .floor { stroke: #9198a1 }
  .quickproc { fill: #4493f8 }
  .node { fill: #7d8590 }
  .deno { fill: #5c636b }
  .bun { fill: #444c56 }
  .dotnet { fill: #5f4b82 }
}`;

const escapeText = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

const text = (x, y, content, attributes = "") =>
    `<text x="${x}" y="${y}" ${attributes}>${escapeText(content)}</text>`;

// How much of the floor's time: the inverse of a rate's ratio.
function times({ unit, results }, name) {
    const ratio = results[name]?.ratio;
    return Number.isFinite(ratio) ? (unit === "MiB/s" ? 1 / ratio : ratio) : undefined;
}

const scale = (ratio) => (Math.min(ratio, LONGEST) / LONGEST) * (WIDTH - LEFT - RIGHT);

function amount({ unit, results }, name) {
    const value = results[name].median;
    return `${value >= 100 ? value.toFixed(0) : value.toPrecision(3)} ${unit === "us" ? "µs" : unit}`;
}

function bar(benchmark, name, y) {
    const ratio = times(benchmark, name);
    const width = scale(ratio).toFixed(1);
    const more = ratio > LONGEST ? " →" : "";
    const label = `${ratio.toFixed(2)}×${more}  ${amount(benchmark, name)}`;
    return [
        `<rect class="${name}" x="${LEFT}" y="${y}" width="${width}" height="${BAR - 2}" rx="1"/>`,
        text(LEFT + Number(width) + 6, y + 10, label, 'class="small"'),
    ];
}

function legend(present) {
    const parts = [text(12, 28, "Time as a multiple of the floor, the same Win32 calls by hand in C", 'class="title"')];
    let x = 12;
    for (const name of present) {
        parts.push(`<rect class="${name}" x="${x}" y="46" width="11" height="11" rx="1"/>`);
        parts.push(text(x + 17, 56, name));
        x += 34 + name.length * 7.5;
    }
    return parts;
}

export function picture(report) {
    const shown = report.benchmarks.filter((b) => b.most === undefined && times(b, "quickproc") !== undefined);
    const present = names.filter((name) => shown.some((b) => times(b, name) !== undefined));
    const parts = legend(present);
    let y = TOP;
    for (const benchmark of shown) {
        parts.push(text(LEFT - 10, y + 10, benchmark.title, 'text-anchor="end"'));
        for (const name of present.filter((n) => times(benchmark, n) !== undefined)) {
            parts.push(...bar(benchmark, name, y));
            y += BAR;
        }
        y += GAP;
    }
    const floor = LEFT + scale(1);
    parts.push(`<path class="floor" d="M${floor} ${TOP - 8}V${y - GAP + 4}"/>`);
    parts.push(text(floor, TOP - 14, "1 = floor", 'text-anchor="middle" class="small"'));
    parts.push(text(12, y + 12, `${report.system}; ${report.date}; medians`, 'class="small"'));
    return (
        `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y + 26}" ` +
        `viewBox="0 0 ${WIDTH} ${y + 26}" role="img" aria-label="Benchmarks of quickproc">\n` +
        `<style>${style}\n</style>\n${parts.join("\n")}\n</svg>\n`
    );
}
