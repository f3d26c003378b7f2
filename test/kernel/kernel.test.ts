// The kernel finds every opening of every gate and nothing else: against a reading of the gates step by step.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { LONGEST_WALK, type Gate } from '../../src/gate.ts';
import { createKernel, type Kernel } from '../../src/kernel/kernel.ts';
import { findGate } from '../../src/rule/gate.ts';
import { parsePattern } from '../../src/rule/parse-pattern.ts';
import { createRandom, randomString } from '../../src/rule/random.ts';
import { anySample } from '../rule/grammar.ts';
import { createReader, type Opening } from '../reference/gates.ts';
import { builtinRules } from '../support/rules.ts';

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

function gateOf(pattern: string): Gate {
  const gate = findGate(parsePattern(pattern));
  if (gate === undefined) throw new Error(`no gate: ${pattern}`);
  return gate;
}

/** As one number each, ascending: what is compared is how often each stands. */
function sorted(openings: readonly Opening[]): Float64Array {
  return Float64Array.from(openings, ([gate, offset]) => offset * 4096 + gate).sort();
}

function find(kernel: Kernel, bytes: Uint8Array): readonly Opening[] {
  const openings: Opening[] = [];
  kernel.load(bytes);
  kernel.findOpenings((gate, offset) => openings.push([gate, offset]));
  return openings;
}

/** Compares kernel and reader for any number of texts; gives the number of openings. */
function createPair(gates: readonly Gate[]): (text: Uint8Array | string) => number {
  const kernel = createKernel(gates);
  const read = createReader(gates);
  return (text) => {
    const bytes = typeof text === 'string' ? latin1(text) : text;
    const found = sorted(find(kernel, bytes));
    const wanted = sorted(read(bytes).openings);
    const same = found.length === wanted.length && found.every((one, index) => one === wanted[index]);
    if (!same) throw new Error(`${found.length} openings, not ${wanted.length}, in ${bytes.length} bytes: ${JSON.stringify(bytes.toString().slice(0, 90))}`);
    return found.length;
  };
}

const table: readonly [patterns: readonly string[], text: string, openings: readonly Opening[], why: string][] = [
  [['acme'], 'acme', [[0, 0]], 'the whole text'],
  [['acme'], 'xacme', [[0, 1]], 'at an odd offset'],
  [['acme'], 'acm', [], 'the end is missing'],
  [['acme'], 'ACME', [], 'the gram folds, the automaton does not'],
  [['(?i:acme)'], 'xACme', [[0, 1]], 'any case'],
  [['acme'], 'acme acmeacme', [[0, 0], [0, 5], [0, 9]], 'more than once'],
  [['abab'], 'abababab', [[0, 0], [0, 2], [0, 4]], 'over itself'],
  [['[0-9]{1,9}acme_'], '12acme_', [[0, 2]], 'the offset of the split'],
  [['acme', 'acme[0-9]', 'xacme'], 'xacme', [[2, 0], [0, 1]], 'several gates on one gram'],
  [['acme[0-9]{9}x'], `acme${'1'.repeat(9)}x`, [[0, 0]], 'as long as a match can be'],
  [['acme[0-9]{9}x'], `acme${'1'.repeat(10)}x`, [], 'longer than a match can be: a loop is not followed on'],
  [['[^]{3}\\x00\\x00\\x00\\x00'], 'abc\0\0\0\0', [[0, 3]], 'zero bytes'],
  [['acme\\x00\\x00'], 'acme', [], 'what lies behind the text is none of it'],
  [['q[^\\x00-\\x7f]zj_'], 'q\xe9zj_', [[0, 0]], 'a byte above ASCII'],
  [[], 'acme', [], 'no gates'],
  [['acme'], '', [], 'no text'],
];

test.each(table)('%j in %j: %j (%s)', (patterns, text, openings) => {
  const gates = patterns.map(gateOf);
  expect(sorted(find(createKernel(gates), latin1(text)))).toEqual(sorted(openings));
  expect(createPair(gates)(text)).toBe(openings.length);
});

