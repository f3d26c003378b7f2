// How much a short text reads like words: a trigram model of European words and identifiers, kept in language-model.ts.
// Texts are Latin-1, one character a byte, as everywhere in the engine; what a text looks like besides (a path, a
// constant, a password that a person made up) is told apart in wordlike.ts.
import { LEVELS, TRIGRAMS } from './language-model.ts';

const SYMBOLS = 28;
const BORDER = 0;
const DIGIT = 27;
const LONGEST = 512;
// A digit is one of ten; the model only knows that it is one.
const DIGIT_BITS = Math.log2(10);

// Letters outside ASCII by code point, as the letters they are read as: U+00C0 to U+017F, and U+1EA0 to U+1EF9 (Vietnamese).
const LATIN =
  'AAAAAAACEEEEIIIIDNOOOOO*OUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty' +
  'AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs';
const VIETNAMESE = 'AaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEeEeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy';
// Romanian and Vietnamese ones in between.
const BETWEEN: Readonly<Record<number, string>> = {
  0x1a0: 'O', 0x1a1: 'o', 0x1af: 'U', 0x1b0: 'u', 0x218: 'S', 0x219: 's', 0x21a: 'T', 0x21b: 't',
};

/** Stands for a letter of another script in a folded text (SUBSTITUTE in ASCII). */
const OTHER_LETTER = '\x1a';

const HIGH = /[\x80-\xff]/;
const CHARACTERS = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[\x80-\xff]/g;
const NOTHING = /^(?:\xef\xbb\xbf|\xe2\x80[\x8b-\x8f]|\xc2\xad|\xcc[\x80-\xbf]|\xcd[\x80-\xaf])$/;
const MONEY = /^(?:\xc2[\xa2-\xa5\xa7]|\xe2\x82[\xa0-\xbf]|[\x80\xa3\xa5\xa7])$/;

function foldCharacter(bytes: string): string {
  if (NOTHING.test(bytes)) return '';
  if (MONEY.test(bytes)) return '$';
  const first = bytes.charCodeAt(0);
  if (bytes.length === 1) return first >= 0xc0 ? LATIN.charAt(first - 0xc0) : ' ';
  if (bytes.length === 4 || first === 0xe2 || first === 0xc2) return ' ';
  const low = bytes.charCodeAt(1) & 0x3f;
  if (bytes.length === 3) return (first === 0xe1 && VIETNAMESE[(low << 6) + (bytes.charCodeAt(2) & 0x3f) - 0xea0]) || OTHER_LETTER;
  const codePoint = ((first & 0x1f) << 6) + low;
  return LATIN[codePoint - 0xc0] ?? BETWEEN[codePoint] ?? OTHER_LETTER;
}

/**
 * The text in ASCII: UTF-8 bytes (or stray Latin-1 ones) of accented letters become their letter, those of other scripts
 * U+001A, money and section signs `$`, BOM and zero-width characters nothing; NBSP, emoji and all other signs a blank.
 * Loses which of them it was.
 */
export function fold(text: string): string {
  return HIGH.test(text) ? text.replace(CHARACTERS, foldCharacter) : text;
}

const UPPER = 32;
const KINDS = new Uint8Array(256).map((_, code) => {
  if (code >= 0x30 && code <= 0x39) return DIGIT;
  if (code >= 0x61 && code <= 0x7a) return code - 0x60;
  return code >= 0x41 && code <= 0x5a ? UPPER + code - 0x40 : BORDER;
});

const isLower = (kind: number): boolean => kind > BORDER && kind < DIGIT;

/**
 * Writes a folded text's symbols to `out` (at least twice its length plus one) and returns their number: 1 to 26 letters, 27 a digit, 0 a
 * border of words: separators, humps (`passwordField`, `XMLParser`), the end. Two borders never follow each other.
 */
