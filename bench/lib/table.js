// The report as text.
const names = ["floor", "stock", "quickproc", "node", "deno", "bun", "dotnet"];

function format(value) {
    const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return value.toFixed(digits);
}

const formatRatio = (ratio) => (Number.isFinite(ratio) ? ratio.toFixed(3) : "-");

const isRate = (benchmark) => benchmark.unit === "MiB/s";

export function isMet({ target, most, unit, results }) {
    if (most !== undefined) {
        return results.quickproc && results.quickproc.median <= most;
    }
    const ratio = results.quickproc?.ratio;
    if (target === undefined || !Number.isFinite(ratio)) {
        return undefined;
    }
    return isRate({ unit }) ? ratio >= target : ratio <= target;
}

function targetOf(benchmark) {
    const target = benchmark.most ?? benchmark.target;
    if (target === undefined) {
        return "";
    }
    const sign = isRate(benchmark) ? ">=" : "<=";
    return `${sign} ${target.toFixed(2)}${isMet(benchmark) === false ? " missed" : ""}`;
}

function rowOf(benchmark, columns) {
    const { results } = benchmark;
    const cells = columns.map((name) => {
        const result = results[name === "floor" ? benchmark.floor : name];
        return result ? format(result.median) : "-";
    });
    return [
        benchmark.title,
        benchmark.unit,
        ...cells,
        formatRatio(results.control?.ratio),
        formatRatio(results.quickproc?.ratio),
        targetOf(benchmark),
    ];
}

function printRows(rows) {
    const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
    for (const row of rows) {
        const cells = row.map((cell, i) =>
            i < 2 || i === row.length - 1 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]),
        );
        print(cells.join("  ").trimEnd());
    }
}

export function printTable(report) {
    const { benchmarks } = report;
    const columns = names.filter(
        (name) => name !== "stock" && (name === "floor" || benchmarks.some((b) => b.results[name])),
    );
    const rows = benchmarks.map((benchmark) => rowOf(benchmark, columns));
    if (rows.length > 0) {
        print("\nMedians. The floor of the start-up is a bare quickjs-ng. Ratio: quickproc to the floor;");
        print("control: the floor, measured once more, to the floor.\n");
        printRows([["", "unit", ...columns, "control", "ratio", "target"], ...rows]);
    }
    if (report.growths.length > 0) {
        print("\nGrowth\n");
        printRows([
            ["", "", ...columns, "target"],
            ...report.growths.map(({ title, target, ratios }) => [
                title,
                "",
                ...columns.map((name) => formatRatio(ratios[name])),
                target === undefined
                    ? ""
                    : `<= ${target}${ratios.quickproc > target ? " missed" : ""}`,
            ]),
        ]);
    }
    if (report.paired.length > 0) {
        print("\nThe C library and the floor taking turns in one process, microseconds\n");
        const us = (ns) => (ns / 1e3).toFixed(0);
        printRows([
            ["", "", "floor", "library", "difference", "floor to floor", "ratio", ""],
            ...report.paired.map((p) => [
                p.what,
                "",
                us(p.floor),
                us(p.library),
                us(p.difference),
                us(p.control),
                formatRatio(1 + p.difference / p.floor),
                "",
            ]),
        ]);
    }
    if (report.planning.length > 0) {
        print("\nPlanning, nanoseconds each\n");
        printRows([
            ["", "", "number", "ns each", ""],
            ...report.planning.map((p) => [p.what, "", String(p.number), format(p.ns), ""]),
        ]);
    }
    print("");
    for (const [name, bytes] of Object.entries(report.sizes)) {
        print(`${name}: ${Math.round(bytes / 1024)} KiB`);
    }
}
