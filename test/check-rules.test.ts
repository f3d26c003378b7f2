// The linter of rules: each planted fault is told of the right rule. The built-in pack is checked in cli/rules.test.ts.
import { expect, test } from 'vitest';
import { checkRules, expandedExamples, type RuleFault } from '../src/check-rules.ts';
import type { Rule } from '../src/types.ts';
import { makeRule } from './support/rules.ts';

const sound = makeRule({ id: 'bolt-key', pattern: 'bolt_[0-9A-Za-z]{20}', examples: { match: ['k=bolt_<alnum:20>'], noMatch: ['bolt_<alnum:19>'] } });

/** What is said of the rule when it stands between others that are sound. */
function faultsOf(fields: Record<string, unknown>): readonly RuleFault[] {
  const other = makeRule({ id: 'cord-key', pattern: 'cord_[0-9a-f]{16}', examples: { match: ['cord_<hex:16>'], noMatch: ['cord_<hex:15>'] } });
  return checkRules([sound, makeRule(fields), other]);
}

const of = (message: string): RuleFault => ({ ruleId: 'acme-key', message });

test('a sound rule among sound rules is sound', () => {
  expect(faultsOf({ pattern: 'acme_[0-9A-Za-z]{32}' })).toEqual([]);
});

const pattern = 'acme_[0-9A-Za-z]{32}';
const notFound = of('a token made from the pattern is not found');

const planted: readonly [fields: Record<string, unknown>, fault: RuleFault, why: string][] = [
  [{ pattern, examples: { match: ['acme_<alnum:32>', 'acme_<alnum:31>'], noMatch: ['x'] } }, of('examples.match 2 is not found'), 'match example too short'],
  [{ pattern, examples: { match: ['xacme_<alnum:32>'], noMatch: ['x'] } }, of('examples.match 1 is not found'), 'match example without a boundary'],
  [{ pattern, examples: { match: ['bolt_<alnum:20>'], noMatch: ['x'] } }, of('examples.match 1 is not found'), "another rule's example"],
  [{ pattern, examples: { match: ['acme_<alnum:32>'], noMatch: ['x', 'y', 'a acme_<alnum:32>.'] } }, of('examples.noMatch 3 is found'), 'noMatch example'],
  [{ pattern, entropy: 5.5 }, notFound, 'entropy that no token has'],
  [{ pattern: 'acme_[ab]{32}', entropy: 1.5 }, notFound, 'alphabet too small for its entropy'],
  [{ pattern: 'acme_[abc]{32}' }, notFound, 'every token is repetitive'],
  [{ pattern: '(?:acme|example)_[0-9a-f]{9}example' }, notFound, 'every token names itself'],
  [{ assigned: { names: ['acme_key'], value: '[0-9]{3}[a-z]{0,3}(?:\\.[a-z]{3})?xx_yourkey' } }, notFound, 'every value names itself'],
  [{ pattern: 'acme_[0-9A-Za-z]{32,40}|acme_[0-9A-Za-z]{30}x', boundary: 'none' }, of('examples.noMatch 1 is found'), 'boundary that lets more follow'],
  [{ pattern: 'acme_[0-9A-Za-z]{20}(?:!?[0-9A-Za-z]{20})?', boundary: 'none' }, of('a token one short of the least length is found'), 'run that borrows from the next'],
  [{ pattern: 'acme_[0-9A-Za-z]{20}(?:!acme_[0-9A-Za-z]{20})?' }, of('a token that starts outside the alphabet is found'), 'second token behind the first'],
  [{ pattern: '(?<secret>acme_[0-9A-Za-z]{32})|~cme_[0-9A-Za-z]{32}', boundary: 'none' }, of('a token with an altered prefix is found'), 'alternative of another prefix'],
];

test.each(planted.map(([fields, fault, why]) => ({ fields, fault, why })))('$why: $fault.message', ({ fields, fault }) => {
  const match = 'acme_<alnum:32>';
  const faults = faultsOf({ examples: { match: [match], noMatch: [`${match}x`] }, ...fields });
  expect(faults).toContainEqual(fault);
  expect(faults.filter(({ ruleId }) => ruleId !== 'acme-key')).toEqual([]);
});

