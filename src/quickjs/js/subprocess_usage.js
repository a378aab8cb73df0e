// What programs used.

function shapeOf([elapsedMs, userMs, systemMs, peakBytes, readBytes, writtenBytes]) {
    return { elapsedMs, userMs, systemMs, peakBytes, readBytes, writtenBytes };
}

// From the numbers of the native half, null: not known.
export function usageOf(numbers) {
    return numbers && { ...shapeOf(numbers[0]), tree: numbers[1] && shapeOf(numbers[1]) };
}
