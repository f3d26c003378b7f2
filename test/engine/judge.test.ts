// Judgement: every reason to drop a match, the distance of near words to the byte, and what is an expression.
import { expect, test } from 'vitest';
import { isReference, judge, namesAnother } from '../../src/engine/judge.ts';
import { expandExample } from '../../src/rule/expand.ts';
import type { Evidence, Span } from '../../src/types.ts';
import { makeRule } from '../support/rules.ts';

const value = expandExample('<hex:32>', 'judge');

/** Judges the part of the text between two bars. */
function judged(fields: Record<string, unknown>, marked: string): Evidence | undefined {
  const [before = '', secret = '', after = ''] = marked.split('|');
  const span = { start: before.length, end: before.length + secret.length };
  const rule = makeRule({ pattern: 'acme_[0-9a-z]{4,99}', ...fields });
  const verdict = judge(rule, before + secret + after, { start: span.start, secret: span }, 'code');
  return 'evidence' in verdict ? verdict.evidence : undefined;
}

const plain = { verified: false, confidence: 'high', near: false, exposure: 'never' } as const;
const github = { pattern: 'ghp_[0-9A-Za-z]{36,251}', checksum: 'crc32-base62' };
const right = expandExample('ghp_<crc32b62:30>', 'judge');
const wrong = right.slice(0, -1) + (right.endsWith('a') ? 'b' : 'a');
const assigned = { pattern: undefined, assigned: { names: ['acme_key'], value: '[0-9a-z]{6,40}' } };

const table: readonly [fields: Record<string, unknown>, text: string, evidence: Evidence | undefined, why: string][] = [
  [{}, `x |acme_${value}| y`, plain, 'nothing against it'],
  [{}, `|acme_${value}|...`, undefined, 'dots follow'],
  [{}, `|acme_${value}|${' '.repeat(16)}...`, plain, 'dots far behind'],
  [{}, '|acme_xxxxxxxxxx|', undefined, 'placeholder behind the prefix'],
  [{ pattern: 'x(?<secret>[a-z]{3}_[0-9]{4})acme' }, '|abc_xxxxx|', undefined, 'placeholder without a prefix'],
  [{ allow: [`acme_${value}`] }, `|acme_${value}|`, undefined, 'allowed word for word'],
  [{ allow: [value, `acme_${value}0`, `ACME_${value}`] }, `|acme_${value}|`, plain, 'allowed are others'],
  [{ entropy: 3 }, `|acme_${value}|`, plain, 'enough entropy'],
  [{ entropy: 4.1 }, `|acme_${value}|`, undefined, 'more than hexadecimal digits can have'],
  [{ entropy: 2 }, '|acme_a1b2a1b2c1|', plain, 'a little over two bits'],
  [{ entropy: 2.5 }, '|acme_a1b2a1b2c1|', undefined, 'the prefix adds nothing to it'],
  [{ near: { words: ['Bolt'], within: 9 } }, `bolt |acme_${value}|`, { ...plain, near: true }, 'near word'],
  [{ near: { words: ['bolt'], within: 9 } }, `nuts |acme_${value}|`, undefined, 'no near word'],
  [{ near: { words: ['acme'], within: 9 } }, `|acme_${value}|`, undefined, 'the secret is not near itself'],
  [{ structure: 'jwt' }, `|acme_${value}|`, undefined, 'another structure'],
  [{ structure: 'jwt' }, `|${expandExample('<jwt:{"a":1}>', 's')}|...`, { ...plain, verified: true }, 'structure is enough: no placeholder'],
  [{ structure: 'jwt', entropy: 8 }, `|${expandExample('<jwt:{"a":1}>', 's')}|`, { ...plain, verified: true }, 'nor entropy'],
  [{ structure: 'jwt', near: { words: ['bolt'], within: 9 } }, `|${expandExample('<jwt:{"a":1}>', 's')}| Bolt`, { ...plain, verified: true, near: true }, 'both'],
  [{ structure: 'jwt', near: { words: ['bolt'], within: 9 } }, `|${expandExample('<jwt:{"a":1}>', 's')}|`, undefined, 'near comes first'],
  [assigned, `acme_key = |${value}|`, plain, 'assigned'],
  [assigned, 'acme_key = |getsecretvalue|', undefined, 'a bare word is an expression'],
  [github, `|${right}|`, { ...plain, verified: true }, 'right checksum'],
  [{ ...github, confidence: 'low' }, `|${right}|`, { ...plain, verified: true }, 'a right checksum is certain whatever the rule says'],
  [github, `|${wrong}|`, { ...plain, confidence: 'medium' }, 'wrong checksum'],
  [{ ...github, confidence: 'medium' }, `|${wrong}|`, { ...plain, confidence: 'low' }, 'a step down'],
  [github, `|${right}x|`, plain, 'a longer token, whose checksum is not known'],
  [{}, '|acme_kqzvbwpjmx|(', plain, 'letters only, but it has a prefix'],
];

