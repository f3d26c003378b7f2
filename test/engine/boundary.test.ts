// What may stand beside a match: letters and digits before it, unless they end an escape; the lookahead behind it.
import { expect, test } from 'vitest';
import { canStart, lookahead } from '../../src/engine/boundary.ts';
import type { After } from '../../src/types.ts';

// The match begins at the bar. Both columns: may it start with the boundary `token`, with `name`?
const table: readonly [text: string, token: boolean, name: boolean, why: string][] = [
  ['|key', true, true, 'start of the text'],
  [' |key', true, true, 'blank'],
  ['\n|key', true, true, 'line end'],
  ['"|key', true, true, 'quote'],
  ['-|key', true, true, 'hyphen'],
  ['.|key', true, true, 'dot'],
  ['/|key', true, true, 'slash'],
  ['a|key', false, false, 'letter'],
  ['Z|key', false, false, 'capital'],
  ['9|key', false, true, 'digit'],
  ['_|key', false, true, 'underscore'],
  ['@|key', true, true, 'before A'],
  ['[|key', true, true, 'after Z'],
  ['`|key', true, true, 'before a'],
  ['{|key', true, true, 'after z'],
  [':|key', true, true, 'after 9'],
  ['\xe9|key', true, true, 'byte above 7F'],
  ['\xa0|key', true, true, 'last byte of à'],
  ['a|Key', false, true, 'hump of camelCase'],
  ['A|Key', false, false, 'capital before a capital'],
  ['A|key', false, false, 'no hump downwards'],
  ['1|Key', false, true, 'digit before a capital'],
  ['\\n|key', true, true, 'escaped line end'],
  ['\\t|key', true, true, 'escaped tab'],
  ['\\r|key', true, true, 'escaped carriage return'],
  ['\\0|key', true, true, 'escaped zero'],
  ['\\q|key', false, false, 'no escape of that letter'],
  ['\\ n|key', false, false, 'backslash too far'],
  ['\\x0a|key', true, true, 'two hexadecimal digits'],
  ['\\x0A|key', true, true, 'in capitals'],
  ['\\xa|key', false, false, 'one hexadecimal digit'],
  ['\\xag|key', false, false, 'no hexadecimal digit'],
  ['\\u000a|key', true, true, 'four hexadecimal digits'],
  ['\\u000|key', false, true, 'three'],
  ['\\u{a}|key', true, true, 'braces end in no letter'],
  ['%0A|key', true, true, 'percent escape'],
  ['%0a|key', true, true, 'in small letters'],
  ['%A|key', false, false, 'half a percent escape'],
  ['%20|key', true, true, 'escaped blank'],
  ['\x1b[32m|key', true, true, 'colour of a terminal'],
  ['\x1b[1;32m|key', true, true, 'two codes'],
  ['\x1b[38;5;196;48;m|key', true, true, 'twelve characters of codes'],
  ['\x1b[38;5;196;48;5m|key', false, false, 'thirteen'],
  ['\x1b[m|key', false, false, 'no code'],
  ['[32|key', false, true, 'no end of the colour'],
  ['32m|key', false, false, 'no start of the colour'],
];

test.each(table)('%j starts a token: %s, a name: %s (%s)', (marked, token, name) => {
  const start = marked.indexOf('|');
  const text = marked.replace('|', '');
  for (const around of ['', 'é '.repeat(20)]) {
    const offset = around.length + start;
    expect(canStart(around + text, offset, 'token')).toBe(token);
    expect(canStart(around + text, offset, 'name')).toBe(name);
    expect(canStart(around + text, offset, 'none')).toBe(true);
  }
});

const followers: readonly [next: string, token: boolean, base64: boolean, why: string][] = [
  ['', true, true, 'end of the text'],
  [' ', true, true, 'blank'],
  ['a', false, false, 'letter'],
  ['Z', false, false, 'capital'],
  ['0', false, false, 'digit'],
  ['_', false, false, 'underscore'],
  ['-', true, true, 'hyphen'],
  ['+', true, false, 'plus'],
  ['/', true, false, 'slash'],
  ['=', true, false, 'equals sign'],
  ['.', true, true, 'dot'],
  ['\\', true, true, 'backslash'],
  ['\xe9', true, true, 'byte above 7F'],
];

test.each(followers)('%j may follow a token: %s, base64: %s (%s)', (next, token, base64) => {
  const ends = (after: After): boolean => new RegExp(`^key${lookahead(after)}`).test(`key${next}`);
  expect([ends('token'), ends('base64'), ends('none')]).toEqual([token, base64, true]);
});

test('the lookahead lets a pattern give back, and takes nothing itself', () => {
  expect(new RegExp(`a{1,3}(?:b)?${lookahead('token')}`).exec('aaab-')?.[0]).toBe('aaab');
  expect(new RegExp(`(?:key|ke)${lookahead('token')}`).exec('key_ ke')?.[0]).toBe('ke');
});
