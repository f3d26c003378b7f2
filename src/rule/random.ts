// Deterministic randomness: the same seed gives the same tokens on every machine, so that none has to be stored.

/** Numbers in [0, 1), reproducible from a seed text. */
export type Random = () => number;

/** mulberry32 seeded by FNV-1a: not for cryptography, only for made-up tokens. */
export function createRandom(seed: string): Random {
  let state = 0x811c9dc5;
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** One character of a non-empty string. */
export function pick(random: Random, characters: string): string {
  return characters[Math.floor(random() * characters.length)] ?? '';
}

export function randomString(random: Random, characters: string, length: number): string {
  return Array.from({ length }, () => pick(random, characters)).join('');
}
