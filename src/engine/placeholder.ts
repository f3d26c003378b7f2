// Shapes of text that stand for a credential without being one. Each predicate says what it loses; `body` is the secret
// without its rule's literal prefix.

import { decodeBase64Text } from './base64.ts';

/** The names of the shapes. */
export type PlaceholderShape =
  | 'abbreviated'
  | 'repetitive'
  | 'filler'
  | 'sequential'
  | 'says-so'
  | 'constant-name'
  | 'words'
  | 'template'
  | 'regex'
  | 'common-word'
  | 'phrase';

type Shape = readonly [PlaceholderShape, (body: string, after: string) => boolean];

/** The first of the shapes below that the text has; `after` is what follows the secret. */
export function placeholderShape(body: string, after: string): PlaceholderShape | undefined {
  return SHAPES.find(([, has]) => has(body, after))?.[0];
}

/** An ellipsis or stars follow, or crosses on the next line: `qx_live_abc123…`. Loses a real credential before `...` (a spread, a sentence). */
export function isAbbreviated(after: string): boolean {
  return /^[_-]{0,8}(?:\.\.\.|\xe2\x80\xa6|\\u2026|&hellip;|\*\*\*|\[\.\.\.\])|^(?:\\n|\r?\n)[xX]{5}/.test(after);
}

/** At most three different characters, or one unit repeated throughout. Loses one random run of 8 hexadecimal digits in 1,200. */
export function isRepetitive(body: string): boolean {
  if (body.length < 6) return new Set(body).size <= 1;
  if (new Set(body).size <= 3) return true;
  for (let period = 1; period <= body.length / 2; period++) {
    if (body.startsWith(body.slice(period)) && body.length >= 2 * period) return true;
  }
  return false;
}