const rivals = (fields: Record<string, unknown>): readonly RuleFault[] =>
  checkRules([
    makeRule({ pattern, examples: { match: ['key=acme_<alnum:32>'], noMatch: ['x'] } }),
    makeRule({ id: 'acme-rival', pattern: 'acme_[0-9A-Za-z]{20,40}', examples: { match: ['acme_<alnum:20>'], noMatch: ['x'] }, ...fields }),
  ]);

test('two rules of high confidence may not claim the same text', () => {
  // The longer secret wins, the same length is decided by the id: acme-key is still found.
  expect(rivals({})).toEqual([of('examples.match 1 is claimed by acme-rival too; both have high confidence')]);
});

test.each<[Record<string, unknown>, string]>([
  [{ confidence: 'medium' }, 'less confidence'],
  [{ tags: ['generic'] }, 'a generic rule'],
  [{ near: { words: ['key'], within: 9 } }, 'a rule that asks for a neighbour'],
  [{ requires: { rules: ['acme-key'], within: 9 } }, 'a rule that finds nothing without its other half'],
  [{ pattern: 'acme_[0-9A-Za-z]{20}' }, 'a rule that does not match it'],
])('%j is no rival: %s', (fields) => {
  expect(rivals(fields).filter(({ message }) => message.includes('claimed'))).toEqual([]);
});

test('rules that run beside are rivals, but are not checked themselves', () => {
  const broken = makeRule({ id: 'acme-other', pattern: 'acme_[0-9A-Za-z]{30,40}', examples: { match: ['nothing'], noMatch: ['x'] } });
  const own = makeRule({ pattern, examples: { match: ['acme_<alnum:32>'], noMatch: ['x'] } });
  expect(checkRules([own], [broken])).toEqual([of('examples.match 1 is claimed by acme-other too; both have high confidence')]);
  expect(checkRules([own], [sound])).toEqual([]);
});

test('a rule that is beaten everywhere by one beside it is told so', () => {
  const beside: Rule = makeRule({ id: 'acme-all', pattern: 'acme_[0-9A-Za-z]{32}[.]', boundary: 'none', confidence: 'medium' });
  const own = makeRule({ pattern, confidence: 'medium', examples: { match: ['acme_<alnum:32>.'], noMatch: ['x'] } });
  expect(checkRules([own], [beside])).toEqual([of('examples.match 1 is not found')]);
});

test('what cannot be made from the pattern stands on its examples', () => {
  const block = { block: { begin: '<acme [0-9]{9}>', end: '</acme>' } };
  const examples = { match: ['<acme 123456789><alnum:20></acme>'], noMatch: ['<acme 123456789><alnum:20>'] };
  expect(faultsOf({ ...block, examples })).toEqual([]);
  const jwt = { pattern: 'eyJ[\\w-]{9,99}\\.[\\w-]{2,99}\\.[\\w-]{2,99}', structure: 'jwt' };
  expect(faultsOf({ ...jwt, examples: { match: ['<jwt:{"a":1}>'], noMatch: ['eyJ<alnum:20>.<alnum:9>.<alnum:9>'] } })).toEqual([]);
});

test('the samples of a rule that asks for a neighbour stand beside one', () => {
  const near = { words: ['bolt'], within: 20 };
  const examples = { match: ['bolt acme_<alnum:32>'], noMatch: ['nuts acme_<alnum:32>'] };
  expect(faultsOf({ pattern, near, examples })).toEqual([]);
});

test('examples expand to other tokens each time, the same in every run', () => {
  const rule = makeRule({ pattern, examples: { match: ['acme_<alnum:32>', 'acme_<alnum:32>'], noMatch: ['acme_<alnum:32>'] } });
  const { match, noMatch } = expandedExamples(rule);
  expect(new Set([...match, ...noMatch]).size).toBe(3);
  expect(expandedExamples(rule)).toEqual({ match, noMatch });
});

test('no fault holds a token', () => {
  for (const [fields] of planted) {
    for (const { message } of faultsOf({ examples: { match: ['acme_<alnum:32>'], noMatch: ['acme_<alnum:32>x'] }, ...fields })) {
      expect(message).not.toMatch(/acme_|[0-9A-Za-z]{20}/);
    }
  }
});
