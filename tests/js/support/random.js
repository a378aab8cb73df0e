// A seeded generator (xorshift32): a failing round can be run again.
export function generator(seed) {
    let state = seed >>> 0 || 1;
    function next() {
        state ^= state << 13;
        state >>>= 0;
        state ^= state >>> 17;
        state ^= state << 5;
        state >>>= 0;
        return state;
    }
    return { below: (n) => next() % n, pick: (list) => list[next() % list.length] };
}
