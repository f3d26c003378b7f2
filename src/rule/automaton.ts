// A finite automaton that accepts at least what a pattern matches: counted repeats become loops. Running it is far cheaper
// than running the pattern, and where it fails the pattern cannot match.
import type { Automaton } from '../gate.ts';
import type { ByteSet } from './byte-set.ts';
import type { Node } from './tree.ts';

/** Nothing can follow. */
export const DEAD = 0;
/** The pattern may have matched: whatever follows, the automaton has done what it can. */
export const ACCEPTED = 1;

// A longer run of one class says no more about where the pattern can match.
const LONGEST_RUN = 20;
// A longer repeat of something composed multiplies the states: so many sets are copied, no more.
const MOST_COPIED = 60;
// Counting what may be there multiplies the states too.
const MOST_OPTIONAL = 4;
// Copies in copies would grow without end: beyond so many nodes there are only loops.
const MOST_NODES = 20_000;
const MOST_STATES = 6000;
const MOST_IN_CHARACTER = 65_536;

/** The automaton of a sequence of nodes; what lies behind `mostStates` is accepted unseen. */
export function createAutomaton(items: readonly Node[], mostStates = MOST_STATES): Automaton {
  const graph = createGraph(items);
  const { columns, width, samples } = columnsOf(graph.states);
  const rows: number[][] = [filled(width, DEAD), filled(width, ACCEPTED)];
  const known = new Map<string, number>();
  const queue: (readonly number[])[] = [];
  const stateOf = (positions: readonly number[]): number => {
    if (positions.length === 0) return DEAD;
    if (positions[0] === graph.end) return ACCEPTED;
    const key = graph.keyOf(positions);
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size + 2 >= mostStates) return ACCEPTED;
    known.set(key, known.size + 2);
    queue.push(positions);
    return known.size + 1;
  };
  const start = stateOf(graph.closure(graph.start));
  for (const positions of queue) rows.push(rowOf(positions, samples, graph, stateOf));
  // One by one: many times faster than from one list of all.
  const next = new Uint16Array(rows.length * width);
  rows.forEach((row, state) => row.forEach((to, column) => (next[state * width + column] = to)));
  return { columns, width, next, start };
}

// Most bytes are read by the same positions as others: each such group is followed once.
function rowOf(
  positions: readonly number[],
  samples: readonly number[],
  graph: Graph,
  stateOf: (positions: readonly number[]) => number,
): number[] {
  const byReaders = new Map<string, number>();
  return samples.map((byte) => {
    const readers = positions.filter((one) => graph.states[one]?.bytes?.[byte] === 1);
    const key = graph.keyOf(readers);
    const state = byReaders.get(key) ?? stateOf(graph.after(readers));
    byReaders.set(key, state);
    return state;
  });
}

function filled(length: number, value: number): number[] {
  return Array.from({ length }, () => value);
}

/** The number of sets in a node. */
function sizeOf(node: Node): number {
  switch (node.kind) {
    case 'set':
      return 1;
    case 'secret':
    case 'repeat':
      return sizeOf(node.item);
    case 'sequence':
    case 'choice':
      return node.items.reduce((sum, item) => sum + sizeOf(item), 1);
    default:
      return node satisfies never;
  }
}

/** A state reads a byte of its set, or goes on without reading. */
type State = { readonly bytes: ByteSet; readonly to: number } | { readonly bytes?: undefined; readonly to: readonly number[] };

interface Graph {
  readonly states: readonly State[];
  readonly start: number;
  /** The lowest state. */
  readonly end: number;
  /** All reading states (and the end) that are reached from a state without reading, ascending. */
  closure(from: number): readonly number[];
  /** The same of all states to which reading states lead. */
  after(readers: readonly number[]): readonly number[];
  /** A text that tells lists of states apart. */
  keyOf(some: readonly number[]): string;
}

function createGraph(items: readonly Node[]): Graph {
  const states: State[] = [{ to: [] }];
  const end = 0;
  const add = (state: State): number => states.push(state) - 1;
  /** The state from which `node` leads to `to`. */
  const build = (node: Node, to: number): number => {
    switch (node.kind) {
      case 'set':
        return add({ bytes: node.bytes, to });
      case 'secret':
        return build(node.item, to);
      case 'sequence':
        return node.items.reduceRight((next, item) => build(item, next), to);
      case 'choice':
        return add({ to: node.items.map((item) => build(item, to)) });
      case 'repeat': {
        if (states.length > MOST_NODES) return loop(node.item, to);
        const most = Math.min(LONGEST_RUN, Math.floor(MOST_COPIED / sizeOf(node.item)));
        const isExact = node.max <= most && node.max - node.min <= MOST_OPTIONAL;
        let next = isExact ? to : loop(node.item, to);
        for (let count = isExact ? node.max : Math.min(node.min, most); count > 0; count--) {
          const once = build(node.item, next);
          next = isExact && count > node.min ? add({ to: [once, to] }) : once;
        }
        return next;
      }
      default:
        return node satisfies never;
    }
  };
  const loop = (item: Node, to: number): number => {
    const again: number[] = [to];
    const state = add({ to: again });
    again.push(build(item, state));
    return state;
  };
  const start = items.reduceRight((next, item) => build(item, next), end);
  const closures: (readonly number[] | undefined)[] = [];
  const closure = (from: number): readonly number[] => (closures[from] ??= closureOf(states, from));
  const after = (readers: readonly number[]): readonly number[] => {
    const reached = new Set<number>();
    for (const one of readers) for (const to of closure(states[one]?.to as number)) reached.add(to);
    return [...reached].sort((a, b) => a - b);
  };
  // A character holds 16 bits, which is enough for nearly every pattern and far faster than numbers as text.
  const keyOf = (some: readonly number[]): string => (states.length > MOST_IN_CHARACTER ? some.join() : String.fromCharCode(...some));
  return { states, start, end, closure, after, keyOf };
}

function closureOf(states: readonly State[], from: number): readonly number[] {
  const seen = new Set([from]);
  for (const one of seen) {
    const state = states[one];
    if (state !== undefined && state.bytes === undefined) state.to.forEach((to) => seen.add(to));
  }
  return [...seen].filter((one) => one === 0 || states[one]?.bytes !== undefined).sort((a, b) => a - b);
}

/** Bytes that no set tells apart share a column; one sample byte of each. */
function columnsOf(states: readonly State[]): { columns: Uint8Array; width: number; samples: readonly number[] } {
  const sets = new Set(states.flatMap(({ bytes }) => (bytes === undefined ? [] : [bytes])));
  const columns = new Uint8Array(256);
  let width = 1;
  for (const set of sets) {
    const split = new Map<number, number>();
    width = 0;
    for (let byte = 0; byte < 256; byte++) {
      const key = (columns[byte] as number) * 2 + (set[byte] as number);
      const column = split.get(key) ?? width++;
      split.set(key, column);
      columns[byte] = column;
    }
  }
  return { columns, width, samples: Array.from({ length: width }, (_, column) => columns.indexOf(column)) };
}
