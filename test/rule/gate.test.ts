// The gate of a pattern: a table of what is chosen, and the proof by samples that every match opens it, wherever it stands.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Gate } from '../../src/gate.ts';
import { findGate } from '../../src/rule/gate.ts';
import { parsePattern } from '../../src/rule/parse-pattern.ts';
import { createRandom } from '../../src/rule/random.ts';
import { createReader, gramAt, gramText, walk } from '../reference/gates.ts';
import { builtinRules } from '../support/rules.ts';
import { anySample, patterns } from './grammar.ts';

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const folded = (text: string): string => gramText(gramAt(latin1(text), 0));
const gateOf = (pattern: string): Gate | undefined => findGate(parsePattern(pattern));

/** A place by its grams, as text, and by their number where there are more than those few. */
type Expected = readonly [at: number, grams: string, count?: number];

const table: readonly [pattern: string, before: readonly [number, number], places: readonly Expected[], why: string][] = [
  ['acme_[0-9a-z]{20}', [0, 0], [[0, 'acme'], [1, 'cme_']], 'a literal start'],
  ['ACME_[0-9]{20}', [0, 0], [[0, 'acme'], [1, 'cme_']], 'folded'],
  ['(?i:acme)_[0-9]{8}', [0, 0], [[0, 'acme'], [1, 'cme_']], 'any case'],
  ['(?<secret>qx_live_[0-9]{8})', [0, 0], [[0, 'qx_l'], [1, 'x_li']], 'through the secret; the rarest two'],
  ['[0-9]{4}acme_', [0, 0], [[4, 'acme'], [5, 'cme_']], 'a run of known length needs no split'],
  ['[0-9]{1,9}acme_[0-9]', [1, 9], [[0, 'acme'], [1, 'cme_']], 'after a run of unknown length: a split'],
  ['x?y?[0-9]{0,3}qxzj_', [0, 5], [[0, 'qxzj'], [1, 'xzj_']], 'after optional parts'],
  ['[a-z]{0,40}qxzj', [0, 40], [[0, 'qxzj'], [-1, '', 64]], 'four bytes and the one before them'],
  ['[^]{3}qxzj_k', [3, 3], [[2, 'zj_k'], [1, 'xzj_']], 'after what can be anything'],
  ['ab[0-9]{8}wxyz', [10, 10], [[0, 'wxyz'], [1, 'xyz0 xyz~', 64]], 'the rarer of two literals'],
  ['function[0-9]qxzj', [0, 0], [[8, '0qxz 9qxz', 10], [9, 'qxzj']], 'what is rare behind what is common'],
  ['qxzj(?:live|test)_[0-9]{8}', [0, 0], [[0, 'qxzj'], [1, 'xzjl xzjt']], 'a choice inside'],
  ['(?:acme_|bolt-)[0-9]{8}', [0, 0], [[0, 'acme bolt'], [1, 'cme_ olt-']], 'a choice at the start'],
  ['(?:|x)qxzj_', [0, 0], [[0, 'qxzj xqxz'], [1, 'qxzj xzj_']], 'an empty alternative'],
  ['(?:https?|ftp)://[^:]{1,9}:x', [0, 0], [[2, 'tp:/ tps:'], [3, 'p:// ps:/'], [0, 'ftp:'], [1, 'tp:/']], 'alternatives with places of their own'],
  ['[a-f]{8}|qxzj', [0, 0], [[0, 'aaaa ffff', 1296], [1, 'aaaa fade', 1296], [0, 'qxzj'], [-1, '', 64]], 'one of them in the byte before'],
  ['eyJ[\\w-]{10,99}', [0, 0], [[0, 'eyj0 eyjz eyj_ eyj-', 38], [-1, '\neyj =eyj', 64]], 'three fixed bytes'],
  ['pk[a-f0-9]{8}', [0, 0], [[0, 'pk00 pkff', 256], [-1, ' pk0', 1024]], 'two fixed bytes and few after them'],
  ['qxz', [0, 0], [[0, 'qxz\n qxz~', 64], [-1, ' qxz', 64]], 'a match of three bytes: anything follows'],
  ['q[^\\x00-\\x7f]zj_', [0, 0], [[2, 'zj_0 zj_~', 64], [1, '\xe9zj_ izj_', 64]], 'bytes above ASCII fold to those in it'],
];

test.each(table)('%s begins %j bytes before the gate, whose places are %j: %s', (pattern, [min, max], places) => {
  const gate = gateOf(pattern);
  expect(gate?.before).toEqual({ min, max });
  expect(gate?.places.map(({ at }) => at)).toEqual(places.map(([at]) => at));
  places.forEach(([, some, count], index) => {
    const named = some === '' ? [] : (some.match(/[^]{4}(?= |$)/g) ?? []).map(folded);
    const grams = Array.from(gate?.places[index]?.grams ?? [], gramText);
    expect(new Set(grams).size).toBe(grams.length);
    expect(grams).toEqual(expect.arrayContaining(named));
    expect(grams).toHaveLength(count ?? named.length);
  });
});

