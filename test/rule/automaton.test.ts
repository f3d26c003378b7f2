// The automaton accepts at least what its pattern matches, exactly that where nothing was cut, and stays small.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Automaton } from '../../src/gate.ts';
import { createAutomaton } from '../../src/rule/automaton.ts';
import { byteSetOf } from '../../src/rule/byte-set.ts';
import { parsePattern } from '../../src/rule/parse-pattern.ts';
import { createRandom } from '../../src/rule/random.ts';
import type { Node } from '../../src/rule/tree.ts';
import { walk, type Ending } from '../reference/gates.ts';
import { builtinRules } from '../support/rules.ts';
import { anySample, patterns, texts } from './grammar.ts';

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const ending = (tree: Node, text: string, mostStates?: number): Ending => walk(createAutomaton([tree], mostStates), latin1(text)).ending;

const table: readonly [pattern: string, text: string, ending: Ending, why: string][] = [
  ['acme', 'acme', 'accepted', 'a literal'],
  ['acme', 'acmexyz', 'accepted', 'what follows a match is not read'],
  ['acme', 'acm', 'open', 'a beginning'],
  ['acme', 'acmx', 'dead', 'another end'],
  ['acme', 'Acme', 'dead', 'case counts here; only grams are folded'],
  ['(?i:ac)me', 'aCme', 'accepted', 'but where the pattern says any case'],
  ['ab?c', 'ac', 'accepted', 'optional part left out'],
  ['ab?c', 'abc', 'accepted', 'optional part there'],
  ['ab?c', 'abbc', 'dead', 'optional part twice'],
  ['a(?:bc)?d', 'abd', 'dead', 'half of an optional part'],
  ['ab{2,3}c', 'abc', 'dead', 'one too few'],
  ['ab{2,3}c', 'abbbc', 'accepted', 'the most'],
  ['ab{2,3}c', 'abbbbc', 'dead', 'one too many'],
  ['b{0,3}c', 'c', 'accepted', 'none of a run'],
  ['a{20}b', `${'a'.repeat(20)}b`, 'accepted', 'twenty are counted'],
  ['a{20}b', `${'a'.repeat(19)}b`, 'dead', 'nineteen of twenty'],
  ['a{20}b', `${'a'.repeat(21)}b`, 'dead', 'twenty-one of twenty'],
  ['a{24}b', `${'a'.repeat(19)}b`, 'dead', 'a longer run: twenty must be there'],
  ['a{24}b', `${'a'.repeat(20)}b`, 'accepted', 'and more are not counted: too few'],
  ['a{24}b', `${'a'.repeat(99)}b`, 'accepted', 'and more are not counted: too many'],
  ['a{2,6}b', 'aaaaaab', 'accepted', 'up to four that may be there are counted'],
  ['a{2,6}b', 'aaaaaaab', 'dead', 'one more'],
  ['a{2,7}b', `${'a'.repeat(99)}b`, 'accepted', 'five are not'],
  ['a{2,9}b', 'ab', 'dead', 'the least of a longer run'],
  ['a{0,9}b', 'b', 'accepted', 'none of a longer run'],
  ['(?:ab){3}c', 'ababc', 'dead', 'something composed is counted up to three'],
  ['(?:ab){3}c', 'ababababc', 'dead', 'four of three'],
  ['(?:ab){24}c', `${'ab'.repeat(19)}c`, 'dead', 'of what is composed, as many as sixty sets fit into'],
  ['(?:ab){24}c', `${'ab'.repeat(20)}c`, 'accepted', 'and more are not counted'],
  ['(?:ab){24}c', `${'ab'.repeat(99)}c`, 'accepted', 'a loop'],
  ['(?:ab){24}c', `${'ab'.repeat(20)}ac`, 'dead', 'a broken round of a loop'],
  ['(?:abcdefghi){7}k', `${'abcdefghi'.repeat(6)}k`, 'accepted', 'fewer copies of what is longer'],
  ['(?:abcdefghi){7}k', `${'abcdefghi'.repeat(5)}k`, 'dead', 'six must be there'],
  ['(?:a{0,9}){0,9}b', 'aaaab', 'accepted', 'a loop of what can be empty'],
  ['(?:a?){0,9}b', 'b', 'accepted', 'rounds that read nothing'],
  ['ab|acd', 'acd', 'accepted', 'alternatives that begin alike'],
  ['ab|acd', 'ad', 'dead', 'neither'],
  ['(?:|a)b', 'b', 'accepted', 'an empty alternative'],
  ['x(?<secret>a{1,4}?)b', 'xaab', 'accepted', 'a lazy run in the secret'],
  ['[^a]b', '\xffb', 'accepted', 'the highest byte'],
  ['[^a]b', '\x80b', 'accepted', 'the first byte that is not ASCII'],
  ['[^a]b', '\0b', 'accepted', 'zero'],
  ['.b', '\nb', 'dead', 'a point is no line end'],
  ['.b', '\xe9b', 'accepted', 'a point is any other byte'],
  ['[^]b', '\nb', 'accepted', 'any byte at all'],
];

test.each(table)('%s on %j: %s (%s)', (pattern, text, wanted) => {
  expect(ending(parsePattern(pattern), text)).toBe(wanted);
});

