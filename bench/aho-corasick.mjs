// What the kernel is measured against: a plain Aho-Corasick automaton in JavaScript over the grams of the same gates, its
// failure links resolved into one dense table, one table look a byte.

/** Counts the places of a text at which one of the grams (four folded bytes each, the first lowest) ends. */
export function createAhoCorasick(grams) {
  const words = [...new Set(grams)].map((gram) => [0, 8, 16, 24].map((shift) => (gram >>> shift) & 0xff));
  const used = [...new Set(words.flat())];
  const columns = new Uint16Array(256);
  for (let byte = 0; byte < 256; byte++) columns[byte] = used.indexOf(byte | 0xa0) + 1;
  const width = used.length + 1;
  const children = [new Map()];
  const ends = new Set();
  for (const word of words) {
    let state = 0;
    for (const byte of word) {
      const column = columns[byte];
      if (!children[state].has(column)) children[state].set(column, children.push(new Map()) - 1);
      state = children[state].get(column);
    }
    ends.add(state);
  }
  const next = new Int32Array(children.length * width);
  const fallback = new Int32Array(children.length);
  const queue = [0];
  for (const state of queue) {
    for (let column = 0; column < width; column++) {
      const child = children[state].get(column);
      const fallen = state === 0 ? 0 : next[fallback[state] * width + column];
      next[state * width + column] = child ?? fallen;
      if (child === undefined) continue;
      fallback[child] = fallen;
      queue.push(child);
    }
  }
  // All words are equally long: a state that ends one is a leaf, and no suffix of it ends another.
  const isEnd = Uint8Array.from(children, (_, state) => Number(ends.has(state)));
  return (bytes) => {
    let found = 0;
    let state = 0;
    for (let at = 0; at < bytes.length; at++) {
      state = next[state * width + columns[bytes[at]]];
      found += isEnd[state];
    }
    return found;
  };
}
