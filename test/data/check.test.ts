import Ajv2020 from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { checkData, faultError, type Validate } from '../../src/data/check.ts';
import { parseData } from '../../src/data/parse.ts';

// As scripts/build.mjs makes validators, but not standalone.
function validator(schema: object): Validate {
  return new Ajv2020.default({ allErrors: true, verbose: true, allowUnionTypes: true }).compile(schema) as unknown as Validate;
}

function lines(schema: object, text: string): string {
  const faults = checkData(parseData('x.yml', text), validator(schema));
  return faults.length === 0 ? '' : faultError('X', faults).message;
}

const text = { type: 'string' };
const object = (properties: object, more: object = {}) => ({ type: 'object', properties, additionalProperties: false, ...more });
const level = { enum: ['high', 'medium', 'low'] };

describe('one sentence for each keyword', () => {
  it.each([
    [object({ severity: text }), 'serverity: x', 'x.yml:1:1: unknown key "serverity" (did you mean "severity"?)'],
    [object({ a: text, b: text }), 'quite-other: x', 'x.yml:1:1: unknown key "quite-other" (one of: a, b)'],
    [object({ a: object({ b: text }) }), 'a:\n  c: 1', 'x.yml:2:3: unknown key "c" (did you mean "b"?)'],
    [object({ a: text }, { required: ['a'] }), '{}', 'x.yml:1:1: the file needs "a"'],
    [object({ a: text }), 'a: 5', 'x.yml:1:4: a must be a string, not a number'],
    [object({ a: text }), 'a:', 'x.yml:1:1: a must be a string, not empty'],
    [object({ a: { type: ['integer', 'array'] } }), 'a: true', 'x.yml:1:4: a must be a whole number or a list, not true'],
    [object({}), '- a', 'x.yml:1:1: the file must be a map, not a list'],
    [object({}), '', 'x.yml:1:1: the file must be a map, not empty'],
    [object({ a: level }), 'a: hihg', 'x.yml:1:4: a cannot be "hihg" (did you mean "high"?)'],
    [object({ a: level }), 'a: 1', 'x.yml:1:4: a must be one of: high, medium, low'],
    [object({ a: { const: 'x' } }), 'a: y', 'x.yml:1:4: a must be "x"'],
    [object({ a: { type: 'string', pattern: '^v1:', examples: ['v1:00'] } }), 'a: y', 'x.yml:1:4: a must look like "v1:00"'],
    [object({ a: { type: 'string', pattern: '^v1:' } }), 'a: y', 'x.yml:1:4: a must match ^v1:'],
    [object({ a: { type: 'array', minItems: 1 } }), 'a: []', 'x.yml:1:4: a must not be empty'],
    [object({ a: { type: 'array', minItems: 2 } }), 'a: [1]', 'x.yml:1:4: a must have at least 2 items'],
    [object({ a: { type: 'string', maxLength: 2 } }), 'a: abc', 'x.yml:1:4: a must have at most 2 characters'],
    [object({ a: { type: 'number', minimum: 1, maximum: 3 } }), 'a: 0', 'x.yml:1:4: a must be at least 1'],
    [object({ a: { type: 'number', exclusiveMaximum: 3 } }), 'a: 3', 'x.yml:1:4: a must be less than 3'],
    [object({ a: { type: 'array', uniqueItems: true } }), 'a: [x, y, x]', 'x.yml:1:11: a[2] stands twice in the same list'],
    [object({ a: text, b: text }, { dependentRequired: { a: ['b'] } }), 'a: x', 'x.yml:1:1: the file needs "b" because it has "a"'],
    [{ type: 'object', propertyNames: { pattern: '^[a-z]+$', examples: ['abc'] } }, 'ok: 1\nA B: 1', 'x.yml:2:1: the key "A B" must look like "abc"'],
    [{ type: 'array', items: object({ a: { type: 'array', items: text } }) }, '- a: [x, 5]', 'x.yml:1:10: [0].a[1] must be a string, not a number'],
    [{ type: 'object', additionalProperties: text }, 'a b/~c: 1', 'x.yml:1:9: ["a b/~c"] must be a string, not a number'],
    [{ type: 'object', not: { required: ['a'] } }, 'a: 1', 'x.yml:1:1: the file must NOT be valid'],
  ])('%j %j', (schema, content, expected) => {
    expect(lines(schema, content)).toBe(expected);
  });
});

