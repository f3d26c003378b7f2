// What the kernel looks for before a pattern is run, as types. Derived in `rule/gate.ts`, run in `kernel/`.

/** A deterministic automaton as a table with a row for each state: 0 is dead, 1 has accepted. */
export interface Automaton {
  /** The column of each byte. */
  readonly columns: Uint8Array;
  readonly width: number;
  /** The next state, by `state * width + column`. */
  readonly next: Uint16Array;
  readonly start: number;
}

/**
 * Most bytes that an automaton reads; what it has not refused by then may match. Without the bound a text of `eyJa` over and
 * over would be walked to the end of the longest match from each of them: 40 seconds a megabyte.
 */
export const LONGEST_WALK = 256;

/**
 * How the kernel reads a byte: without the two bits that say little. Letters lose their case, and what is not ASCII is read
 * as what is; that is rare in code, and there are half as many bytes to think of.
 */
export const FOLD = 0xa0;

/** What the kernel looks for before a pattern is run: few bytes at some place, then an automaton from its first byte on. */
export interface Gate {
  readonly automaton: Automaton;
  /** How far before the automaton's first byte a match begins. */
  readonly before: { readonly min: number; readonly max: number };
  /** In every match, at one of them that lies at an even offset of the text, one of its grams stands. */
  readonly places: readonly Place[];
}

export interface Place {
  /** How far behind the automaton's first byte; -1 is the byte before it. */
  readonly at: number;
  /** Four bytes each, the first lowest, each folded by `| FOLD`. */
  readonly grams: Uint32Array;
}