const none: readonly [pattern: string, why: string][] = [
  ['[0-9a-f]{32}', 'nothing fixed'],
  ['a[0-9]{8}b', 'one fixed byte'],
  ['ab', 'two fixed bytes'],
  ['q[0-9]{3}', 'a thousand texts, and only at one place'],
  ['(?:qxzj)?[0-9]{8}', 'what can be left out is not looked for'],
  ['qxzj[0-9]|[0-9]{4}', 'an alternative without any'],
  ['(?:qxzj[0-9]){0,3}', 'a repeat that can be empty'],
  ['x[^]x', 'anything between'],
];

test.each(none)('%s has none: %s', (pattern) => {
  expect(gateOf(pattern)).toBeUndefined();
});

// Before the fault was mended these took minutes; a test that hangs fails.
test('patterns that are made to be slow have their gates, or none, soon', () => {
  expect(gateOf(`${'(?:|)'.repeat(40)}[0-9a-f]{32}`)).toBeUndefined();
  expect(gateOf(`${'(?:|a|(?:|b))'.repeat(40)}[0-9a-f]{32}`)).toBeUndefined();
  expect(gateOf(`(?:${'(?:|)'.repeat(40)}|x)[0-9a-f]{32}`)).toBeUndefined();
  expect(gateOf('(?:0000|00000|000000)'.repeat(40))?.places).toHaveLength(2);
  expect(gateOf(`\\w{4}${'abcde'.repeat(780)}`)?.automaton.next.length).toBeGreaterThan(3800);
});

/** Texts that hold a match: at their start, at both parities, in the middle, at their very end. */
const surroundings: readonly (readonly [before: string, after: string])[] = [
  ['', ''], ['', '\n'], ['x', ''], ['="', '"'], [' = ', ''], ['a'.repeat(15), '\0'], ['\xff'.repeat(16), '\xe9;'],
];

/** Throws unless the gate opens so that a match at `offset` is tried, by what stands in the match alone. */
function checkOpens(gate: Gate, match: string, read = createReader([gate])): void {
  for (const [before, after] of surroundings) {
    const bytes = latin1(before + match + after);
    const end = before.length + match.length;
    const isTold = read(bytes).openings.some(([, first]) => {
      const distance = first - before.length;
      if (distance < gate.before.min || distance > gate.before.max) return false;
      return walk(gate.automaton, bytes, first, end).ending === 'accepted';
    });
    if (!isTold) throw new Error(`shut for ${JSON.stringify(match.slice(0, 200))} after ${JSON.stringify(before)}`);
  }
}

function checkShape({ automaton, before, places }: Gate): void {
  expect(places.length).toBeGreaterThan(1);
  expect(places.length % 2).toBe(0);
  // One of the two lies at an even offset.
  expect(places.map(({ at }) => at & 1)).toEqual(places.map((_, index) => index & 1));
  for (const { at, grams } of places) {
    expect(at).toBeGreaterThanOrEqual(-1);
    expect(grams.length).toBeGreaterThan(0);
    expect(grams.every((gram) => (gram & 0xa0a0a0a0) >>> 0 === 0xa0a0a0a0)).toBe(true);
  }
  expect(before.min).toBeLessThanOrEqual(before.max);
  expect(automaton.start).toBeGreaterThan(1);
}

test.each(builtinRules.map((rule) => [rule.id, rule.pattern] as const))('%s: every sample opens its gate', (id, { source, gate }) => {
  checkShape(gate);
  const tree = parsePattern(source);
  const random = createRandom(id);
  const read = createReader([gate]);
  for (let round = 0; round < 15; round++) checkOpens(gate, anySample(tree, random), read);
});

const literals = fc.constantFrom('acme', 'kab_', '(?i:kab1)', '(?:ab|k1)_a', 'b1', '(?:qx|[ab]{3})z', 'a-?b-?k', '');

test('every sample of a random pattern opens its gate', () => {
  let gated = 0;
  let split = 0;
  let own = 0;
  fc.assert(
    fc.property(patterns, literals, patterns, fc.nat(1 << 20), fc.boolean(), (before, literal, after, seed, isChoice) => {
      const tree = parsePattern(`(?:${before})${literal}${isChoice ? '|' : ''}(?:${after})${literal}`.replaceAll('?<secret>', '?:'));
      const gate = findGate(tree);
      if (gate === undefined) return;
      checkShape(gate);
      const random = createRandom(String(seed));
      for (let round = 0; round < 8; round++) checkOpens(gate, anySample(tree, random));
      gated++;
      split += Number(gate.before.max > 0);
      own += Number(gate.places.length > 2);
    }),
    { numRuns: 250 },
  );
  expect(gated).toBeGreaterThan(80);
  expect(split).toBeGreaterThan(15);
  expect(own).toBeGreaterThan(2);
});
