// What a gate says, in the plainest code: every even offset of a text, every place of every gate, the automaton a step at a
// time. The kernel is held to it.
import { LONGEST_WALK, type Automaton, type Gate } from '../../src/gate.ts';

const FOLD = 0xa0a0a0a0;

/** What became of a walk: `open` ran out of text before the automaton came to an end. */
export type Ending = 'accepted' | 'dead' | 'open';

export interface Walk {
  readonly ending: Ending;
  /** Bytes read. */
  readonly steps: number;
}

/** The automaton over `bytes` from `from` on, up to but not including `to`. */
export function walk({ columns, width, next, start }: Automaton, bytes: Uint8Array, from = 0, to = bytes.length): Walk {
  let state = start;
  for (let at = from; at < to; at++) {
    state = next[state * width + (columns[bytes[at] as number] as number)] as number;
    if (state === 0) return { ending: 'dead', steps: at + 1 - from };
    if (state === 1) return { ending: 'accepted', steps: at + 1 - from };
  }
  return { ending: 'open', steps: to - from };
}

/** The four bytes at an offset, folded; behind the end of the text stand zeros. */
export function gramAt(bytes: Uint8Array, offset: number): number {
  const four = [0, 1, 2, 3].reduce((gram, index) => gram | ((bytes[offset + index] ?? 0) << (8 * index)), 0);
  return (four | FOLD) >>> 0;
}

/** The same four bytes as text, to read in a failure and to name in a table. */
export function gramText(gram: number): string {
  return String.fromCharCode(gram & 0xff, (gram >>> 8) & 0xff, (gram >>> 16) & 0xff, gram >>> 24);
}

export type Opening = readonly [gate: number, offset: number];

export interface Reading {
  readonly openings: readonly Opening[];
  /** Walks of an automaton, and the bytes that they read together. */
  readonly walks: number;
  readonly steps: number;
}

/** Reads texts for some gates: every opening as often as a place tells of it. */
export function createReader(gates: readonly Gate[]): (bytes: Uint8Array) => Reading {
  const told = new Map<number, { readonly gate: number; readonly at: number }[]>();
  gates.forEach(({ places }, gate) => {
    for (const { at, grams } of places) {
      for (const gram of grams) told.set(gram, [...(told.get(gram) ?? []), { gate, at }]);
    }
  });
  return (bytes) => {
    const openings: Opening[] = [];
    let walks = 0;
    let steps = 0;
    for (let offset = 0; offset < bytes.length; offset += 2) {
      for (const { gate, at } of told.get(gramAt(bytes, offset)) ?? []) {
        const from = offset - at;
        if (from < 0) continue;
        const { automaton } = gates[gate] as Gate;
        const walked = walk(automaton, bytes, from, Math.min(bytes.length, from + LONGEST_WALK));
        walks++;
        steps += walked.steps;
        const isUndecided = walked.ending === 'open' && walked.steps === LONGEST_WALK;
        if (walked.ending === 'accepted' || isUndecided) openings.push([gate, from]);
      }
    }
    return { openings, walks, steps };
  };
}