const joined = (...parts: readonly (readonly string[])[]): fc.Arbitrary<string> =>
  fc.tuple(...parts.map((part) => fc.constantFrom(...part))).map((some) => some.join(''));
const gated: fc.Arbitrary<string> = joined(
  ['', '', '[^a]', '[ab]{0,3}', '(?:k1)?', 'k{2}'],
  ['abab', 'kabk', 'bbbb', '(?i:abk)a', '[ab]{4}', 'a\\x00bb', '1_1_', '(?:ab|kkk)ab', 'ab[^\\x00-\\x7f]b', 'aba', '(?:1ka|bb[0-9]{9}1_1)_'],
  ['', '', '[^a]', '[ab]{2,9}', 'k{0,20}1', '(?:ab){4}', '[^]{1,30}k', 'k{12}b'],
).filter((pattern) => findGate(parsePattern(pattern)) !== undefined);
const noise = fc.array(fc.constantFrom(...'aabbkABK1_ ', '\0', '\x80', '\xe1', '\xff', 'abab', 'kab', '\0\0\0'), { maxLength: 12 }).map((some) => some.join(''));

/** Samples of the patterns, some with a byte lost or with letters of another case, and noise between them. */
function textOf(patterns: readonly string[], between: readonly string[], seed: number): string {
  const random = createRandom(String(seed));
  return between.map((part) => {
    const pattern = patterns[Math.floor(random() * patterns.length)];
    const text = pattern === undefined ? '' : anySample(parsePattern(pattern), random);
    const lost = Math.floor(random() * text.length);
    const changed = [text, text, text.slice(0, lost) + text.slice(lost + 1), text.toUpperCase(), text.slice(0, lost)];
    return part + (changed[Math.floor(random() * changed.length)] as string);
  }).join('');
}

test('random gates in random texts', () => {
  let found = 0;
  fc.assert(
    fc.property(fc.array(gated, { maxLength: 6 }), fc.array(noise, { maxLength: 20 }), fc.array(noise, { maxLength: 3 }), fc.nat(1 << 20), (patterns, long, short, seed) => {
      const check = createPair(patterns.map(gateOf));
      // The second text lies where the first one did.
      for (const between of [long, short]) found += check(textOf(patterns, between, seed));
    }),
    { numRuns: 250 },
  );
  expect(found).toBeGreaterThan(1200);
});

const BORDERS = [16, 4096, 65_536, 131_072];
const borderGates = ['acme_[0-9]{3}', '[0-9]{0,9}bolt-', 'qxz'].map(gateOf);
const planted = ['acme_123', '77bolt-', 'qxz'];
const filler = latin1(randomString(createRandom('filler'), 'abcdefghij\n .0', 140_000));

test.each(planted)('%s across every border, at both parities', (text) => {
  const check = createPair(borderGates);
  for (let before = 0; before <= text.length + 24; before++) {
    const bytes = filler.subarray(0, 131_200).map((byte) => byte);
    for (const border of BORDERS) bytes.set(latin1(text), Math.max(0, border - before));
    expect(check(bytes)).toBeGreaterThanOrEqual(BORDERS.length);
  }
});

test('texts of every length around the borders, with a match at the very end or cut short', () => {
  const check = createPair(borderGates);
  const lengths = [...Array.from({ length: 41 }, (_, length) => length), ...BORDERS.flatMap((border) => Array.from({ length: 41 }, (_, index) => Math.max(0, border - 20 + index)))];
  for (const length of lengths) {
    const whole = filler.subarray(0, length).map((byte) => byte);
    const text = latin1(planted[length % planted.length] as string).subarray(0, length);
    whole.set(text, length - text.length);
    const found = check(whole);
    if (length >= 8) expect(found).toBeGreaterThan(0);
    check(whole.subarray(0, -1));
  }
});

test('more openings than there is room for at once', () => {
  const check = createPair([gateOf('abab')]);
  expect(check('ab'.repeat(50_000))).toBe(49_999);
  expect(check(`x${'ab'.repeat(50_000)}`)).toBe(49_999);
});

test('hundreds of gates on one gram, at every place of a long text', () => {
  const check = createPair(Array.from({ length: 400 }, () => gateOf('abab')));
  expect(check('ab'.repeat(5000))).toBe(400 * 4999);
});

