// The smallest automaton that reads the same: states from which the same texts lead to acceptance become one.
import type { Automaton } from '../gate.ts';
import { ACCEPTED } from './automaton.ts';

/** Moore's algorithm: the classes of states are split until all of a class go on to the same classes. */
export function minimise(automaton: Automaton): Automaton {
  const { columns, width, next, start } = automaton;
  const count = next.length / width;
  let classes = new Uint16Array(count);
  classes[ACCEPTED] = 1;
  let classCount = 2;
  for (;;) {
    const split = splitClasses(next, width, classes);
    classes = split.classes;
    if (split.count === classCount) break;
    classCount = split.count;
  }
  const rows = new Uint16Array(classCount * width);
  for (let state = 0; state < count; state++) {
    const row = (classes[state] as number) * width;
    for (let column = 0; column < width; column++) rows[row + column] = classes[next[state * width + column] as number] as number;
  }
  return { columns, width, next: rows, start: classes[start] as number };
}

/** Numbers the classes by first occurrence, so that dead stays 0 and accepted 1. */
function splitClasses(next: Uint16Array, width: number, classes: Uint16Array): { classes: Uint16Array<ArrayBuffer>; count: number } {
  const split = new Uint16Array(classes.length);
  const isAlike = (one: number, other: number): boolean => {
    if (classes[one] !== classes[other]) return false;
    for (let column = 0; column < width; column++) {
      if (classes[next[one * width + column] as number] !== classes[next[other * width + column] as number]) return false;
    }
    return true;
  };
  // By a hash of what states go on to: the first state of each class that has it.
  const firsts = new Map<number, number[]>();
  let count = 2;
  split[ACCEPTED] = ACCEPTED;
  for (let state = ACCEPTED + 1; state < classes.length; state++) {
    let hash = classes[state] as number;
    for (let column = 0; column < width; column++) hash = (Math.imul(hash, 31) + (classes[next[state * width + column] as number] as number)) | 0;
    const same = firsts.get(hash) ?? [];
    const first = same.find((one) => isAlike(one, state));
    split[state] = first === undefined ? count++ : (split[first] as number);
    if (first === undefined) same.push(state);
    firsts.set(hash, same);
  }
  return { classes: split, count };
}