export function encode(text: string, out: Uint8Array): number {
  let count = 0;
  let before = BORDER;
  for (let index = 0; index < text.length; index++) {
    const kind = KINDS[text.charCodeAt(index) & 0xff] ?? BORDER;
    const isHump = kind > UPPER && (isLower(before) || (before > UPPER && isLower(KINDS[text.charCodeAt(index + 1) & 0xff] ?? BORDER)));
    if ((isHump || kind === BORDER) && count > 0 && out[count - 1] !== BORDER) out[count++] = BORDER;
    if (kind !== BORDER) out[count++] = kind & 31;
    before = kind;
  }
  if (count > 0 && out[count - 1] !== BORDER) out[count++] = BORDER;
  return count;
}

// A character of the model holds two levels of three bits; the backslash is left out of its alphabet.
function bitsAt(cell: number): number {
  const code = TRIGRAMS.charCodeAt(cell >> 1);
  const pair = code - (code > 92 ? 41 : 40);
  return LEVELS[(cell & 1) === 0 ? pair >> 3 : pair & 7] ?? 0;
}

const scratch = new Uint8Array(2 * LONGEST + 2);

// What counts as a character: all but the signs that stand neither in words nor between them.
const COUNTED = new Uint8Array(256).map((_, code) => (/[A-Za-z0-9\x1a _.:/\\-]/.test(String.fromCharCode(code)) ? 1 : 0));

/**
 * Mean log2 probability per character, 0 or less: around -3.7 for words and identifiers, -8 for random letters, -9 for random
 * letters and digits, -6.2 for random hexadecimal digits. Signs other than blank, `_`, `-`, `.`, `:`, `/` and `\` are borders of words, but no
 * characters. 0 for a text without ASCII letters and digits; only the first 512 characters count.
 */
export function wordLikelihood(text: string): number {
  const folded = fold(text).slice(0, LONGEST);
  const count = encode(folded, scratch);
  if (count === 0) return 0;
  let sum = 0;
  let row = 0;
  for (let index = 0; index < count; index++) {
    const symbol = scratch[index] ?? 0;
    sum += bitsAt(row * SYMBOLS + symbol);
    if (symbol === DIGIT) sum -= DIGIT_BITS;
    row = (row % SYMBOLS) * SYMBOLS + symbol;
  }
  let length = 0;
  for (let index = 0; index < folded.length; index++) length += COUNTED[folded.charCodeAt(index) & 0xff] ?? 0;
  return sum / length;
}

// Borders of likelihood by length, from the table that scripts/build-language-model.mjs measures: short texts vary more.
const wordsFloor = (length: number): number => -4.9 - 2 / length;
const randomCeiling = (length: number): number => -5.3 - 3 / length;

/**
 * Reads like words of a European language or like an identifier; texts in other scripts do, digits alone do not. Loses three of a
 * hundred words of eight letters (foreign and abbreviated ones), and takes two of a hundred random strings of eight letters for a word.
 */
export function looksLikeWords(text: string): boolean {
  const folded = fold(text);
  return /[A-Za-z\x1a]/.test(folded) && wordLikelihood(folded) >= wordsFloor(folded.length);
}

/** Not excluded to be words: `looksLikeWords`, or in the gap between it and what looks random. Loses nothing but time. */
export function couldBeWords(text: string): boolean {
  const folded = fold(text);
  return /[A-Za-z\x1a]/.test(folded) && wordLikelihood(folded) >= randomCeiling(folded.length);
}

/**
 * Reads like nothing anyone would say: eight characters or more with a letter, less likely than all but a few of a thousand
 * words. Between this and `looksLikeWords` is a gap where nobody knows. Loses one of a
 * hundred random tokens of hexadecimal digits, four of a hundred of eight letters; takes one of 250 words of eight letters for random.
 */
export function isRandomLooking(text: string): boolean {
  const folded = fold(text);
  return folded.length >= 8 && /[A-Za-z]/.test(folded) && !couldBeWords(folded);
}