test('more gates than a byte counts, each found under its own number', () => {
  const words = Array.from({ length: 700 }, (_, index) => `q${index.toString(36).padStart(2, '0')}z_`);
  const kernel = createKernel(words.map((word) => gateOf(`${word}[0-9]`)));
  words.forEach((word, index) => expect(find(kernel, latin1(` ${word}1`))).toEqual([[index, 1]]));
});

test('a gate that stands in the list more than once opens for each', () => {
  const [acme, bolt] = [gateOf('acme[0-9]'), gateOf('bolt[0-9]')];
  const openings = find(createKernel([acme, bolt, acme, acme]), latin1(' bolt1 acme2'));
  expect(sorted(openings)).toEqual(sorted([[1, 1], [0, 7], [2, 7], [3, 7]]));
});

test('places far into a match', () => {
  const gate = gateOf('function\\(e\\)\\{return qxzj_');
  expect(Math.max(...gate.places.map(({ at }) => at))).toBeGreaterThan(17);
  const check = createPair([gate]);
  for (const before of ['', 'x', 'xy']) expect(check(`${before}function(e){return qxzj_`)).toBe(1);
  // A place so near to the start that the match would begin before the text.
  for (const text of ['qxzj_', 'return qxzj_', 'unction(e){return qxzj_']) expect(check(text)).toBe(0);
});

test.each([
  [LONGEST_WALK - 1, '', 0, 'the text ends before the walk does'],
  [LONGEST_WALK, '', 1, 'the last byte of the longest walk'],
  [LONGEST_WALK, '!', 1, 'a byte behind the longest walk'],
  [LONGEST_WALK - 1, '!', 0, 'the last byte of the walk decides'],
  [LONGEST_WALK - 1, 'x', 1, 'the same, the other way'],
  [4000, '', 1, 'no longer walk, whatever follows'],
])('a walk of %i bytes and %j opens %i gates: %s', (length, end, openings) => {
  const find = createPair([gateOf('acme[0-9]{1,9000}x')]);
  expect(find(`acme${'1'.repeat(length - 4)}${end}`)).toBe(openings);
});

test('nothing of a text is seen in the next one', () => {
  const kernel = createKernel([gateOf('acme'), { ...gateOf('qxz'), places: [{ at: 0, grams: Uint32Array.of(0xa0a0a0a0 | latin1('qxz\0').readUInt32LE()) }] }]);
  const counts = ['acme qxzj', 'ac', 'me', '', 'acme', 'x', 'ac', 'qxz', 'x'.repeat(300_000), `${'x'.repeat(70_000)}acme`, 'ac', 'qxz'].map((text) => find(kernel, latin1(text)).length);
  expect(counts).toEqual([1, 0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 1]);
});

test('two kernels side by side', () => {
  const [acme, bolt] = [createKernel([gateOf('acme')]), createKernel([gateOf('xxxx_'), gateOf('bolt')])];
  const text = latin1('acme bolt acme');
  for (let round = 0; round < 3; round++) {
    expect(find(acme, text)).toEqual([[0, 0], [0, 10]]);
    expect(find(bolt, text)).toEqual([[1, 5]]);
  }
});

test('a part of a larger buffer is read alone', () => {
  const kernel = createKernel([gateOf('acme')]);
  expect(find(kernel, latin1('acme acme acme').subarray(3, 12))).toEqual([[0, 2]]);
});

test('the gates of all built-in rules in a text of 20 MB', () => {
  const random = createRandom('large');
  const parts = builtinRules.map((rule) => `\n${anySample(parsePattern(rule.pattern.source), random)} `);
  const bytes = Buffer.alloc(20_000_001, filler);
  for (let at = 1000, one = 0; at < bytes.length - 20_000; at += 99_991, one++) bytes.write(parts[one % parts.length] as string, at, 'latin1');
  bytes.write('qoyod', bytes.length - 5);
  expect(createPair(builtinRules.map((rule) => rule.pattern.gate))(bytes)).toBeGreaterThan(200);
});
