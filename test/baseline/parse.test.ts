// The text of a baseline: what is written is read, whatever a merge has done to it, and what is wrong has its line.
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { formatBaseline } from '../../src/baseline/format.ts';
import { parseBaseline } from '../../src/baseline/parse.ts';
import { LeaklintError } from '../../src/errors.ts';
import { toJson } from '../../src/reporters/to-json.ts';
import { entry } from './factory.ts';

const header = '{"version":1,"salt":"0123abcd"}';
const line = (path: string, more = '', count = 1): string => `{"path":"${path}","rule":"acme-key","hash":"v1:${'1'.repeat(20)}","count":${count}${more}}`;
const parse = (...lines: readonly string[]): ReturnType<typeof parseBaseline> => parseBaseline('b.jsonl', lines.join('\n'));

const entries = [
  entry('src/b.ts', '2', 3, { reason: 'sandbox', until: '2027-01-31' }),
  entry('src/a.ts', '2'),
  entry('*', '1', 7),
  entry('src/a.ts', '1'),
  entry('ünï/\u202e\n\\"}.ts', '1'),
];

test('what is written is read, sorted, one line an entry, header first, and obeys the schema', () => {
  const text = formatBaseline({ salt: '0123abcd', history: true, entries }, toJson);
  expect(parseBaseline('b.jsonl', text)).toEqual({ path: 'b.jsonl', salt: '0123abcd', history: true, entries: expect.arrayContaining(entries) as unknown });
  expect(text).toMatchInlineSnapshot(`
    "{"version":1,"salt":"0123abcd","history":true}
    {"path":"*","rule":"acme-key","hash":"v1:11111111111111111111","count":7}
    {"path":"src/a.ts","rule":"acme-key","hash":"v1:11111111111111111111","count":1}
    {"path":"src/a.ts","rule":"acme-key","hash":"v1:22222222222222222222","count":1}
    {"path":"src/b.ts","rule":"acme-key","hash":"v1:22222222222222222222","count":3,"reason":"sandbox","until":"2027-01-31"}
    {"path":"ünï/\\u202e\\n\\\\\\"}.ts","rule":"acme-key","hash":"v1:11111111111111111111","count":1}
    "
  `);
  expect(formatBaseline({ salt: '0123abcd', history: true, entries: entries.toReversed() }, toJson)).toBe(text);
  const isLine = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync('schema/baseline.schema.json', 'utf8')) as object);
  for (const row of text.trimEnd().split('\n')) expect(isLine(JSON.parse(row)), row).toBe(true);
  expect(isLine({ version: 1, salt: '0123abcd', path: 'a' })).toBe(false);
});

describe('what merges leave', () => {
  test('lines in any order, twice, empty, with carriage returns, after a byte order mark', () => {
    const baseline = parse(`\ufeff${line('b')}\r`, header, '', line('a'), line('b'), header, '  ');
    expect(baseline.entries).toEqual([entry('b'), entry('a')]);
    expect(baseline.history).toBe(false);
  });

  test('of the same entry twice the larger count holds, the earlier end and some reason', () => {
    const rows = [line('a', ',"until":"2027-02-01"', 2), line('a', ',"reason":"r"', 3), line('a', ',"until":"2027-01-01"')];
    for (const order of [rows, rows.toReversed()]) {
      expect(parse(header, ...order).entries).toEqual([entry('a', '1', 3, { reason: 'r', until: '2027-01-01' })]);
    }
  });

  test('two headers: it covers the history if one says so; different salts are an error', () => {
    expect(parse(header, '{"version":1,"salt":"0123abcd","history":true}').history).toBe(true);
    expect(() => parse(header, header.replace('0123', '9999'))).toThrow(expect.objectContaining({ code: 'BASELINE_OF_TWO_SALTS', hint: expect.stringContaining('--force') as string }));
  });

  test.each(['<<<<<<< HEAD', '=======', '>>>>>>> topic', '||||||| base'])('%j is an unfinished merge', (mark) => {
    expect(() => parse(header, line('a'), mark)).toThrow('b.jsonl:3:1: the merge of this file was not finished');
  });
});

