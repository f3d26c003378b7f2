// Selectors: which rules a word names, and what is said of a word that names none.
import { expect, test } from 'vitest';
import { LeaklintError } from '../../src/errors.ts';
import { checkSelectors, matchesSelector, selectRules } from '../../src/rule/select.ts';
import { builtinRules, makeRule } from '../support/rules.ts';

const one = makeRule({ id: 'acme-one', pattern: 'acme_[0-9]{4}', tags: ['api-key'] });
const two = makeRule({ id: 'acme-two', pattern: 'acme_[0-9]{5}', tags: ['token', 'low-risk'], severity: 'low' });
const rules = [one, two];

test.each([
  ['acme-one', true, 'its id'],
  ['acme', true, 'its provider'],
  ['high', true, 'its severity'],
  ['api-key', true, 'its tag'],
  ['acme-two', false, 'another id'],
  ['token', false, "another rule's tag"],
  ['low', false, 'another severity'],
  ['Acme', false, 'the name of its provider'],
  ['acme-o', false, 'the start of its id'],
  ['never', false, 'its exposure'],
  ['', false, 'nothing'],
])('"%s" names acme-one: %s (%s)', (selector, names) => {
  expect(matchesSelector(selector, one)).toBe(names);
});

test.each<[readonly string[], readonly string[], readonly string[], string]>([
  [[], [], ['acme-one', 'acme-two'], 'all without a selector'],
  [['high'], [], ['acme-one'], 'only'],
  [['acme-two', 'api-key'], [], ['acme-one', 'acme-two'], 'any of several, in the order of the rules'],
  [[], ['token'], ['acme-one'], 'skip'],
  [['acme'], ['low'], ['acme-one'], 'skip wins'],
  [['acme-one'], ['acme'], [], 'skip wins over an id'],
])('only %j, skip %j: %j (%s)', (only, skip, ids) => {
  expect(selectRules(rules, only, skip).map((rule) => rule.id)).toEqual(ids);
});

test.each([
  [['acme-one', 'acme-tow'], 'acme-tow', 'did you mean "acme-two"?', 'misspelt id'],
  [['hihg'], 'hihg', 'did you mean "high"?', 'misspelt severity'],
  [['zzzzzzzz'], 'zzzzzzzz', 'one of: source-map, source-map-sources, environment, acme-one, acme, high, api-key, acme-two, low, token, low-risk', 'nothing near'],
])('%j: unknown %s, %s (%s)', (selectors, unknown, hint) => {
  const check = (): void => checkSelectors(selectors, rules);
  expect(check).toThrow(LeaklintError);
  expect(check).toThrow(expect.objectContaining({ code: 'UNKNOWN_SELECTOR', hint }));
  expect(check).toThrow(`no rule, provider, severity or tag is called "${unknown}"`);
});

test('of many rules none is listed; the hint says what a selector is', () => {
  expect(() => checkSelectors(['zzzzzzzz'], builtinRules)).toThrow(expect.objectContaining({ hint: expect.stringContaining('leaklint rules list') as string }));
  expect(() => checkSelectors(['qodryx', 'critical', 'jwt-token'], builtinRules)).not.toThrow();
  expect(() => checkSelectors([], rules)).not.toThrow();
});
