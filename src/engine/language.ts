// How much a short text reads like words: a trigram model of European words and identifiers, kept in language-model.ts.
// Texts are Latin-1, one character a byte, as everywhere in the engine; what a text looks like besides (a path, a
// constant, a password that a person made up) is told apart in wordlike.ts.
import { LEVELS, TRIGRAMS } from './language-model.ts';

const SYMBOLS = 28;
const BORDER = 0;
const DIGIT = 27;
const LONGEST = 512;

// Letters outside ASCII by code point, U+00C0 to U+017F, as the letters they are read as.
const LATIN =
  'AAAAAAACEEEEIIIIDNOOOOO*OUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty' +
  'AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs';

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
  const codePoint = ((first & 0x1f) << 6) | (bytes.charCodeAt(1) & 0x3f);
  if (bytes.length === 3) return OTHER_LETTER;
  if (codePoint >= 0x218 && codePoint <= 0x21b) return 'SsTt'.charAt(codePoint - 0x218);
  return codePoint < 0x180 ? LATIN.charAt(codePoint - 0xc0) : OTHER_LETTER;
}

/**
 * The text in ASCII: UTF-8 bytes (or stray Latin-1 ones) of accented letters become their letter, those of other scripts
 * U+001A, money and section signs `$`, BOM and zero-width characters nothing; NBSP, emoji and all other signs a blank.
 * Loses which of them it was.
 */
export function fold(text: string): string {
  return HIGH.test(text) ? text.replace(CHARACTERS, foldCharacter) : text;
}

const KINDS = new Uint8Array(256).map((_, code) => {
  if (code >= 0x30 && code <= 0x39) return DIGIT;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a && code < 0x80 ? lower - 0x60 : BORDER;
});

const isLower = (code: number): boolean => code >= 0x61 && code <= 0x7a;
const isUpper = (code: number): boolean => code >= 0x41 && code <= 0x5a;

/**
 * Writes a folded text's symbols to `out` (at least twice its length plus one) and returns their number: 1 to 26 letters, 27 a digit, 0 a
 * border of words: separators, humps (`passwordField`, `XMLParser`), the end. Two borders never follow each other.
 */
export function encode(text: string, out: Uint8Array): number {
  let count = 0;
  let before = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const symbol = KINDS[code] ?? BORDER;
    const isHump = isUpper(code) && (isLower(before) || (isUpper(before) && isLower(text.charCodeAt(index + 1))));
    if ((isHump || symbol === BORDER) && count > 0 && out[count - 1] !== BORDER) out[count++] = BORDER;
    if (symbol !== BORDER) out[count++] = symbol;
    before = code;
  }
  if (count > 0 && out[count - 1] !== BORDER) out[count++] = BORDER;
  return count;
}

let model: Float32Array | undefined;

// A character of the model holds two levels, three bits each; the backslash is left out of the alphabet.
function loadModel(): Float32Array {
  const bits = new Float32Array(2 * TRIGRAMS.length);
  for (let index = 0; index < TRIGRAMS.length; index++) {
    const code = TRIGRAMS.charCodeAt(index);
    const pair = code - (code > 92 ? 41 : 40);
    bits[2 * index] = LEVELS[pair >> 3] ?? 0;
    bits[2 * index + 1] = LEVELS[pair & 7] ?? 0;
  }
  return bits;
}

const scratch = new Uint8Array(2 * LONGEST + 2);

/**
 * Mean log2 probability per character, 0 or less: around -3.7 for words and identifiers, -8 for random letters, -9 for random
 * letters and digits, -6.2 for random hexadecimal digits. 0 for a text without ASCII letters and digits; only the first 512
 * characters count.
 */
export function wordLikelihood(text: string): number {
  const folded = fold(text).slice(0, LONGEST);
  const bits = (model ??= loadModel());
  const count = encode(folded, scratch);
  let sum = 0;
  let row = 0;
  for (let index = 0; index < count; index++) {
    const symbol = scratch[index] ?? 0;
    sum += bits[row * SYMBOLS + symbol] ?? 0;
    row = (row % SYMBOLS) * SYMBOLS + symbol;
  }
  return count === 0 ? 0 : sum / folded.length;
}

// Borders of likelihood by length, from the table that scripts/build-language-model.mjs measures: short texts vary more.
const wordsFloor = (length: number): number => -4.9 - 2 / length;
const randomCeiling = (length: number): number => -5.3 - 3 / length;

/**
 * Reads like words of a European language or like an identifier; texts in other scripts do, digits alone do not. Loses two of a
 * hundred words of eight letters (foreign and abbreviated ones), and takes one of a hundred random strings of eight letters for a word.
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
 * Reads like nothing anyone would say: eight characters or more with a letter, less likely than all but one of a few hundred
 * words. Between this and `looksLikeWords` is a gap where nobody knows. Loses one of a hundred random tokens of 16 hexadecimal digits.
 */
export function isRandomLooking(text: string): boolean {
  const folded = fold(text);
  return folded.length >= 8 && /[A-Za-z]/.test(folded) && !couldBeWords(folded);
}
