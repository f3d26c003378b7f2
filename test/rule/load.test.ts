// Rule packs from text: every fault of every file at once and where it stands; files that are no data or mean harm.
import { expect, test } from 'vitest';
import { LeaklintError } from '../../src/errors.ts';
import { loadRules, type PackFile } from '../../src/rule/load.ts';
import { packText } from '../support/rules.ts';

function errorOf(files: readonly PackFile[], taken: readonly string[] = []): LeaklintError {
  try {
    loadRules(files, { builtin: false, taken });
  } catch (error) {
    if (error instanceof LeaklintError) return error;
    throw error;
  }
  throw new Error('loaded');
}

/** A pack in block style whose lines can be counted; `lines` belong to its only rule, which begins in line 2. */
function pack(lines: readonly string[]): string {
  const rule = [
    'id: acme-key',
    ...lines,
    'title: Acme key',
    'risk: Everything.',
    'severity: high',
    'confidence: high',
    'exposure: never',
    'references: [https://acme.invalid]',
    'examples: { match: [a], noMatch: [b] }',
  ].filter((line, index, all) => all.findIndex((other) => other.split(':')[0] === line.split(':')[0]) === index);
  return `rules:\n  - ${rule.join('\n    ')}\nprovider: { id: acme, name: Acme, hosts: [], rotate: [Revoke it.] }\n`;
}

const faults: readonly [lines: readonly string[], message: string, why: string][] = [
  [['pattern: acme[0-9]', 'serverity: low'], '4:5: unknown key "serverity" (did you mean "severity"?)', 'misspelt key'],
  [['pattern: acme[0-9]', 'severity: hihg'], '4:15: rules[0].severity cannot be "hihg" (did you mean "high"?)', 'misspelt word'],
  [['pattern: 12'], '3:14: rules[0].pattern must be', 'value of another type'],
  [['pattern: acme[0-9]', 'entropy: 9'], '4:14: rules[0].entropy must be at most 8', 'number out of range'],
  [['pattern: acme[0-9]', 'near: { words: [ab], within: 0 }'], 'rules[0].near.within must be at least 1', 'number inside a map'],
  [['pattern: acme[0-9]', 'references: [http://acme.invalid]'], '4:18: rules[0].references[0]', 'page without https'],
  [['pattern: acme[0-9]', 'tags: [Api Key]'], '4:12: rules[0].tags[0] must', 'tag that is no id'],
  [[], '2:5: rules[0] needs', 'neither pattern, block nor assigned'],
  [['pattern: acme[0-9]', 'block: { begin: abc, end: def }'], 'rules[0] can have only one of', 'both pattern and block'],
  [['pattern: acme[0-9]', 'assigned: { names: [acme], value: x9 }'], 'rules[0] can have only one of', 'both pattern and assigned'],
  [['title: Acme key', 'pattern: acme+'], '4:14: rule acme-key: e+ has no upper bound', 'pattern that is refused'],
  [['pattern: acme[0-9]', 'paths: ["**/*.env", "../a/**"]'], '4:12: rule acme-key: a glob must not leave the project root', 'glob that is refused'],
  [['command: { commands: [{ programs: [acme], options: [-p] }], value: "[0-9]*" }'], '3:14: rule acme-key: [0-9]* has no upper bound', 'value of a command that is refused'],
  [['assigned: { names: [acme], value: "[0-9]*" }'], '3:15: rule acme-key: [0-9]* has no upper bound', 'value that is refused'],
  [[`assigned: { names: [${Array.from({ length: 401 }, (_, index) => `acme_${index}`).join()}], value: '[0-9]{9}' }`], 'rules[0].assigned.names must have at most 400 items', 'too many names'],
  [['block: { begin: acme, end: "(?:x)?" }'], '3:12: rule acme-key: it matches the empty text', 'end of a block that is refused'],
];

test.each(faults)('%j: %s (%s)', (lines, message) => {
  const error = errorOf([{ path: 'a.yml', text: pack(lines) }]);
  expect(error.code).toBe('RULE_INVALID');
  expect(error.message).toContain(message);
  expect(error.message).toMatch(/^a\.yml:\d+:\d+: /);
});

test('the pack of the table is sound without a fault', () => {
  const [rule] = loadRules([{ path: 'a.yml', text: pack(['pattern: acme[0-9]']) }], { builtin: false });
  expect(rule).toMatchObject({ id: 'acme-key', severity: 'high', builtin: false, provider: { name: 'Acme' } });
});

