// An automaton read without regard to case, as the kernel reads text: to know which texts can stand where in a match.
import { FOLD, type Automaton } from '../gate.ts';
import { ACCEPTED, DEAD } from './automaton.ts';

/** Where an automaton can be. Each folded byte that leads on leads to one reading, so no text is counted twice. */
export interface Reading {
  readonly states: readonly number[];
  edges(): readonly Edge[];
  /** How many folded texts of a length can be read from here. */
  count(length: number): number;
  /** Wherever one byte can lead; undefined once the automaton may have accepted. */
  advance(): Reading | undefined;
}

export interface Edge {
  /** Folded bytes. */
  readonly bytes: readonly number[];
  readonly to: Reading;
}

/** Where the automaton is before its first byte. */
export function readFolded(automaton: Automaton): Reading {
  const groups = groupBytes(automaton.columns);
  const known = new Map<string, Reading>();
  const readingOf = (states: readonly number[]): Reading => {
    const key = String.fromCharCode(...states);
    const found = known.get(key);
    if (found !== undefined) return found;
    let edges: readonly Edge[] | undefined;
    const counts: number[] = [1];
    const reading: Reading = {
      states,
      edges: () => (edges ??= findEdges(automaton, groups, states, readingOf)),
      count: (length) => (counts[length] ??= reading.edges().reduce((sum, { bytes, to }) => sum + bytes.length * to.count(length - 1), 0)),
      advance() {
        const reached = ascending(reading.edges().flatMap(({ to }) => to.states));
        return reached.includes(ACCEPTED) ? undefined : readingOf(reached);
      },
    };
    known.set(key, reading);
    return reading;
  };
  return readingOf([automaton.start]);
}

interface ByteGroup {
  readonly bytes: readonly number[];
  readonly columns: readonly number[];
}

/** Folded bytes that the automaton does not tell apart, and the columns of what folds to them. */
function groupBytes(columns: Uint8Array): readonly ByteGroup[] {
  const groups = new Map<string, { bytes: number[]; columns: readonly number[] }>();
  const columnsOf = new Map<number, number[]>();
  for (let byte = 0; byte < 256; byte++) {
    const folded = byte | FOLD;
    columnsOf.set(folded, [...(columnsOf.get(folded) ?? []), columns[byte] as number]);
  }
  for (const [folded, all] of columnsOf) {
    const different = ascending(all);
    const group = groups.get(different.join()) ?? { bytes: [], columns: different };
    groups.set(different.join(), group);
    group.bytes.push(folded);
  }
  return [...groups.values()];
}

function findEdges(
  { next, width }: Automaton,
  groups: readonly ByteGroup[],
  states: readonly number[],
  readingOf: (states: readonly number[]) => Reading,
): readonly Edge[] {
  const bytesOf = new Map<Reading, number[]>();
  for (const { bytes, columns } of groups) {
    const reached = states.flatMap((state) => columns.map((column) => next[state * width + column] as number)).filter((to) => to !== DEAD);
    if (reached.length === 0) continue;
    const to = readingOf(reached.length === 1 ? reached : ascending(reached));
    const before = bytesOf.get(to);
    if (before === undefined) bytesOf.set(to, [...bytes]);
    else before.push(...bytes);
  }
  return [...bytesOf].map(([to, bytes]) => ({ bytes, to }));
}

function ascending(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}
