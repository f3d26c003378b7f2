// The step bound: patterns that would hang are refused when a rule is compiled, ordinary ones are not, and the bound
// is one: a naive backtracking matcher never looks at more bytes.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePattern } from '../../src/rule/parse-pattern.ts';
import { createRandom, pick } from '../../src/rule/random.ts';
import { MAX_STEPS, stepBound } from '../../src/rule/steps.ts';
import type { Node } from '../../src/rule/tree.ts';
import type { After } from '../../src/types.ts';
import { builtinRules, makeRule } from '../support/rules.ts';
import { anySample, patterns } from './grammar.ts';

const refused: readonly [pattern: string, why: string][] = [
  ['[a-z]{0,200}[a-z0-9]{0,200}[a-z_]{0,200}key', 'three runs that share bytes (DESIGN §4)'],
  ['\\w{1,300}[a-z]{1,300}=key[0-9]', 'two overlapping classes, each start tried'],
  ['key(?:a{1,50}){1,50}x', 'nested counts'],
  ['key(?:a|a){1,30}b', 'alternatives that begin alike'],
  ['key(?:a|[a-c]){1,30}b', 'alternatives that share a byte'],
  ['key(?:[a-z]{1,9}[ ]?){1,40}!', 'words with an optional space between them'],
  [`key${'a?'.repeat(30)}${'a'.repeat(30)}`, 'a chain of optional letters'],
  ['key(?:a?){40}b', 'the same as a repeat'],
  ['key(?:[a-z]{1,4}){1,12}=', 'runs in a run'],
  ['key(?:(?:ab?){1,9}){1,9}c', 'a repeat of a repeat'],
  ['key[^"]{0,400}[^\\n]{0,400}[a-z]{0,400}"', 'negated classes'],
  ['key.{0,1000}.{0,1000}x', 'two dots'],
  ['key(?<secret>[a-z]{1,999})[a-z]{1,999}!', 'through the secret'],
  ['key(?:(?:a|ab)(?:c|bc)?){1,20}d', 'alternatives that differ in where they end'],
  ['key[a-z]{1,999}?[a-z]{1,999}?!', 'lazy runs'],
  ['[a-z]{0,900}[0-9]{0,900}[a-z]{0,900}key', 'many starts times many steps'],
];

test.each(refused)('%s is refused: %s', (pattern) => {
  const message = 'rule acme-key: it could take more than 1,000,000 steps on one match: adjacent runs share bytes, or a run holds another';
  expect(() => makeRule({ pattern })).toThrow(message);
});

const accepted: readonly [pattern: string, most: number, why: string][] = [
  ['acme_[0-9A-Za-z]{20,512}', 1_100, 'token'],
  ['eyJ[\\w-]{10,2000}\\.eyJ[\\w-]{10,4000}\\.[\\w-]{10,512}', 20_000, 'JSON Web Token'],
  ['acme://[^\\s:@/]{1,128}:(?<secret>[^\\s:@/]{1,128})@[a-z]', 1_000, 'URL'],
  ['key[a-z]{1,500}[0-9]{1,500}=', 3_000, 'runs that share nothing'],
  ['key(?:[a-z]{1,9} ){1,40}!', 2_000, 'words with a space after each'],
  ['key(?:a|b|c){1,300}d', 3_000, 'alternatives that begin differently'],
  ['key(?:ab?){1,30}c', 200, 'nothing to choose between'],
  ['key[a-z]{0,20}[a-z0-9]{0,20}=', 2_000, 'short overlapping runs'],
];

test.each(accepted)('%s passes with at most %i steps: %s', (pattern, most) => {
  const { steps } = makeRule({ pattern }).pattern;
  expect(steps).toBeGreaterThan(10);
  expect(steps).toBeLessThanOrEqual(most);
});

test('the names and separators of an assigned rule pass', () => {
  const names = ['api_key', 'access_token', 'client_secret', 'auth'];
  const { steps } = makeRule({ assigned: { names, value: '[0-9A-Za-z_-]{16,512}' } }).pattern;
  expect(steps).toBeLessThan(MAX_STEPS);
});

