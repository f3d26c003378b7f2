// One rule on one text: leftmost matches without overlap at the starts that are allowed, trimming, blocks.
import { expect, test } from 'vitest';
import { BLOCK_LIMIT, createRuleMatcher, type RawMatch, type RuleMatcher } from '../../src/engine/match-rule.ts';
import { makeRule } from '../support/rules.ts';

type Starts = readonly { readonly from: number; readonly to: number }[];

function matches(matcher: RuleMatcher, text: string, starts: Starts, isCredential = (_: RawMatch): boolean => true): readonly RawMatch[] {
  const found: RawMatch[] = [];
  matcher.match(text, starts, (match) => isCredential(match) && found.push(match) > 0);
  return found;
}

/** The secrets found, with every offset as a start unless told otherwise. */
function find(fields: Record<string, unknown>, text: string, starts: Starts = [{ from: 0, to: text.length }]): readonly string[] {
  return matches(createRuleMatcher(makeRule(fields)), text, starts).map(({ secret }) => text.slice(secret.start, secret.end));
}

const digits = { pattern: 'k-[0-9]{2,4}', boundary: 'none' };

const table: readonly [fields: Record<string, unknown>, text: string, secrets: readonly string[], why: string][] = [
  [digits, 'k-12 k-3 k-45', ['k-12', 'k-45'], 'every match'],
  [digits, 'k-123456', ['k-1234'], 'greedy, no boundary'],
  [{ ...digits, pattern: 'k-[0-9]{2,4}?' }, 'k-1234', ['k-12'], 'lazy'],
  [{ pattern: 'k-[0-9]{2,4}' }, 'k-12345 k-1234', ['k-1234'], 'boundary after'],
  [{ pattern: 'k-[0-9]{2,4}' }, 'xk-12 \\nk-34', ['k-34'], 'boundary before, but for escapes'],
  [{ pattern: 'k-[0-9]{2}(?:ab)?' }, 'k-12a k-12ab', ['k-12ab'], 'the boundary asks for what is optional'],
  [{ pattern: '(?:k-ab|k-abc)d?', boundary: 'none' }, 'k-abcd', ['k-ab'], 'the first alternative'],
  [{ pattern: 'ab[ac]', boundary: 'none' }, 'ababa', ['aba'], 'no overlap: the second shares a byte'],
  [{ pattern: 'ab[ac]', boundary: 'none' }, 'abaaba', ['aba', 'aba'], 'side by side'],
  [{ pattern: 'ab(?<secret>[0-9])', boundary: 'none' }, 'ab1ab2', ['1', '2'], 'secret inside the match'],
  [{ pattern: 'ab(?:(?<secret>[13])|2)', boundary: 'none' }, 'ab2ab1', ['ab2', '1'], 'no secret in an alternative: the whole match'],
  [{ pattern: 'k-ab[^x]{1,3}', boundary: 'none' }, 'k-ab\n\xff\0', ['k-ab\n\xff\0'], 'any byte'],
  [digits, '', [], 'no text'],
];

test.each(table)('%j in %j finds %j: %s', (fields, text, secrets) => {
  expect(find(fields, text)).toEqual(secrets);
});

const ranges: readonly [starts: Starts, secrets: readonly string[], why: string][] = [
  [[{ from: 0, to: 0 }], ['k-12'], 'one start'],
  [[{ from: 5, to: 5 }], ['k-34'], 'a start further on'],
  [[{ from: 1, to: 4 }], [], 'between two matches'],
  [[{ from: 1, to: 9 }], ['k-34'], 'a range, inclusive at its end'],
  [[{ from: 0, to: 5 }, { from: 3, to: 10 }], ['k-12', 'k-34', 'k-56'], 'ranges that overlap'],
  [[{ from: 0, to: 5 }, { from: 0, to: 5 }], ['k-12', 'k-34'], 'the same range twice'],
  [[{ from: 0, to: 10 }, { from: 2, to: 5 }], ['k-12', 'k-34', 'k-56'], 'one range inside another'],
  [[{ from: 5, to: 3 }], [], 'an empty range'],
  [[{ from: 10, to: 99 }], ['k-56'], 'beyond the text'],
  [[], [], 'none'],
];

