// The smallest automaton reads what the one it was made from reads.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAutomaton } from '../../src/rule/automaton.ts';
import { minimise } from '../../src/rule/minimise.ts';
import { parsePattern } from '../../src/rule/parse-pattern.ts';
import { createRandom } from '../../src/rule/random.ts';
import { walk } from '../reference/gates.ts';
import { anySample, patterns } from './grammar.ts';

const statesOf = (pattern: string): number => {
  const { next, width } = minimise(createAutomaton([parsePattern(pattern)]));
  return next.length / width;
};

test.each([
  ['ab', 4, 'dead, accepted, and one for each byte to come'],
  ['ab|cb', 4, 'two alternatives that end alike'],
  ['ab|cd', 5, 'two that do not'],
  ['(?:ax|bx|cx)yz', 6, 'ends are shared over alternatives'],
  ['[a-c]{3}', 5, 'a run'],
])('%s needs %i states: %s', (pattern, states) => {
  expect(statesOf(pattern)).toBe(states);
});

test('random patterns: the same verdict after the same bytes, and nothing left to join', () => {
  let smaller = 0;
  fc.assert(
    fc.property(patterns, fc.nat(1 << 20), (pattern, seed) => {
      const tree = parsePattern(pattern);
      const automaton = createAutomaton([tree], 400);
      const least = minimise(automaton);
      const random = createRandom(String(seed));
      for (let round = 0; round < 10; round++) {
        const text = anySample(tree, random);
        const cut = text.slice(0, Math.floor(random() * text.length));
        for (const one of [text, cut, `${cut}~`, `${cut}${text}`]) {
          const bytes = Buffer.from(one, 'latin1');
          expect(walk(least, bytes)).toEqual(walk(automaton, bytes));
        }
      }
      expect(minimise(least)).toEqual(least);
      smaller += Number(least.next.length < automaton.next.length);
    }),
    { numRuns: 300 },
  );
  expect(smaller).toBeGreaterThan(20);
});
