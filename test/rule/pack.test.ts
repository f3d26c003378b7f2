// The pack file: what is packed comes back whole, and the one that is shipped is that of the YAML. Megabytes of tables are
// compared by Node: vitest takes a minute to.
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { loadBuiltinRules, packRules, unpackRules } from '../../src/rule/pack.ts';
import { builtinRules, makeRule } from '../support/rules.ts';

test('the built-in rules come back whole', () => {
  expect(builtinRules.length).toBeGreaterThan(40);
  expect(isDeepStrictEqual(unpackRules(packRules(builtinRules)), builtinRules)).toBe(true);
});

test('every optional field comes back, and none that was not there', () => {
  const rules = [
    makeRule({ id: 'a-full', pattern: 'acme_[0-9A-Za-z_-]{9,20}', entropy: 2, near: { words: ['acme'], within: 9 }, paths: ['a/**'], tags: ['x'], allow: ['y'], structure: 'jwt' }),
    makeRule({ id: 'a-block', block: { begin: 'begin acme', end: 'end acme' } }),
    makeRule({ id: 'a-plain', pattern: 'acme_\\x00"\\\\[^a]{2,9}' }),
  ];
  expect(unpackRules(packRules(rules))).toEqual(rules);
});

test('a provider is written once and shared again', () => {
  const rules = [makeRule({ id: 'a-one', pattern: 'acme_[0-9]{4}' }), makeRule({ id: 'a-two', pattern: 'acme_[0-9]{5}' })];
  const pack = packRules(rules);
  expect(pack.toString('latin1').split('"Revoke it."')).toHaveLength(2);
  const [one, two] = unpackRules(pack);
  expect(one?.provider).toBe(two?.provider);
});

test('rules that look for the same share a gate', () => {
  const one = makeRule({ id: 'a-one', pattern: 'acme_[0-9]{4}' });
  const rules = [one, makeRule({ id: 'a-two', pattern: 'acme_[0-9]{4}' }), makeRule({ id: 'a-three', pattern: 'bolt_[0-9]{4}' })];
  const [first, second, third] = unpackRules(packRules(rules)).map(({ pattern }) => pattern.gate);
  expect(first).toEqual(one.pattern.gate);
  expect(second).toBe(first);
  expect(third).not.toEqual(first);
});

test('the same rules give the same bytes', () => {
  const pack = packRules(builtinRules);
  expect(pack.equals(packRules(unpackRules(pack)))).toBe(true);
});

test('a pack whose provider is missing is a damaged build', () => {
  const text = packRules([makeRule({ pattern: 'acme_[0-9]{4}' })]).toString('latin1');
  const damaged = text.replace('"providers":[{"id":"acme"', '"providers":[{"id":"bolt"');
  expect(() => unpackRules(Buffer.from(damaged, 'latin1'))).toThrow('damaged rule pack: provider or gate of acme-key');
  expect(() => unpackRules(Buffer.from('\x04\0\0\0{   '))).toThrow(SyntaxError);
});

test('the built pack is that of rules/', () => {
  expect(isDeepStrictEqual(loadBuiltinRules(), builtinRules)).toBe(true);
});
