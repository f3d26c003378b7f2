import { describe, expect, test } from 'vitest';
import { toJson } from '../../src/reporters/to-json.ts';
import { visible } from '../../src/reporters/visible.ts';

const cases: readonly (readonly [string, string, string])[] = [
  ['plain text', 'src/a-b_c.ts', 'src/a-b_c.ts'],
  ['other scripts', 'größe/鍵/ключ', 'größe/鍵/ключ'],
  ['emoji joined by ZWJ', '👩\u200d💻', '👩\u200d💻'],
  ['Persian with ZWNJ', 'می\u200cخواهم', 'می\u200cخواهم'],
  ['a backslash', 'a\\x1b', 'a\\x1b'],
  ['newline, return, tab', 'a\nb\rc\td', 'a\\nb\\rc\\td'],
  ['NUL', '\u0000', '\\x00'],
  ['BEL', '\u0007', '\\x07'],
  ['backspace', 'ab\b', 'ab\\x08'],
  ['ESC: erase the screen', '\u001b[2J', '\\x1b[2J'],
  ['ESC: a hyperlink (OSC 8)', '\u001b]8;;https://x\u0007', '\\x1b]8;;https://x\\x07'],
  ['DEL', '\u007f', '\\x7f'],
  ['NEL', '\u0085', '\\x85'],
  ['CSI as one character', '\u009b31m', '\\x9b31m'],
  ['soft hyphen', 'a\u00adb', 'a\\xadb'],
  ['zero-width space', 'a\u200bb', 'a\\u200bb'],
  ['byte order mark', '\ufeffa', '\\ufeffa'],
  ['line and paragraph separator', '\u2028\u2029', '\\u2028\\u2029'],
  ['marks of direction', '\u200e\u200f\u061c', '\\u200e\\u200f\\u061c'],
  ['embeddings and overrides', '\u202a\u202b\u202c\u202d\u202e', '\\u202a\\u202b\\u202c\\u202d\\u202e'],
  ['isolates', '\u2066\u2067\u2068\u2069', '\\u2066\\u2067\\u2068\\u2069'],
  ['tag characters', '\u{e0041}', '\\u{e0041}'],
  ['a lone surrogate', 'a\ud800b', 'a\\ud800b'],
];

describe('visible', () => {
  test.each(cases)('%s', (_, text, expected) => {
    expect(visible(text)).toBe(expected);
  });
});

describe('toJson', () => {
  test.each(cases)('%s survives, but not raw', (_, text) => {
    const json = toJson({ [text]: [text] }, 2);
    expect(json).not.toMatch(/(?![\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(JSON.parse(json)).toEqual({ [text]: [text] });
    expect(json.split('\n')).toHaveLength(5);
  });
});