/** A run such as `xxxxx`, `00000` or `*****`. Loses one random hexadecimal token of 64 in 9,000. */
export function hasFillerRun(body: string): boolean {
  return /([xX*.0#_-])\1{4}|([^])\2{5}/.test(body);
}

const KEYBOARD = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'].join(' ');

/**
 * At least half of the steps go to the next or previous character, by value or on the keyboard: `abc123def456`,
 * `1234567890abcdef`; or nine letters of the alphabet in a row, or runs that together
 * have nine characters (`uvwXYZ123abc`), wherever they stand. Loses one random token of 8 letters and
 * digits in 1,000, of 16 hexadecimal digits in 8,000, and of 64 such for the runs in 4,000,000.
 */
export function isSequential(body: string): boolean {
  if (body.length < 6) return false;
  const lower = body.toLowerCase();
  if (ALPHABET.test(lower) || hasRuns(lower)) return true;
  let steps = 0;
  for (let index = 1; index < lower.length; index++) {
    const step = lower.charCodeAt(index) - lower.charCodeAt(index - 1);
    if (step === 1 || step === -1 || KEYBOARD.includes(lower.slice(index - 1, index + 1))) steps++;
  }
  return steps / (lower.length - 1) >= 0.5;
}

const RUN = 3;
const RUNS = 9;

/** Runs of three or more rising characters that follow each other, at least two, together at least nine. */
function hasRuns(lower: string): boolean {
  let length = 1;
  let runs = 0;
  let together = 0;
  for (let index = 1; index <= lower.length; index++) {
    if (lower.charCodeAt(index) === lower.charCodeAt(index - 1) + 1) {
      length++;
      continue;
    }
    runs = length >= RUN ? runs + 1 : 0;
    together = length >= RUN ? together + length : 0;
    if (runs >= 2 && together >= RUNS) return true;
    length = 1;
  }
  return false;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const ALPHABET = new RegExp(Array.from({ length: 18 }, (_, start) => LETTERS.slice(start, start + 9)).join('|'));

const TELLING = /example|placeholder|change_?me|redacted|dummy|sample|replace|insert|foobar|notareal|not_?real|masked|your/i;
const TELLING_ALONE = /(?:^|[_.-])(?:my|fake|todo|mock|some|here|goes|xxx+)(?:[_.-]|$)/i;

/** Says that it is none: `EXAMPLE` anywhere, or `my`, `fake` … between separators. Loses one random token of 43 characters in 6,000. */
export function namesItself(body: string): boolean {
  return TELLING.test(body) || TELLING_ALONE.test(body.toLowerCase());
}

const SAMPLE_ADDRESS = /@example\b|\bexample\.(?:com|org|net)\b/i;

/** A part between dots is the base64 of an address that is reserved for examples. Loses a token that was issued to such an address. */
export function encodesSample(body: string): boolean {
  return body.split('.').some((part) => SAMPLE_ADDRESS.test(decodeBase64Text(part) ?? ''));
}

const LONGEST_PHRASE = 64;
const SAID = /passw(?:or)?d|passphrase|secret|secure/;
const SAID_WITH = /passw(?:or)?d|passphrase|secret|secure|s(?:u|oo)per|very|really|long|strong|some|kind|this|that|the|for|not|top|of|is|my|a/g;
const LEET: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's', '!': 'i' };

/**
 * Says in words what belongs there, with digits and signs at its end or for letters: `SomeKindOfPassword123!`, `s00pers3cret`. Loses
 * whoever really uses such a phrase as a password.
 */
export function isSayingIt(body: string): boolean {
  if (body.length > LONGEST_PHRASE) return false;
  const lower = body.toLowerCase();
  return [lower, lower.replace(/[^a-z]+$/, '')].some((said) => {
    const words = said.replace(/[013457@$!]/g, (sign) => LEET[sign] ?? sign).replace(/[^a-z]/g, '');
    return SAID.test(words) && words.replace(SAID_WITH, '') === '';
  });
}

/** Words in capitals joined by `_`: `YOUR_CLIENT_SECRET`. Loses a token in capitals with `_` and few digits. */
export function isConstantName(body: string): boolean {
  return /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(body) && body.replace(/[^0-9]/g, '').length <= 2;
}

/** Words joined by `_`, `-` or `.`, without a digit: `your-api-token-here`. Loses a passphrase written so. */
export function isWords(body: string): boolean {
  return /^(?:[A-Z]?[a-z]{2,}|[A-Z]{2,})(?:[_.-](?:[A-Z]?[a-z]+|[A-Z]+))+$/.test(body);
}

/** Cut off or filled in elsewhere: `abc...`, `${VAR}`, `{{ value }}`, `<token>`, `%s`, `$VAR`. Loses a password in such brackets. */
export function isTemplate(body: string): boolean {
  return /\.\.\.$|\xe2\x80\xa6$|^\$|\$\{|\{\{|^<.*>$|^\{.*\}$|^\[.*\]$|^%[0-9]*[sdv@]$|^process\.env|^:[a-z]|^\*{3,}\w{0,8}$|^\*+$/.test(body);
}

const COMMON = new Set(
  'pass passwd password passwort pwd secret token key apikey user username login admin root guest test changeit none null undefined true false'.split(' '),
);

/** A regular expression for credentials, not one: `[0-9a-f]{32}`, `(?<name>…)`. Loses a password with such a piece. */
export function isPattern(body: string): boolean {
  return /\[\^?[A-Za-z0-9]-[A-Za-z0-9]|\(\?[:<!=]|\{\d+(?:,\d*)?\}|\\[dws]/.test(body);
}

/** Only the name of what belongs there, with digits at most (`pa$$word`, `Admin@12345`). Loses whoever really uses `password123` as a password. */
export function isCommonWord(body: string): boolean {
  const word = body.toLowerCase().replace(/[@#_.-]?[0-9]{1,6}!?$/, '');
  return COMMON.has(word.replaceAll('0', 'o').replaceAll('@', 'a').replaceAll('$', 's'));
}

const SHAPES: readonly Shape[] = [
  ['abbreviated', (_, after) => isAbbreviated(after)],
  ['repetitive', isRepetitive],
  ['filler', hasFillerRun],
  ['sequential', isSequential],
  ['says-so', (body) => namesItself(body) || encodesSample(body)],
  ['constant-name', isConstantName],
  ['words', isWords],
  ['template', isTemplate],
  ['regex', isPattern],
  ['common-word', isCommonWord],
  ['phrase', isSayingIt],
];
