// One case for each fault that was found and mended.
import { expect, test } from 'vitest';
import { checkRules } from '../../src/check-rules.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { resolveOverlaps } from '../../src/engine/overlap.ts';
import { readJwt } from '../../src/engine/structure.ts';
import { emit } from '../../src/rule/emit.ts';
import { expandExample } from '../../src/rule/expand.ts';
import { findGate } from '../../src/rule/gate.ts';
import { createGuard } from '../../src/rule/guard.ts';
import { parsePattern } from '../../src/rule/parse-pattern.ts';
import { stepBound } from '../../src/rule/steps.ts';
import { makeRule } from '../support/rules.ts';
import type { Match } from '../../src/types.ts';

test.each(['\\p{L}', '\\P{Lu}', '\\q{ab}', '\\x{41}', '[\\p{L}]', '\\a', 'a{,5}', '[[a-z]--[aeiou]]', '\\1'])('%s is refused', (pattern) => {
  expect(() => parsePattern(pattern)).toThrow();
});
test('two secrets in two alternatives', () => {
  expect(() => parsePattern('(?<secret>acme1)|(?<secret>acme2)')).toThrow();
});
test.each(['(?:(?<secret>a)b){2}', '(?:x(?<secret>a))?', '(?:(?:y|(?<secret>a)b)){0,2}'])('%s is refused', (pattern) => {
  expect(() => parsePattern(pattern)).toThrow('the group (?<secret>…) cannot be repeated');
});
test('bytes above 7F', () => {
  expect(emit(parsePattern('ab[^\\x00-\\x7f]'))).toBe('ab[^\\x00-\\x7f]');
  const rule = makeRule({ pattern: 'acme_[^\\x00-\\x7f]{2}[0-9A-Za-z]{32}', examples: { match: ['acme_é<alnum:32>'], noMatch: ['acme_<alnum:32>'] } });
  expect(checkRules([rule])).toEqual([]);
});
test.each(['(?i:a(?-i:b))', '(?i:a(?s:.))', '(?i:(?m:a))'])('%s is refused', (pattern) => {
  expect(() => parsePattern(pattern)).toThrow('of the modifiers only (?i:…) is supported');
});
test.each<[string, (byte: number) => boolean]>([
  ['(?i:[^a])', (byte) => byte !== 97 && byte !== 65],
  ['(?i:[^a-z])', (byte) => !(byte >= 65 && byte <= 90) && !(byte >= 97 && byte <= 122)],
  ['(?i:[^A-Z"])', (byte) => !(byte >= 65 && byte <= 90) && !(byte >= 97 && byte <= 122) && byte !== 34],
  ['(?i:[^\\W])', (byte) => (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || (byte >= 48 && byte <= 57) || byte === 95],
])('%s means its bytes', (pattern, means) => {
  const regex = new RegExp(`^(?:${emit(parsePattern(pattern))})$`);
  for (let byte = 0; byte < 256; byte++) expect(regex.test(String.fromCharCode(byte)), String(byte)).toBe(means(byte));
});
test('the gate of nested choices', () => {
  const depth = 22;
  const pattern = `key${'(?:x[^b]|'.repeat(depth)}y${')'.repeat(depth)}`;
  expect(findGate(parsePattern(pattern))?.places.map(({ at }) => at)).toEqual([0, 1]);
}, 5000);
test('the gate of repeats in repeats', () => {
  const depth = 18;
  const pattern = `key${'(?:'.repeat(depth)}a${'x){1,9}'.repeat(depth)}`;
  expect(findGate(parsePattern(pattern))).toBeDefined();
}, 5000);
test('a count of nothing', () => {
  expect(() => makeRule({ pattern: 'acme(?:){0,1000000000}' })).toThrow();
}, 2000);
test('a long chain', () => {
  expect(stepBound(parsePattern('a?'.repeat(1200)), 'token')).toBeGreaterThan(1e6);
}, 5000);
test('deep', () => {
  expect(stepBound(parsePattern(`${'(?:'.repeat(600)}abc${')?'.repeat(600)}`), 'token')).toBeGreaterThan(1);
}, 5000);
test('null', () => {
  let caught: unknown = 'nothing';
  try { createGuard(100)(() => { throw null; }); } catch (error) { caught = error; }
  expect(caught).toBe(null);
});
test.each([[{ near: { words: ['clé'], within: 20 } }, 'clé acme_'], [{ near: { words: ['CLÉ'], within: 20 } }, 'Clé acme_'], [{ near: { words: ['ключ'], within: 20 } }, 'ключ acme_']])('%j', (fields, start) => {
  const engine = createEngine([makeRule({ pattern: 'acme_[0-9A-Za-z]{32}', ...fields })]);
  expect(engine.scan(Buffer.from(start + expandExample('<alnum:32>', 'x')), 'code')).toHaveLength(1);
});
test('allow', () => {
  const engine = createEngine([makeRule({ pattern: 'acme="[^"]{9}"', allow: ['acme="motdépas"'], boundary: 'none' })]);
  expect(engine.scan(Buffer.from('acme="motdépas"'), 'code')).toHaveLength(0);
});
test('every winner covers every match it meets', () => {
  const rule = makeRule({ pattern: 'acme_[0-9]{4}' });
  const match = (start: number, end: number): Match => ({ rule, start, end, secret: { start, end }, mask: { start, end }, evidence: { verified: false, confidence: 'high', near: false, exposure: 'never' } });
  const masks = resolveOverlaps([match(0, 12), match(10, 20), match(18, 26)]).map((one) => one.mask);
  expect(masks).toEqual([{ start: 0, end: 20 }, { start: 10, end: 26 }]);
});
test('jwt list', () => {
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  expect(readJwt([encode({ alg: 'x' }), encode([1]), 'x'].join('.'))).toBeUndefined();
});
test('a pattern of one text only', () => {
  expect(() => makeRule({ pattern: 'acme_only_this_9' })).toThrow();
});
