import { describe, expect, test } from 'vitest';
import { frameRows } from '../../src/reporters/frame.ts';
import { createStyle } from '../../src/reporters/style.ts';
import { displayWidth } from '../../src/reporters/width.ts';
import type { FrameLine } from '../../src/types.ts';
import { line } from './factory.ts';

const style = createStyle(false);
const rows = (...frame: readonly FrameLine[]) => frameRows(frame, style);

describe('displayWidth', () => {
  test.each([
    ['', 0, 'nothing'],
    ['const a', 7, 'ASCII'],
    ['größe', 5, 'precomposed letters'],
    ['u\u0308', 1, 'a combining mark adds nothing'],
    ['\u0308', 0, 'a combining mark without its letter'],
    ['鍵=', 3, 'Chinese'],
    ['カギ', 4, 'Katakana'],
    ['ｶｷﾞ', 2, 'halfwidth Katakana, its voicing mark joined'],
    ['열쇠', 4, 'Hangul'],
    ['ＡＢ', 4, 'fullwidth forms'],
    ['𠮷', 2, 'Han outside the BMP'],
    ['🔑', 2, 'emoji'],
    ['👩‍💻', 2, 'one picture from two emoji'],
    ['👍🏽', 2, 'skin tone'],
    ['🇨🇭', 2, 'a flag'],
    ['❤️', 2, 'a heart drawn as emoji'],
    ['❤', 1, 'a heart drawn as text'],
    ['…(40) → ✔', 9, 'symbols of our own output'],
  ])('%j is %i: %s', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('the underline stands below what is marked', () => {
  test.each<readonly [string, string, string, string]>([
    ['after ASCII', 'key = "SECRET"', '       ^^^^^^', '"'],
    ['at the start', 'SECRET = 1', '^^^^^^', ' '],
    ['after a tab', '\tkey = SECRET', '          ^^^^^^', ''],
    ['after tabs that begin mid-cell', 'a\tkey\t= SECRET', '          ^^^^^^', ''],
    ['after Chinese', "const 鍵 = 'SECRET'", "            ^^^^^^", "'"],
    ['after emoji', '/* 🔑 */ SECRET', '         ^^^^^^', ''],
    ['after a joined emoji', '/* 👩‍💻 */ SECRET', '         ^^^^^^', ''],
    ['after an escape made visible', '\u001b[0mSECRET', '       ^^^^^^', ''],
  ])('%s', (_, text, underline) => {
    expect(rows(line(7, text, 'SECRET'))[1]).toBe(`    │ ${underline}`);
  });

  test('wide characters below the mark widen it', () => {
    expect(rows(line(7, 'x = 鍵鍵;', '鍵鍵'))[1]).toBe('    │     ^^^^');
  });

  test('a tab in what is marked goes to the next stop of the line', () => {
    expect(rows(line(7, 'ab = b\tc;', 'b\tc'))).toEqual(['> 7 │ ab = b  c;', '    │      ^^^^']);
  });

  test('an empty mark still points somewhere', () => {
    expect(rows({ number: 7, text: 'abc', mark: { from: 4, to: 4 } })).toEqual(['> 7 │ abc', '    │    ^']);
  });
});

describe('rows', () => {
  test('numbers are aligned, empty lines have no trailing blanks, tabs become spaces', () => {
    expect(rows(line(99, ''), line(100, '\tSECRET', 'SECRET'), line(101, '\t}'))).toEqual([
      '   99 │',
      '> 100 │     SECRET',
      '      │     ^^^^^^',
      '  101 │     }',
    ]);
  });

  test('no frame, no rows', () => {
    expect(rows()).toEqual([]);
  });

  const filler = 'abcdefghij'.repeat(100);
  test.each([
    ['the start of a long line', `SECRET${filler}`, 'SECRET'],
    ['the middle', `${filler}SECRET${filler}`, 'SECRET'],
    ['the end', `${filler}SECRET`, 'SECRET'],
    ['between surrogate pairs', `${'🔑'.repeat(101)}SECRET${'🔑'.repeat(101)}`, 'SECRET'],
    ['where the cut before it would split a pair', `${'🔑'.repeat(101)}=SECRET${'🔑'.repeat(101)}`, 'SECRET'],
    ['where the cut after it would', `${'🔑'.repeat(101)}SECRET=${'🔑'.repeat(101)}`, 'SECRET'],
  ])('a long line is cut around its mark: %s', (_, text, marked) => {
    const [row = '', underline = ''] = rows(line(1, text, marked));
    expect(row.length).toBeLessThan(130);
    expect(row).not.toMatch(/\\u/);
    expect(row.includes('…')).toBe(true);
    const column = displayWidth(row.slice(0, row.indexOf(marked)));
    expect(underline.indexOf('^')).toBe(column);
    expect(underline.match(/\^/g)).toHaveLength(marked.length);
  });

  test('a long line without a mark is cut at its end', () => {
    expect(rows(line(1, filler))).toEqual([`  1 │ ${filler.slice(0, 120)}…`]);
  });

  test('a mark that goes on beyond the cut ends at it', () => {
    const [, underline = ''] = rows(line(1, `x${filler}`, filler));
    expect(underline).toBe(`    │  ${'^'.repeat(119)}`);
  });
});