test.each(table)('%j of %j gives %j: %s', (fields, text, evidence) => {
  expect(judged(fields, text)).toEqual(evidence);
});

const references: readonly [text: string, is: boolean, why: string][] = [
  ['= |secret|', true, 'bare word'],
  ['= "|secret|"', true, 'letters only, even quoted'],
  ['= "|s3cret|"', false, 'quoted, with a digit'],
  ['= |s3cret|', false, 'bare, with a digit'],
  ['= |get2|()', true, 'called'],
  ['= |config2|.secret', true, 'member'],
  ['= |config2|.$x', true, 'member with a dollar'],
  ['= |config2|._x', true, 'member with an underscore'],
  ['= |keys2|[0]', true, 'index'],
  ['= |k3y|.', false, 'end of a sentence'],
  ['= |k3y|. Then', false, 'sentence'],
  ['= |k3y|.5', false, 'a digit after the dot'],
  ['= |k3y| (note)', false, 'a remark'],
  ['= "|k3y|"(', false, 'quoted, what follows the quote'],
  ['= \'|k3y|(', false, 'quoted before, called or not'],
  ['= `|k3y|.x`', false, 'in a template'],
  ['|k3y|', false, 'all there is'],
  ['|key|', true, 'all there is, letters'],
  ['= |sécret|', true, 'letters outside ASCII'],
];

test.each(references)('%j is a reference: %s (%s)', (marked, is) => {
  const [before = '', secret = '', after = ''] = marked.split('|');
  const span: Span = { start: before.length, end: before.length + secret.length };
  expect(isReference(before + secret + after, span)).toBe(is);
});

// The name begins at the bar.
const names: readonly [text: string, another: boolean, why: string][] = [
  ['|api_key', false, 'nothing before it'],
  ['BOLT_|api_key', false, 'the provider'],
  ['thunderbolt-|api-key', false, 'the provider inside a word'],
  ['DHL_|API_KEY', true, 'another provider'],
  ['dhl|ApiKey', true, 'as a hump'],
  ['DHL_BOLT_|API_KEY', true, 'both'],
  ['NEXT_PUBLIC_|API_KEY', false, 'where it goes'],
  ['prodPayment|ApiKey', false, 'what it is for'],
  ['config.dhl.|api_key', false, 'only the name itself'],
  ['"dhl": { "|api_key', false, 'what stands around the name'],
  ['X-|Api-Key', false, 'one letter'],
  ['v2_|api_key', false, 'one letter and a digit'],
  ['dhlé_|api_key', false, 'letters outside ASCII end the name'],
  ['\u00a0\ufeff|api_key', false, 'NBSP and BOM'],
];

test.each(names)('%j names another: %s (%s)', (marked, another) => {
  const [before = '', rest = ''] = marked.split('|').map((part) => Buffer.from(part).toString('latin1'));
  expect(namesAnother(before + rest, before.length, ['bolt'])).toBe(another);
});
