// The fast engine returns exactly what the reference engine returns: over the repository's own files and random text.
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import { parsePattern } from '../../src/rule/parse-pattern.ts';
import { createRandom } from '../../src/rule/random.ts';
import { sample } from '../../src/rule/sample.ts';
import { expandedExamples } from '../../src/check-rules.ts';
import type { Engine, Match, Rule, Syntax } from '../../src/types.ts';
import { referenceScan } from '../reference/engine.ts';
import { builtinRules, makeRule } from '../support/rules.ts';

const plain = (matches: readonly Match[]): unknown[] =>
  matches.map(({ rule, ...offsets }) => ({ rule: rule.id, ...offsets }));

// One engine for all texts: what it keeps of one must not show in the next.
const builtin = createEngine(builtinRules);

function expectSame({ rules, scan }: Engine, bytes: Uint8Array, label?: string, syntax: Syntax = 'code'): number {
  const fast = plain(scan(bytes, syntax));
  expect(fast, label).toEqual(plain(referenceScan(rules, bytes, syntax)));
  return fast.length;
}

test('on every example of every rule, and on all of them in one text', () => {
  const texts = builtinRules.flatMap((rule) => Object.values(expandedExamples(rule)).flat());
  for (const text of texts) expectSame(builtin, Buffer.from(text), text);
  expect(expectSame(builtin, Buffer.from(texts.join('\n')))).toBeGreaterThan(builtinRules.length);
});

test('on the files of this repository', () => {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { encoding: 'utf8' }).split('\0');
  const present = files.filter((file) => file !== '' && statSync(file, { throwIfNoEntry: false })?.isFile() === true);
  expect(present.length).toBeGreaterThan(50);
  for (const file of present) expectSame(builtin, readFileSync(file), file);
});

// Pieces that meet at the edges the engines treat differently: escapes, token characters, UTF-8, block lines.
const edges = fc.constantFrom(
  ' ', '\n', '\\n', '%0A', '\\x41', '\\u0041', '\u001b[32m', '-', '_', '"', "'", '=', ': ', '/', '+', '@', '.', '...', '…', 'é', '🔑', 'x', 'Z', '9',
  '-----BEGIN PRIVATE KEY-----', '-----END PRIVATE KEY-----', '-----BEGIN RSA PRIVATE KEY-----', 'qodryx', 'qoyod', 'client_secret', 'clientSecret', 'code=', 'postgres://', 'eyJ',
  "' + '", '"+"', "', '", '${"', '"}', "'.concat('", "'].join('')",
);
const tokens = fc.tuple(fc.constantFrom(...builtinRules), fc.nat(1 << 20)).map(([rule, seed]) =>
  sample(parsePattern(rule.pattern.source), createRandom(`${rule.id}${seed}`)),
);
const pieces = (text: string): readonly string[] => text.match(/[^]{1,7}/g) ?? [];
const ENCODERS: readonly ((text: string) => string)[] = [
  (text) => Buffer.from(text).toString('base64'),
  (text) => Buffer.from(text).toString('base64url'),
  (text) => Buffer.from(Buffer.from(`{"data":"${Buffer.from(text).toString('base64')}"}`)).toString('base64'),
  encodeURIComponent,
  (text) => Array.from(Buffer.from(text), (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join(''),
  (text) => JSON.stringify(JSON.stringify({ password: text })).replaceAll('"', '&quot;'),
  (text) => `'${pieces(text).join("' +\n '")}'`,
  (text) => `['${pieces(text).join("', \"\" + '")}'].join('')`,
  (text) => `['${pieces(text).join("', '")}'].join("")`,
  (text) => `'${pieces(text).join("'.concat('")}')`,
  (text) => `\`${pieces(text).join("${'x'}")}\``,
  (text) => `\`\${'${pieces(Buffer.from(text).toString('base64')).join("'}${'")}'}`,
];
// The same, encoded: a name before it, so that what is judged by its name has one.
const encoded = fc
  .tuple(fc.array(fc.oneof(edges, tokens), { minLength: 1, maxLength: 4 }), fc.constantFrom(...ENCODERS), fc.constantFrom('', 'password: ', 'token="', '{\\"auth\\":\\"'))
  .map(([parts, encode, name]) => name + encode(parts.join('')));
const anything = fc.oneof({ weight: 3, arbitrary: edges }, { weight: 2, arbitrary: tokens }, { weight: 1, arbitrary: encoded });
const texts = fc.array(anything, { maxLength: 24 }).map((parts) => parts.join(''));

test('on random texts of tokens and edges', () => {
  let found = 0;
  let layered = 0;
  fc.assert(
    fc.property(texts, fc.constantFrom<Syntax>('code', 'config'), (text, syntax) => {
      found += expectSame(builtin, Buffer.from(text), undefined, syntax);
      layered += builtin.scan(Buffer.from(text), 'code').filter(({ layers }) => layers !== undefined).length;
    }),
    { numRuns: 400 },
  );
  expect(found).toBeGreaterThan(100);
  expect(layered).toBeGreaterThan(20);
});

// Small patterns in a small alphabet overlap, repeat and backtrack far more than real ones.
const awkwardRules: readonly Rule[] = [
  makeRule({ id: 'a-one', pattern: 'ab[abc]{0,4}c' }),
  makeRule({ id: 'a-two', pattern: '[abc]{1,3}(?<secret>bca?)' , boundary: 'none' }),
  makeRule({ id: 'a-three', pattern: '(?:aa|ab)(?<secret>[a-c_-]{2,5})' }),
  makeRule({ id: 'a-four', pattern: '(?i:CaB)[^a]{1,3}', boundary: 'none' }),
  makeRule({ id: 'a-five', block: { begin: 'ab{2}', end: 'c[ab]c' } }),
  makeRule({ id: 'a-six', assigned: { names: ['abc'], value: '[0-9a-c]{2,4}' } }),
  makeRule({ id: 'a-seven', pattern: 'b[ac]{2}b', near: { words: ['cc_'], within: 6 }, boundary: 'base64' }),
];
const awkward = createEngine(awkwardRules);

test('on random texts over a small alphabet', () => {
  const units = ['a', 'b', 'c', 'A', 'C', '_', '-', ' ', '=', '1', '7', '\\n', 'é', '"', 'ab', 'aab', 'bca', 'abb', 'cac', 'cab', 'abc=', 'cc_'];
  const small = fc.array(fc.constantFrom(...units), { maxLength: 40 }).map((parts) => parts.join(''));
  let found = 0;
  fc.assert(
    fc.property(small, (text) => {
      found += expectSame(awkward, Buffer.from(text));
    }),
    { numRuns: 3000 },
  );
  expect(found).toBeGreaterThan(300);
});

test('on random bytes that are no text', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void expectSame(awkward, bytes)), { numRuns: 500 });
});
