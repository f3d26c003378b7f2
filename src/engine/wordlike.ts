// What a short value looks like: a word, a name from a program, a path, a password that a person made up, or nothing anyone
// would say. Only shapes; whether a shape in that place is a credential is the caller's to say.
import { couldBeWords, fold, isRandomLooking, looksLikeWords, wordLikelihood } from './language.ts';

/**
 * - `symbols`: no letter and no digit.
 * - `number`: digits with at most separators, a unit, `#` or `0x`: a PIN, date, version, size, colour.
 * - `prose`: words with blanks or apostrophes between them.
 * - `word`: one word, at most its first letter or all of it in capitals; the marks of a label may follow (`Password:`).
 * - `identifier`: words joined by humps, `_` or `-`, or with a sigil (`$name`, `#name`, `--name`).
 * - `constant`: capitals joined by `_`.
 * - `numbered`: one of the three with a number where names have one: one digit, or a group after a separator (`hunter2`, `gray-500`).
 * - `dotted`: names joined by `.`, `:` or `@`: members, keys, hosts, file names, e-mail addresses, package versions.
 * - `path`: names joined by `/` or `\`, or a URL.
 * - `expression`: a call, an index, a type, a template, an assignment, a quoted text.
 * - `password`: words with the digits and signs that people add to them or put in the place of letters.
 * - `random`: eight characters or more that read like nothing, all of them or those between two separators.
 * - `mixed`: none of these, or too short to tell.
 */
export type WordShape =
  | 'symbols'
  | 'number'
  | 'prose'
  | 'word'
  | 'identifier'
  | 'constant'
  | 'numbered'
  | 'dotted'
  | 'path'
  | 'expression'
  | 'password'
  | 'random'
  | 'mixed';

