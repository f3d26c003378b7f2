// A rule record becomes a rule: what each form, boundary and pattern derives, and what is refused.
import { expect, test } from 'vitest';
import type { Gate } from '../../src/gate.ts';
import { compileRule, MAX_WIDTH } from '../../src/rule/compile.ts';
import { PatternError } from '../../src/rule/parse-pattern.ts';
import type { RuleRecord } from '../../src/rule/record.ts';
import type { Rule } from '../../src/types.ts';

const provider = { id: 'acme', name: 'Acme', hosts: [], rotate: ['Revoke it.'] };

function compile(fields: Partial<RuleRecord>): Rule {
  const record: RuleRecord = {
    id: 'acme-key',
    title: 'Acme key',
    risk: 'Everything.',
    severity: 'high',
    confidence: 'medium',
    exposure: 'restricted',
    references: ['https://acme.invalid'],
    examples: { match: ['a'], noMatch: ['b'] },
    ...fields,
  };
  return compileRule(record, provider, false);
}

const prefixes: readonly [pattern: string, prefix: string, why: string][] = [
  ['acme_[0-9]{9}', 'acme_', 'literal start of the match'],
  ['key=(?<secret>ak-[0-9]{9})', 'ak-', 'literal start of the secret only'],
  ['acme_(?<secret>[0-9]{9})', '', 'a secret without one'],
  ['acme_(?:live|test)_[0-9]{9}', 'acme_', 'up to a choice'],
  ['acme_x?[0-9]{9}', 'acme_', 'up to what can be left out'],
  ['ac[m]e[0-9]{9}', 'acme', 'a class of one is a literal'],
  ['(?i:acme)_[0-9]{9}', '', 'two cases are no literal'],
  ['(?:acme|bolt)_[0-9]{9}', '', 'a choice at the start'],
  ['a{3}cme[0-9]{9}', '', 'a repeat at the start'],
  ['xacme(?:(?<secret>kk[0-9])|z)', 'kk', 'a secret inside a choice'],
];

test.each(prefixes)('%s has the prefix "%s": %s', (pattern, prefix) => {
  expect(compile({ pattern }).pattern.prefix).toBe(prefix);
});

const trims: readonly [pattern: string, trimTo: number | undefined, why: string][] = [
  ['acme_[0-9A-Za-z_-]{8,99}', 13, 'open run of token characters: the least width of the secret'],
  ['acme=(?<secret>[0-9A-Za-z_]{8,99})', 8, 'of the secret, not of the match'],
  ['acme=(?<secret>[0-9A-Za-z-]{8,99})', 8, 'a hyphen alone'],
  ['acme=(?<secret>[\\w-]{0,99})', 0, 'a run that can be empty'],
  ['acme=(?<secret>[^"]{8,99})"', 8, 'a negated class holds both'],
  ['acme=(?<secret>k[\\w-]{8,99})!', 9, 'the end of the secret, not of the match'],
  ['acme_[0-9A-Za-z_-]{8}', undefined, 'an exact length'],
  ['acme_[0-9A-Za-z]{8,99}', undefined, 'neither _ nor - in the run'],
  ['acme_[0-9A-Za-z_-]{8,99}[0-9]', undefined, 'the run is not last'],
  ['acme_[0-9A-Za-z_-]{8,99}={0,2}', undefined, 'padding is last'],
];

test.each(trims)('%s trims to %s: %s', (pattern, trimTo) => {
  expect(compile({ pattern }).pattern.trimTo).toBe(trimTo);
  expect('trimTo' in compile({ pattern }).pattern).toBe(trimTo !== undefined);
});

const pattern = 'acme_[0-9]{9}';
const assigned = { names: ['acme_key'], value: '[0-9a-f]{16}' };
const block = { begin: '--begin acme--', end: '--end acme--' };

const command = { commands: [{ programs: ['acme'], options: ['-p'] }], value: '[0-9a-f]{16}' };

const boundaries: readonly [fields: Partial<RuleRecord>, before: string, after: string, why: string][] = [
  [{ pattern }, 'token', 'token', 'the default'],
  [{ pattern, boundary: 'token' }, 'token', 'token', 'the same, written'],
  [{ pattern, boundary: 'base64' }, 'token', 'base64', 'only what follows is stricter'],
  [{ pattern, boundary: 'none' }, 'none', 'none', 'both sides open'],
  [{ assigned }, 'name', 'token', 'a name may follow a word'],
  [{ assigned, boundary: 'base64' }, 'name', 'base64', 'name before, field after'],
  [{ assigned, boundary: 'none' }, 'name', 'none', 'the name keeps its own'],
  [{ command }, 'token', 'token', 'a program is a word'],
  [{ command, boundary: 'none' }, 'token', 'none', 'the program keeps its own'],
  [{ block }, 'none', 'none', 'a block has its lines'],
  [{ block, boundary: 'token' }, 'none', 'none', 'whatever the field says'],
];

test.each(boundaries)('%j stands between %s and %s: %s', (fields, before, after) => {
  const rule = compile(fields);
  expect([rule.pattern.before, rule.pattern.after]).toEqual([before, after]);
});