const hostile: readonly (readonly [what: string, line: string, message: string])[] = [
  ['no JSON', '{"path":"a",', 'this line is no JSON'],
  ['a word', 'secret-looking-text', 'this line is no JSON'],
  ['null', 'null', 'the line must be a map, not empty'],
  ['a list', '[]', 'the line must be a map, not a list'],
  ['a number', '1', 'the line must be a map, not a number'],
  ['deep lists', '['.repeat(60_000), 'this line is no JSON'],
  ['deep lists that end', '['.repeat(30_000) + ']'.repeat(30_000), 'the line must be a map, not a list'],
  ['a deep value', line('a').replace('"a"', `${'{"a":'.repeat(8000)}1${'}'.repeat(8000)}`), 'path must be a string, not a map'],
  ['a long line', line('a'.repeat(70_000)), 'this line is longer than 65536 characters'],
  ['a long path', line('a'.repeat(5000)), 'path must have at most 4096 characters'],
  ['a key twice', line('a', ',"path":"b"'), 'a key stands twice'],
  ['a key twice, with blanks and a reason like keys', line('a', ',"reason":"\\":\\"","path" : "b"'), 'a key stands twice'],
  ['__proto__', line('a', ',"__proto__":{"count":9}'), 'unknown key "__proto__"'],
  ['constructor', line('a', ',"constructor":1'), 'unknown key "constructor"'],
  ['an unknown key', line('a', ',"untill":"2027-01-01"'), 'unknown key "untill" (did you mean "until"?)'],
  ['a key like a secret', line('a', `,"${'q1'.repeat(12)}":1`), 'unknown key "…" (24 characters)'],
  ['no hash', '{"path":"a","rule":"acme-key","count":1}', 'needs "hash"'],
  ['a count of 0', line('a', '', 0), 'count must be at least 1'],
  ['half a count', line('a', '', 1.5), 'count must be a whole number'],
  ['a huge count', line('a', '', 1e300), 'count must be at most 1000000000'],
  ['a count as text', line('a').replace('"count":1', '"count":"1"'), 'count must be a whole number, not a string'],
  ['another hash', line('a').replace('v1:', 'v2:'), 'hash must look like "v1:0123456789abcdef0123"'],
  ['a rule that is none', line('a').replace('acme-key', 'Acme Key'), 'rule must look like "qodryx-live-key"'],
  ['an empty reason', line('a', ',"reason":" "'), 'reason must look like "a key of the sandbox"'],
  ['a day that does not exist', line('a', ',"until":"2027-02-30"'), 'until is a day that does not exist'],
  ['no day', line('a', ',"until":"soon"'), 'until must look like "2027-01-01"'],
  ...['/etc/passwd', '../a', 'a/../../b', './a', 'a//b', 'a/'].map((path) => [`the path ${path}`, line(path), 'path must be relative to the project root'] as const),
  ['a later version', '{"version":2,"salt":"0123abcd"}', 'version must be "1"'],
  ['a header with a path', '{"version":1,"salt":"0123abcd","path":"a"}', 'unknown key "path"'],
  ['a salt itself', '{"version":1,"salt":"0123456789abcdef0123456789abcdef"}', 'salt must look like "0123abcd"'],
];

test.each(hostile)('%s is an error with its line and nothing of its text', (_, text, message) => {
  let error: unknown;
  try {
    parse(header, line('fine'), '', text, line('fine too'));
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(LeaklintError);
  const { message: said } = error as LeaklintError;
  expect(said).toContain(message);
  expect(said).toMatch(/^b\.jsonl:4:1: [^\n]{1,150}$/);
  expect(({} as { count?: number }).count).toBeUndefined();
});

test.each([[''], ['\n\n'], [line('a')]])('without a header it is no baseline: %j', (text) => {
  expect(() => parse(text)).toThrow('b.jsonl:1:1: there is no line with "version" and "salt" (is this a baseline?)');
});

test('a reason that looks like keys is no key', () => {
  const reason = 'a\\": {\\"path\\":\\"b\\",';
  expect(parse(header, line('a', `,"reason":"${reason}"`)).entries[0]?.reason).toBe('a": {"path":"b",');
});