test('all faults of all files are told at once, in the order of the files', () => {
  const { code, message } = errorOf([
    { path: 'one.yml', text: pack(['pattern: acme+', 'severity: low']) },
    { path: 'two.yml', text: pack(['pattern: acme[0-9]', 'serverity: low', 'colour: red']) },
    { path: 'three.json', text: packText({ id: 'acme-third', pattern: '^acme' }) },
    { path: 'four.json', text: packText({ id: 'acme-fourth', pattern: 'acme_[0-9]{4}' }) },
  ]);
  expect(code).toBe('RULE_INVALID');
  expect(message.split('\n').map((line) => line.replace(/ \(at character.*/, ''))).toEqual([
    'one.yml:3:14: rule acme-key: e+ has no upper bound; write one, such as {1,512}',
    'two.yml:4:5: unknown key "serverity" (did you mean "severity"?)',
    expect.stringMatching(/^two\.yml:5:5: unknown key "colour"/),
    expect.stringMatching(/^three\.json:1:\d+: rule acme-third: assertions have no place here/),
  ]);
});

test('an id stands once: in a file, in two files, beside ids that exist', () => {
  const text = packText({ pattern: 'acme_[0-9]{4}' });
  const file = { path: 'a.json', text };
  const column = text.indexOf('"acme-key"') + 1;
  const message = `a.json:1:${column}: rule acme-key: the id is taken`;
  expect(errorOf([file], ['acme-key']).message).toBe(message);
  expect(errorOf([{ ...file, path: 'b.json' }, file]).message).toBe(message);
  const twice = text.replace(/"rules":\[(.*)\]\}$/, '"rules":[$1,$1]}');
  expect(errorOf([{ path: 'a.json', text: twice }]).message).toMatch(/^a\.json:1:\d+: rule acme-key: the id is taken$/);
  expect(loadRules([file], { builtin: false, taken: ['acme-other'] })).toHaveLength(1);
});

test('a rule that is refused keeps its id: the next of that name is a second fault', () => {
  const refused = packText({ pattern: 'acme+' });
  const lines = errorOf([{ path: 'a.json', text: refused }, { path: 'b.json', text: packText({ pattern: 'acme[0-9]' }) }]).message.split('\n');
  expect(lines).toEqual([expect.stringContaining('no upper bound'), expect.stringMatching(/^b\.json.*the id is taken$/)]);
});

test('rules come in the order of their files, each with its provider', () => {
  const other = packText({ id: 'bolt-key', pattern: 'bolt_[0-9]{4}' }).replaceAll('"acme"', '"bolt"');
  const rules = loadRules([{ path: 'b.json', text: other }, { path: 'a.json', text: packText({ pattern: 'acme_[0-9]{4}' }) }], { builtin: true });
  expect(rules.map((rule) => [rule.id, rule.provider.id, rule.builtin])).toEqual([
    ['bolt-key', 'bolt', true],
    ['acme-key', 'acme', true],
  ]);
});

const nested = (depth: number): string => `rules: ${'['.repeat(depth)}${']'.repeat(depth)}`;
const laughs = ['a: &a [x, x]', ...'bcdefghij'.split('').map((name, index) => `${name}: &${name} [${`*${'abcdefghi'[index]}, `.repeat(9)}x]`)];

const hostile: readonly [text: string, message: string, why: string][] = [
  ['rules: [', ':', 'open list'],
  ['rules:\n  - id: "acme\n', ':', 'open string'],
  ['rules: []\nrules: []', '2:1: this key stands twice in the same map', 'key twice'],
  ['rules: !!js/function "x"', 'tags (!name) are not supported', 'tag'],
  [nested(100_000), 'nested deeper than 64 levels', 'nesting'],
  [laughs.join('\n'), 'too many aliases (*name)', 'a billion laughs'],
  ['rules: &a [*a]', 'this alias (*name) holds itself', 'value without an end'],
  ['rules: [*b]', 'this alias (*name) has no anchor (&name) before it', 'alias of nothing'],
  ['a: 1\n---\nb: 2', 'a file holds one document', 'two documents'],
];

test.each(hostile)('%.40j is refused: %s (%s)', (text, message) => {
  const error = errorOf([{ path: 'a.yml', text }]);
  expect(error.code).toBe('DATA_SYNTAX');
  expect(error.message).toMatch(/^a\.yml:\d+:\d+: /);
  expect(error.message).toContain(message);
});

test.each([['', 'empty'], ['null', 'null'], ['[]', 'a list'], ['7', 'a number'], ['{}', 'an empty map'], ['__proto__: {rules: []}', 'a key of objects']])(
  'the file %j is no pack: %s',
  (text) => {
    const error = errorOf([{ path: 'a.yml', text }]);
    expect(error.code).toBe('RULE_INVALID');
    expect(error.message).toMatch(/^a\.yml:1:1: /);
  },
);