describe('alternatives are one sentence', () => {
  const textOrList = { oneOf: [text, { type: 'array', items: text }] };
  const size = { anyOf: [{ type: 'integer', minimum: 1 }, { type: 'string', pattern: '^[0-9]+MB$', examples: ['100MB'] }] };
  const form = object({ a: text, b: text }, { oneOf: [{ required: ['a'] }, { required: ['b'] }] });
  const shared = { $defs: { name: { type: 'string', minLength: 1 } }, ...object({ a: { oneOf: [{ $ref: '#/$defs/name' }, { type: 'array', items: { $ref: '#/$defs/name' } }] } }) };
  const nested = object({ a: { anyOf: [{ type: 'array', items: { anyOf: [text, object({ k: text })] } }, { type: 'boolean' }] } });
  it.each([
    [object({ a: textOrList }), 'a: 5', 'x.yml:1:4: a must be a string or a list, not a number'],
    [object({ a: textOrList }), 'a: [x, 5]', 'x.yml:1:8: a[1] must be a string, not a number'],
    [object({ a: size }), 'a: 10 parsecs', 'x.yml:1:4: a must look like "100MB"'],
    [object({ a: size }), 'a: 0', 'x.yml:1:4: a must be at least 1'],
    [object({ a: size }), 'a: []', 'x.yml:1:4: a must be a whole number or a string, not a list'],
    [object({ a: { anyOf: [{ const: 'off' }, level] } }), 'a: of', 'x.yml:1:4: a cannot be "of" (did you mean "off"?)'],
    [form, '{}', 'x.yml:1:1: the file needs "a" or "b"'],
    [form, 'a: x\nb: y', 'x.yml:1:1: the file can have only one of "a" and "b"'],
    [shared, 'a: 5', 'x.yml:1:4: a must be a string or a list, not a number'],
    [shared, 'a: ""', 'x.yml:1:4: a must not be empty'],
    [nested, 'a: [5, {k: 1}, {l: x}]', 'x.yml:1:5: a[0] must be a string or a map, not a number\nx.yml:1:12: a[1].k must be a string, not a number\nx.yml:1:17: unknown key "l" (did you mean "k"?)'],
    [object({ s: text, a: textOrList }), 's: 1\na: 5', 'x.yml:1:4: s must be a string, not a number\nx.yml:2:4: a must be a string or a list, not a number'],
    [{ type: 'object', allOf: [{ oneOf: [{ required: ['a'] }, { required: ['b'] }] }, { oneOf: [{ required: ['c'] }, { required: ['d'] }] }] }, '{}', 'x.yml:1:1: the file needs "a" or "b"\nx.yml:1:1: the file needs "c" or "d"'],
    [{ type: 'object', if: { required: ['a'] }, then: { required: ['b'] } }, 'a: 1', 'x.yml:1:1: the file needs "b"'],
  ])('%j %j', (schema, content, expected) => {
    expect(lines(schema, content)).toBe(expected);
  });
});

it('lists all faults in file order, each once', () => {
  const schema = object({ a: text, b: text, c: text }, { required: ['c'] });
  expect(lines(schema, 'b: 1\nx: 2\na: 3')).toBe(
    [
      'x.yml:1:1: the file needs "c"',
      'x.yml:1:4: b must be a string, not a number',
      'x.yml:2:1: unknown key "x" (did you mean "a"?)',
      'x.yml:3:4: a must be a string, not a number',
    ].join('\n'),
  );
});

it('is silent about a valid file, and about values', () => {
  expect(lines(object({ a: text }), 'a: x')).toBe('');
  expect(lines(object({ a: { type: 'string', pattern: '^x' } }), 'a: secretsecret')).not.toContain('secret');
});

it('shows no control characters and no endless keys', () => {
  const unknown = (key: string): string => lines(object({ a: text }), `"${key}": 1`);
  expect(unknown('\\e[2Jkk')).toContain('unknown key "\uFFFD[2Jkk"');
  expect(unknown('k'.repeat(500))).toContain('unknown key "…" (500 characters)');
  expect(unknown('k1'.repeat(8))).toContain('unknown key "…" (16 characters)');
});

it('ends soon on a file of mistakes', () => {
  const content = Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`).join('\n');
  const started = performance.now();
  expect(lines(object({ a: text }), content).split('\n')).toHaveLength(500);
  expect(performance.now() - started).toBeLessThan(5000);
});