test('a boundary after the match decides whether its last run can end early', () => {
  const steps = (pattern: string, after: After): number => stepBound(parsePattern(pattern), after);
  expect(steps('k[a-z]{1,9}[+]{0,9}', 'token')).toBeLessThan(steps('k[a-z]{1,9}[+]{0,9}', 'none'));
  expect(steps('k[+/]{1,9}[a-z]{0,9}', 'base64')).toBeLessThan(steps('k[+/]{1,9}[a-z]{0,9}', 'token'));
});

/** Bytes that a backtracking matcher consumes from the start of the text until it has tried everything. */
function countSteps(tree: Node, text: string): number {
  let consumed = 0;
  const run = (node: Node, at: number, next: (end: number) => void): void => {
    if (consumed > 3 * MAX_STEPS) return;
    switch (node.kind) {
      case 'set':
        if (node.bytes[text.charCodeAt(at)] !== 1) return;
        consumed++;
        return next(at + 1);
      case 'secret':
        return run(node.item, at, next);
      case 'sequence':
        return runItems(node.items, at, next);
      case 'choice':
        return node.items.forEach((item) => run(item, at, next));
      case 'repeat':
        return runRounds(node, at, 0, next);
      default:
        return node satisfies never;
    }
  };
  const runItems = ([item, ...rest]: readonly Node[], at: number, next: (end: number) => void): void =>
    item === undefined ? next(at) : run(item, at, (end) => runItems(rest, end, next));
  // A round that matched nothing ends the repeat, as in JavaScript.
  const runRounds = (node: Node & { kind: 'repeat' }, at: number, round: number, next: (end: number) => void): void => {
    if (round < node.max) {
      run(node.item, at, (end) => {
        if (end > at || round < node.min) runRounds(node, end, round + 1, next);
      });
    }
    if (round >= node.min) next(at);
  };
  run(tree, 0, () => undefined);
  return consumed;
}

test('the counter counts what a hostile text costs', () => {
  expect(countSteps(parsePattern('ab'), 'ab')).toBe(2);
  expect(countSteps(parsePattern('a{0,3}b'), 'aaaaa')).toBe(3);
  expect(countSteps(parsePattern('a{0,3}a{0,3}b'), 'aaaaaaa')).toBe(15);
  expect(countSteps(parsePattern('(?:a|a){5}b'), 'aaaaa')).toBe(62);
});

/** Texts that keep a matcher busy: repeated bytes, samples, and samples with the end broken off. */
function hostileTexts(tree: Node, seed: string): readonly string[] {
  const random = createRandom(seed);
  const sampled = Array.from({ length: 6 }, () => anySample(tree, random));
  const mixed = Array.from({ length: 4 }, () => Array.from({ length: 24 }, () => pick(random, 'aabk1')).join(''));
  return ['a', 'b', 'k', 'K', '1', '_', ' '].map((one) => one.repeat(40)).concat(sampled, sampled.map((one) => one.slice(0, -1) + 'a'.repeat(9)), mixed);
}

test('no text costs more than the bound says', () => {
  let closest = 0;
  fc.assert(
    fc.property(patterns, fc.nat(1 << 20), (pattern, seed) => {
      const tree = parsePattern(pattern);
      const bound = stepBound(tree, 'none');
      if (bound > MAX_STEPS) return;
      for (const text of hostileTexts(tree, String(seed))) {
        const steps = countSteps(tree, text);
        if (steps > bound) throw new Error(`${steps} steps, bound ${bound}, on ${JSON.stringify(text)}`);
        if (steps > 20) closest = Math.max(closest, steps / bound);
      }
    }),
    { numRuns: 500 },
  );
  expect(closest).toBeGreaterThan(0.2);
});

test.each(builtinRules.map((rule) => [rule.id, rule.pattern] as const))('%s: no text costs more than its bound', (id, pattern) => {
  const tree = parsePattern(pattern.source);
  // The naive matcher recurses once a byte.
  for (const text of hostileTexts(tree, id)) expect(countSteps(tree, text.slice(0, 1500))).toBeLessThanOrEqual(pattern.steps);
});
