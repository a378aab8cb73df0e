// Of sorted values, between the two nearest.
function quantile(sorted, q) {
    const at = (sorted.length - 1) * q;
    const below = Math.floor(at);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (sorted[above] - sorted[below]) * (at - below);
}

export function summary(values) {
    const sorted = [...values].sort((a, b) => a - b);
    return {
        samples: sorted.length,
        low: quantile(sorted, 0.25),
        median: quantile(sorted, 0.5),
        high: quantile(sorted, 0.75),
    };
}