const refused: readonly [fields: Partial<RuleRecord>, message: string, why: string][] = [
  [{ pattern: '(?:acme)?' }, 'it matches the empty text', 'all optional'],
  [{ pattern: 'acme|' }, 'it matches the empty text', 'an empty alternative'],
  [{ pattern: '(?<secret>)(?:acme){0,2}' }, 'it matches the empty text', 'an empty secret'],
  [{ pattern: `acme.{0,${MAX_WIDTH - 3}}` }, 'it can match 16385 bytes; the most is 16384 (or use `block`)', 'one byte too wide'],
  [{ pattern: 'acme[0-9]{1,9999999999}' }, 'the most is 16384', 'far too wide'],
  [{ pattern: '[0-9a-f]{32}' }, 'nothing in it is fixed: every match must contain a literal of three characters or more', 'no gate'],
  [{ pattern: 'acme|[0-9]{9}' }, 'nothing in it is fixed', 'no gate in one alternative'],
  [{ pattern: 'a[0-9]{9}z' }, 'nothing in it is fixed', 'one character is too little'],
  [{ pattern: 'acme$' }, 'assertions have no place here', 'what the parser refuses'],
  [{ assigned: { names: ['acme'], value: '\\w+' } }, '\\w+ has no upper bound', 'in the value of a name'],
  [{ assigned: { names: ['acme'], value: '(x)' } }, 'the only capture', 'a group in the value'],
  [{ assigned: { names: ['acme'], value: '(?<secret>[0-9]{9})' } }, 'Duplicate capture group name', 'the value is the secret'],
  [{ command: { ...command, value: '\\w+' } }, '\\w+ has no upper bound', 'in the value of a command'],
  [{ command: { ...command, value: '(x)' } }, 'the only capture', 'a group in the value'],
  [{ command: { ...command, commands: [{ programs: ['acme$'], options: ['-p'] }] } }, 'assertions have no place here', 'in a program'],
  [{ command: { ...command, commands: [{ programs: ['acme'], options: ['-p.*'] }] } }, 'has no upper bound', 'in an option'],
  [{ block: { ...block, begin: '(?:--)?' } }, 'it matches the empty text', 'begin of a block'],
  [{ block: { ...block, end: '(?:--)?' } }, 'it matches the empty text', 'end of a block'],
  [{ block: { ...block, end: '[0-9a-z]{9}' } }, 'nothing in it is fixed', 'end of a block without a gate'],
  [{ block: { ...block, end: 'end.*' } }, 'has no upper bound', 'end of a block without a bound'],
  [{ block: { ...block, end: 'end(?:a|a){1,30}b' } }, 'more than 1,000,000 steps', 'end of a block that hangs'],
];

test.each(refused)('%j is refused: %s (%s)', (fields, message) => {
  expect(() => compile(fields)).toThrow(PatternError);
  expect(() => compile(fields)).toThrow(message);
});

test('the widest match allowed is allowed', () => {
  expect(compile({ pattern: `acme.{0,${MAX_WIDTH - 4}}`, boundary: 'none' }).pattern.maxWidth).toBe(MAX_WIDTH);
});

test('a pattern carries everything that is derived', () => {
  expect(compile({ pattern: '[xy]acme-(?<secret>k[0-9]{2,4})' }).pattern).toEqual({
    source: '[xy]acme\\x2d(?<secret>k[0-9]{2,4})',
    before: 'token',
    after: 'token',
    gate: expect.objectContaining({ before: { min: 0, max: 0 } }) as Gate,
    first: 'xy',
    minWidth: 9,
    maxWidth: 11,
    steps: expect.any(Number) as number,
    prefix: 'k',
  });
});

/** Does the gate open at the beginning of a text? */
function opens({ automaton }: Gate, text: string): boolean {
  let state = automaton.start;
  for (const byte of Buffer.from(text)) {
    state = automaton.next[state * automaton.width + (automaton.columns[byte] as number)] as number;
    if (state <= 1) return state === 1;
  }
  return false;
}

const named: readonly [names: string[], text: string, isOpen: boolean, why: string][] = [
  [['acme_key', 'acme_api_key'], 'acmeApiKey', true, 'several words: the name is enough'],
  [['acme_key'], 'acme_kez', false, 'not that name'],
  [['acme'], 'acme', false, 'one word: the value too'],
  [['acme_key', 'acme'], 'acme_key', false, 'one of them is a single word'],
  [['acme'], 'acme = 0123456789abcdef', true, 'name and value'],
];

test.each(named)('the gate of %j on "%s": %s (%s)', (names, text, isOpen) => {
  expect(opens(compile({ assigned: { names, value: '[0-9a-f]{16}' } }).pattern.gate, text)).toBe(isOpen);
});

test('steps are counted for every start that the gate allows', () => {
  const fixed = compile({ pattern: '[0-9]{9}acme[a-z]{9}' }).pattern.steps;
  const open = compile({ pattern: '[0-9]{0,9}acme[a-z]{9}' }).pattern.steps;
  expect(open).toBeGreaterThan(9 * fixed);
});

test('what is not said has a default, what is said is kept', () => {
  const bare = compile({ pattern });
  expect(bare).toMatchObject({ tags: [], allow: [], builtin: false, provider });
  const optional = ['blockEnd', 'entropy', 'structure', 'near', 'paths'];
  for (const key of optional) expect(key in bare, key).toBe(false);
  const fields = { entropy: 3, structure: 'jwt', paths: ['src/**'], tags: ['token'], allow: ['Stop'] } as const;
  expect(compile({ pattern, ...fields })).toMatchObject(fields);
  expect(compile({ pattern, near: { words: ['ACME', 'Bolt'], within: 9 } }).near).toEqual({ words: ['acme', 'bolt'], within: 9 });
  expect(compile({ block }).blockEnd).toBe('\\x2d\\x2dend\\x20acme\\x2d\\x2d');
});
