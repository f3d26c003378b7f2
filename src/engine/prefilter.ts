// Finds anchors in bytes: an Aho-Corasick automaton over case-folded ASCII. Never misses one; says nothing about matches.
import type { Anchor } from '../types.ts';

export interface Prefilter {
  /** Not to be called from `hit`. Calls `hit` for every occurrence of an anchor, by ascending end; `position` is where the anchor starts. */
  find(bytes: Uint8Array, hit: (anchor: number, position: number) => void): void;
}

/** Anchors are named by their index. Texts are lower case and not empty. */
export function createPrefilter(anchors: readonly Anchor[]): Prefilter {
  const classes = byteClasses(anchors);
  const { next, outputs } = buildAutomaton(anchors, classes);
  const isOutput = Uint8Array.from(outputs, (list) => (list === undefined ? 0 : 1));
  const shift = Math.ceil(Math.log2(classes.count));
  const lengths = anchors.map((anchor) => anchor.text.length);
  const classOf = classes.of;
  // Where the automaton stands at the last output.
  let reached = 0;
  // A loop of its own that ends at each output: V8 optimises it without the calls.
  const nextOutput = (bytes: Uint8Array, from: number): number => {
    let state = reached;
    const { length } = bytes;
    for (let index = from; index < length; index++) {
      state = next[(state << shift) | (classOf[bytes[index] as number] as number)] as number;
      if (isOutput[state] === 1) {
        reached = state;
        return index;
      }
    }
    return length;
  };
  return {
    find(bytes, hit) {
      reached = 0;
      for (let index = nextOutput(bytes, 0); index < bytes.length; index = nextOutput(bytes, index + 1)) {
        for (const anchor of outputs[reached] as readonly number[]) hit(anchor, index + 1 - (lengths[anchor] as number));
      }
    },
  };
}

/** Bytes that no anchor tells apart share a class; class 0 is every byte that occurs in none. */
function byteClasses(anchors: readonly Anchor[]): { readonly of: Uint8Array; readonly count: number } {
  const of = new Uint8Array(256);
  let count = 1;
  for (const { text } of anchors) {
    for (const character of text) {
      const byte = character.charCodeAt(0);
      if (of[byte] === 0) of[byte] = count++;
    }
  }
  for (let upper = 65; upper <= 90; upper++) of[upper] = of[upper | 0x20] as number;
  return { of, count };
}

function buildAutomaton(
  anchors: readonly Anchor[],
  classes: { readonly of: Uint8Array; readonly count: number },
): { readonly next: Int32Array; readonly outputs: readonly (readonly number[] | undefined)[] } {
  const width = 1 << Math.ceil(Math.log2(classes.count));
  const most = 1 + anchors.reduce((sum, { text }) => sum + text.length, 0);
  const next = new Int32Array(most * width);
  const own: number[][] = [[]];
  anchors.forEach(({ text }, anchor) => {
    let state = 0;
    for (const character of text) {
      const slot = state * width + (classes.of[character.charCodeAt(0)] as number);
      if (next[slot] === 0) next[slot] = own.push([]) - 1;
      state = next[slot] as number;
    }
    own[state]?.push(anchor);
  });
  linkFailures(next, own, width);
  return { next, outputs: own.map((list) => (list.length === 0 ? undefined : list)) };
}

// Breadth first: when a state is reached, the state it fails to is complete, so its row and outputs can be copied.
function linkFailures(next: Int32Array, own: number[][], width: number): void {
  const failure = new Int32Array(own.length);
  const queue = Array.from(next.subarray(0, width)).filter((state) => state !== 0);
  for (const state of queue) {
    const fallback = failure[state] as number;
    own[state]?.push(...(own[fallback] ?? []));
    for (let column = 0; column < width; column++) {
      const slot = state * width + column;
      const inherited = next[fallback * width + column] as number;
      const child = next[slot] as number;
      if (child === 0) {
        next[slot] = inherited;
      } else {
        failure[child] = inherited;
        queue.push(child);
      }
    }
  }
}