test.each(ranges)('starts %j give %j: %s', (starts, secrets) => {
  expect(find(digits, 'k-12 k-34 k-56', starts)).toEqual(secrets);
});

const trimmed: readonly [pattern: string, text: string, secrets: readonly string[], why: string][] = [
  ['key[0-9_-]{4,9}', 'key1234_-_', ['key1234'], 'trailing _ and -'],
  ['key[0-9_-]{4,9}', 'key12_34', ['key12_34'], 'not inside'],
  ['key[0-9_-]{4,9}', 'key1234', ['key1234'], 'nothing to trim'],
  ['key[0-9_-]{4,9}', 'key123_', [], 'then too short'],
  ['key[0-9_-]{4,9}', 'key------', [], 'nothing left'],
  ['key=(?<secret>[0-9_]{2,9});', 'key=12__;', ['12'], 'only the secret'],
  ['key[0-9_-]{4}', 'key12-_', ['key12-_'], 'an exact length is kept'],
];

test.each(trimmed)('%s in %j finds %j: %s', (pattern, text, secrets) => {
  expect(find({ pattern, boundary: 'none' }, text)).toEqual(secrets);
});

test('a match keeps its end when its secret is trimmed', () => {
  const [match] = matches(createRuleMatcher(makeRule({ pattern: 'key[0-9_]{4,9}' })), 'key1234__', [{ from: 0, to: 0 }]);
  expect(match).toEqual({ start: 0, end: 9, secret: { start: 0, end: 7 } });
});

const block = { block: { begin: '<begin [a-z]>', end: '<end>' } };

const blocks: readonly [text: string, secrets: readonly string[], why: string][] = [
  ['x<begin a>body<end>y', ['<begin a>body<end>'], 'one block'],
  ['<begin a><end>', ['<begin a><end>'], 'nothing between'],
  ['<begin a>1<end>2<end>', ['<begin a>1<end>'], 'the first end'],
  ['<begin a>1<end><begin b>2<end>', ['<begin a>1<end>', '<begin b>2<end>'], 'two blocks'],
  ['<begin a>body', [], 'no end'],
  ['<end><begin a>', [], 'the end before'],
  ['<begin a>1<begin b>2<end>', ['<begin b>2<end>'], 'a second beginning: the first has no end'],
  ['<begin a>1<end', [], 'half an end'],
  ['<begin a>1<en<begin b>d><end>', ['<begin b>d><end>'], 'an end cut by a beginning'],
  ['<begin A>1<end>', [], 'no beginning'],
];

test.each(blocks)('%j holds the blocks %j: %s', (text, secrets) => {
  expect(find(block, text)).toEqual(secrets);
});

test('an end counts when it is complete within 64 KB of what begins', () => {
  expect(BLOCK_LIMIT).toBe(64 * 1024);
  const text = (length: number): string => `<begin a>${'x'.repeat(length)}<end>`;
  expect(find(block, text(BLOCK_LIMIT - 5))).toHaveLength(1);
  expect(find(block, text(BLOCK_LIMIT - 4))).toEqual([]);
  expect(find(block, `${text(BLOCK_LIMIT - 4)}<begin b><end>`)).toEqual(['<begin b><end>']);
});

test('many beginnings without an end take no time to speak of', () => {
  expect(find(block, '<begin a>'.repeat(20_000))).toEqual([]);
});

test('one matcher serves many texts', () => {
  const matcher = createRuleMatcher(makeRule(digits));
  const all = [{ from: 0, to: 20 }];
  expect([matches(matcher, 'xxxxx k-12', all), matches(matcher, 'k-12', all), matches(matcher, 'none', all)].map((found) => found.length)).toEqual([1, 1, 0]);
});

test('what is no credential hides nothing that begins inside it', () => {
  const rule = makeRule({ pattern: 'k=[a-z=]{1,9}', boundary: 'none' });
  const found = matches(createRuleMatcher(rule), 'k=k=secret k=x', [{ from: 0, to: 20 }], ({ start }) => start !== 0);
  expect(found.map(({ start, end }) => [start, end])).toEqual([[2, 10], [11, 14]]);
});