const UNITS = 'px|r?em|v[hw]|v(?:min|max)|p[tc]|ch|ex|fr|deg|turn|[nm]?s|m|min|h|hrs?|d|w|y|sec|[kmgt]i?b?|[kmg]?hz|dpi|x|%|st|nd|rd|th';
const NUMBERS = [
  /^[+-]?[0-9][0-9.,:/_ T+-]*Z?$/,
  new RegExp(`^[+-]?[0-9]{0,6}[.,]?[0-9]{1,3} ?(?:${UNITS})$`, 'i'),
  /^(?:#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})|0x[0-9a-f]{1,8})$/i,
];

/** Digits with at most separators, a unit, `#` or `0x`. Loses PINs and other passwords of digits. */
export function isNumber(text: string): boolean {
  return /[0-9]/.test(text) && NUMBERS.some((shape) => shape.test(text));
}

const CODE = [
  /^[\w$.?!]+[([<].*[)\]>]\S{0,3}$/, // a call, an index, a type
  /^[([{<].*[)\]}>]$/,
  /[$#%]\{|\{\{|=>|[=!]==?|&&|\|/,
  /^[\w.-]+=[^=]/,
  /["`;]|^'|'$/,
];

/**
 * A call, index, type, template, assignment or quoted text. Loses a password with `|`, `;`, `=`, a quote or a bracket at its end
 * when it is shorter than eight characters or made of words.
 */
export function isExpression(text: string): boolean {
  return CODE.some((shape) => shape.test(text)) && (text.length < 8 || couldBeWords(lettersOf(text)));
}

// Algorithms, encodings, versions and the like; the numbers are those that occur.
const TECHNICAL = new RegExp(
  '(?<![a-z0-9])(?:' +
    '(?:sha[123]?|md|aes|rc|rsa|hs|[eprs]s|ed|x|p|secp|utf|ucs|iso|latin|cp|base|u?int|float|vec|mat|[iuf]|ecma|win|amd|arm|rfc|pkcs|pbkdf|argon' +
    '|oauth|https?|ipv?|v|h|mp|s|ec|node|bits?|bytes?)[-_]?(?:[0-9]|1[0-2]|16|20[12][0-9]|24|32|64|86|128|160|192|224|256|384|509|512|521|1024|2048|4096|8859|25519)(?![0-9])' +
    '|(?:i18n|l10n|a11y|k8s|e2e|[bp]2[bcp]|w3c|2fa)(?![a-z0-9]))',
  'gi',
);
const SEPARATED = /(?<=^|[\s_\-.:/])[0-9]{1,4}[a-z]{0,2}(?=$|[^A-Za-z0-9\x1a])/g;
const LAST_DIGIT = /(?<=[A-Za-z\x1a]{2})[0-9](?=$|[^A-Za-z0-9])/g;
const HUMP = /(?<=[a-z])(?=[A-Z])/g;

/** Without the numbers that names have: technical ones, groups of up to four after a separator, one digit after a word. */
function withoutNumbers(text: string): string {
  if (!/[0-9]/.test(text)) return text;
  const left = text.replace(HUMP, '\0').replace(TECHNICAL, '').replaceAll('\0', '');
  return left.replace(SEPARATED, '').replace(LAST_DIGIT, '');
}

const lettersOf = (text: string): string => text.replace(/[^A-Za-z\x1a]+/g, ' ').trim();

/** Names joined by slashes, or a URL. Loses a password with a slash between words. */
export function isPath(text: string): boolean {
  if (!/[/\\]/.test(text)) return false;
  return /^(?:[a-z][a-z0-9+.-]*:\/\/|[~.]{0,2}[/\\]|[a-z]:[/\\])/i.test(text) || couldBeWords(lettersOf(text));
}

const LEET: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's', '!': 'i' };
const LEET_INSIDE = /(?<=[A-Za-z])[013457@$!]{1,3}(?=[A-Za-z])/g;

/**
 * Digits or signs inside a word stand for letters (`s3cr3t`, `p@ss`): it reads better with those letters than without.
 * Loses one in eight of such words, and takes one in ten names with a digit inside for one (`uniform4fv`).
 */
export function isLeet(text: string): boolean {
  const replaced = text.replace(LEET_INSIDE, (signs) => Array.from(signs, (sign) => LEET[sign]).join(''));
  if (replaced === text) return false;
  const spelled = lettersOf(replaced);
  const isLong = spelled.length > 4 * spelled.split(' ').length;
  return isLong && looksLikeWords(spelled) && wordLikelihood(spelled) > wordLikelihood(lettersOf(text));
}

/** Has digits elsewhere than names have them: two or more after a letter, before one, or in the place of one. */
function hasOddDigits(text: string): boolean {
  const left = withoutNumbers(text);
  return /[A-Za-z\x1a][0-9]{2}|[0-9]{2}[A-Za-z\x1a]|[0-9]{5}/.test(left) || isLeet(left);
}

/** A piece between separators looks random; one of letters only must be long, lest it is a word of another language. */
function hasRandomPiece(text: string): boolean {
  const pieces = text.split(/[^A-Za-z0-9\x1a+=]+/);
  return pieces.some((piece) => (/[0-9]/.test(piece) || piece.length >= 16) && isRandomLooking(piece));
}

const NAME = /^[\w\x1a-]+$/;
const NAMES = /^[\w\x1a-]+(?:(?:[?!]?\.|::?|->)[A-Za-z_\x1a$][\w\x1a-]*|[.:][0-9]{1,5})+$/;
const ADDRESS = /^[\w\x1a.+-]*@(?:[\w-]+\.)+[A-Za-z]{2,}$|^[\w.-]+@[v^~]?[0-9]+\.[\w.-]+$/;

/** The letters are a third of it, in runs of three or more on average, and together could be words. */
function hasWords(text: string): boolean {
  if (isLeet(text)) return true;
  const runs = text.match(/[A-Za-z\x1a]+/g) ?? [];
  const letters = runs.join('').length;
  return letters >= 3 * runs.length && 3 * letters >= text.length && couldBeWords(runs.join(' '));
}

function shapeOfName(name: string, hasSigil: boolean): WordShape {
  if (hasOddDigits(name)) return hasWords(name) ? 'password' : 'mixed';
  const letters = lettersOf(name);
  if (letters.length > 3 && !couldBeWords(letters)) return 'mixed';
  if (/[0-9]/.test(name)) return 'numbered';
  if (/^[A-Z]+(?:_+[A-Z]+)+$/.test(name)) return 'constant';
  const isWord = !hasSigil && /^(?:[A-Z\x1a]?[a-z\x1a]+|[A-Z\x1a]+)$/.test(name);
  return isWord ? 'word' : 'identifier';
}

function shapeOfSigns(text: string): WordShape {
  return (/[0-9]/.test(text) || isLeet(text)) && hasWords(text) ? 'password' : 'mixed';
}

function shapeOfText(text: string): WordShape {
  if (/\s|[a-z]'[a-z]/i.test(text)) return 'prose';
  if (isExpression(text)) return 'expression';
  if (isPath(text)) return 'path';
  const [, sigil = '', core = '', end = ''] = /^([-.#@$:%&*^~!]*)(.*?)([:?.,!*%]{0,3})$/.exec(text) ?? [];
  if ((NAMES.test(core) && !hasOddDigits(core)) || ADDRESS.test(text)) return 'dotted';
  const isSpiced = /[0-9]/.test(core) && (sigil.includes('!') || /[!*%]/.test(end));
  return NAME.test(core) && !isSpiced ? shapeOfName(core, sigil !== '') : shapeOfSigns(text);
}

const LONGEST = 512;

/**
 * The shape of a text without the quotes around it, in Latin-1: the first that fits in the order symbols, number, prose, expression,
 * path, dotted, a name, password, mixed; what looks random is `random` unless it has the shape of a password.
 */
export function wordShape(text: string): WordShape {
  const folded = fold(text.slice(0, LONGEST)).trim();
  if (!/[A-Za-z0-9\x1a]/.test(folded)) return 'symbols';
  if (isNumber(folded)) return 'number';
  const shape = shapeOfText(folded);
  if (shape === 'password') return shape;
  const left = shape === 'mixed' ? folded : withoutNumbers(folded);
  return (shape !== 'expression' && isRandomLooking(left)) || hasRandomPiece(left) ? 'random' : shape;
}

/**
 * Six to 64 characters that a person made up to be a password: words with digits and signs added or in the place of letters.
 * Loses plain words (`letmein`), a word with one digit (`hunter2`) or a number after a separator, digits alone, passphrases with blanks.
 */
export function isHumanPassword(text: string): boolean {
  return text.length >= 6 && text.length <= 64 && wordShape(text) === 'password';
}

const WALKS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1234567890', '1qaz', '2wsx', '3edc', '4rfv', '5tgb', '6yhn', '7ujm'];
const WALKED = WALKS.flatMap((walk) => [walk, [...walk].reverse().join('')]).join(' ');

/**
 * Digits between two runs of letters that neighbour on a keyboard, and a sign: `Qwer` … `poiu!`. A person made it up to be a
 * password, however bad. Loses walks without a sign, and those that digits only end (a sequence such as `qwerty123!`).
 */
export function isWalk(text: string): boolean {
  const [, first = '', , last = ''] = /^([A-Za-z]{3,})([0-9]{2,})([A-Za-z]{3,})[!-/:-@[-`{-~]+$/.exec(text) ?? [];
  return first !== '' && WALKED.includes(first.toLowerCase()) && WALKED.includes(last.toLowerCase());
}