test('beyond the limit of states everything is accepted, and nothing before it', () => {
  const tree = parsePattern('abcdef');
  // Dead, accepted, and three that read: after nothing, `a`, `ab`.
  expect(createAutomaton([tree], 5).next.length / createAutomaton([tree], 5).width).toBe(5);
  expect(ending(tree, 'abc', 5)).toBe('accepted');
  expect(ending(tree, 'abx', 5)).toBe('dead');
  expect(ending(tree, 'abc', 6)).toBe('open');
});

test('beyond the limit of nodes, runs lose their counts', () => {
  const run = (text: string): Node => parsePattern(text);
  const items = (more: number): readonly Node[] => [run('k{8}'), run('c'), ...Array.from({ length: more }, () => run('a{8}'))];
  const verdict = (more: number): Ending => walk(createAutomaton(items(more)), latin1('kc')).ending;
  expect(verdict(2)).toBe('dead');
  expect(verdict(2600)).toBe('open');
});

test('more nodes than a character has bits for', () => {
  const literal = (text: string): Node => ({ kind: 'sequence', items: Array.from(text, (one) => ({ kind: 'set', bytes: byteSetOf(one) })) });
  // So that the nodes of the first and of the last word lie 65,536 apart.
  const tree: Node = { kind: 'choice', items: [literal('Ycccc'), literal('x'.repeat(65_531)), literal('Zdddd')] };
  expect(['Ycccc', 'Zdddd', 'Zcccc', 'Ydddd'].map((text) => ending(tree, text))).toEqual(['accepted', 'accepted', 'dead', 'dead']);
});

/** Throws unless the whole text is accepted, and no beginning of it ends the walk. */
function checkSample(automaton: Automaton, text: string): void {
  const bytes = latin1(text);
  const { ending: wanted, steps } = walk(automaton, bytes);
  if (wanted !== 'accepted') throw new Error(`${wanted} on ${JSON.stringify(text.slice(0, 200))}`);
  for (let end = Math.max(0, steps - 40); end < steps; end++) {
    const before = walk(automaton, bytes, 0, end).ending;
    if (before !== 'open') throw new Error(`${before} on ${JSON.stringify(text.slice(0, end))}`);
  }
}

function checkStates({ next, width }: Automaton, most: number): void {
  expect(next.length % width).toBe(0);
  expect(next.length / width).toBeLessThanOrEqual(most);
  const wrong = next.find((state) => state >= next.length / width);
  expect(wrong).toBeUndefined();
}

test('every sample of a random pattern is accepted, whatever the limit of states', () => {
  fc.assert(
    fc.property(patterns, fc.nat(1 << 20), fc.constantFrom(3, 4, 9, 1000), (pattern, seed, mostStates) => {
      const tree = parsePattern(pattern);
      const automaton = createAutomaton([tree], mostStates);
      checkStates(automaton, mostStates);
      const random = createRandom(String(seed));
      for (let round = 0; round < 10; round++) {
        const text = anySample(tree, random);
        if (text !== '') checkSample(automaton, text);
      }
    }),
    { numRuns: 1000 },
  );
});

/** Is anything in it repeated more often than it is counted? */
function isCut(node: Node): boolean {
  switch (node.kind) {
    case 'set':
      return false;
    case 'secret':
      return isCut(node.item);
    case 'repeat':
      return node.max > (node.item.kind === 'set' ? 8 : 3) || isCut(node.item);
    case 'sequence':
    case 'choice':
      return node.items.some(isCut);
    default:
      return node satisfies never;
  }
}

test('where nothing is cut, it accepts exactly what the pattern matches', () => {
  const counts = { accepted: 0, dead: 0, open: 0 };
  fc.assert(
    fc.property(patterns, fc.array(texts, { minLength: 8, maxLength: 8 }), fc.nat(1 << 20), (pattern, some, seed) => {
      const tree = parsePattern(pattern);
      if (isCut(tree)) return;
      const regex = new RegExp(`^(?:${pattern})`);
      // A pattern that can be empty has accepted before the first byte.
      if (regex.test('')) return;
      const automaton = createAutomaton([tree]);
      if (automaton.next.length / automaton.width >= 6000) return;
      const random = createRandom(String(seed));
      const near = some.map((text) => anySample(tree, random).slice(0, -1) + text);
      // JavaScript's `\s` holds \xa0.
      for (const text of [...some, ...near].filter((one) => !one.includes('\xa0'))) {
        const { ending: found } = walk(automaton, latin1(text));
        counts[found]++;
        if ((found === 'accepted') !== regex.test(text)) throw new Error(`${found} on ${JSON.stringify(text)}`);
      }
    }),
    { numRuns: 800 },
  );
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(150);
});

test.each(builtinRules.map((rule) => [rule.id, rule.pattern] as const))('%s: every sample is accepted', (id, { source, gate }) => {
  const tree = parsePattern(source);
  const automaton = createAutomaton([tree]);
  const random = createRandom(id);
  for (let round = 0; round < 20; round++) checkSample(automaton, anySample(tree, random));
  checkStates(automaton, 6000);
  checkStates(gate.automaton, 6000);
});
