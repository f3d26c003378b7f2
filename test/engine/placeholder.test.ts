// Shapes that stand for a credential: each predicate on what it is for and on what it must leave alone, and how many
// random tokens all of them together lose.
import { expect, test } from 'vitest';
import {
  encodesSample,
  hasFillerRun,
  isAbbreviated,
  isCommonWord,
  isConstantName,
  isPattern,
  placeholderShape,
  isRepetitive,
  isSayingIt,
  isSequential,
  isTemplate,
  isWords,
  namesItself,
} from '../../src/engine/placeholder.ts';
import { createRandom, randomString } from '../../src/rule/random.ts';

type Table = readonly [text: string, is: boolean, why: string][];

// The engine hands over bytes, one a character.
const bytes = (text: string): string => Buffer.from(text).toString('latin1');

function check(predicate: (text: string) => boolean, table: Table): void {
  test.each(table)(`${predicate.name}(%j) is %s: %s`, (text, is) => {
    expect(predicate(bytes(text))).toBe(is);
  });
}

check(isAbbreviated, [
  ['...', true, 'dots'],
  ['…', true, 'an ellipsis, three bytes'],
  ['\\u2026', true, 'an escaped one'],
  ['&hellip;', true, 'one of HTML'],
  ['***', true, 'stars'],
  ['[...]', true, 'dots in brackets'],
  ['\\nXXXXX', true, 'crosses on the next line, escaped'],
  ['\nxxxxx', true, 'crosses on the next line'],
  ['\nxxxx', false, 'four of them'],
  ['xxxxx', false, 'on the same line: a part of the value'],
  ['__--...', true, 'after characters that were trimmed'],
  ['_________...', false, 'nine of them'],
  ['..', false, 'two dots'],
  ['. ..', false, 'a sentence'],
  ['**', false, 'bold in Markdown'],
  [' ...', false, 'after a blank'],
  ['"...', false, 'after a quote'],
  ['à', false, 'bytes that are no ellipsis'],
  ['€', false, 'the same first byte as an ellipsis'],
  ['', false, 'the end'],
]);

check(isRepetitive, [
  ['', true, 'nothing'],
  ['aaaa', true, 'one character'],
  ['abab', false, 'two characters, too short to tell'],
  ['ababab', true, 'two characters'],
  ['a1b1a1b1bb', true, 'three characters'],
  ['abcdabcd', true, 'a unit twice'],
  ['abcdabcdab', true, 'a unit twice and a half'],
  ['abcdefabcde', false, 'a unit not quite twice'],
  ['abcdeabcdf', false, 'not quite repeated'],
  ['a1b2c3', false, 'six characters'],
  ['éééééé', true, 'two bytes six times'],
]);

check(hasFillerRun, [
  ['a1xxxxxb2', true, 'five x'],
  ['a1XXXXXb2', true, 'five X'],
  ['a1xxxxb2', false, 'four x'],
  ['a1xxXxxb2', false, 'of two cases'],
  ['12000009', true, 'five zeros'],
  ['a*****b', true, 'stars'],
  ['a.....b', true, 'dots'],
  ['a_____b', true, 'underscores'],
  ['a-----b', true, 'hyphens'],
  ['a#####b', true, 'hashes'],
  ['a11111b', false, 'five of something else'],
  ['a111111b', true, 'six of anything'],
  ['a\n\n\n\n\n\nb', true, 'line ends too'],
  ['éàéàéà', false, 'letters of two bytes'],
]);

check(isSequential, [
  ['zq7-w0k-abcdefghi-r4x-9pd-2mt', true, 'nine in a row, whatever else'],
  ['zq7-w0k-abcdefgh-r4x-9pd-2mt', false, 'eight in a row'],
  ['zq7w0kr4xihgfedcbax9pd2mtk5v8n', false, 'nine downwards: only rising ones are typed so'],
  ['wolf123456789KiteGarden', false, 'digits in a row: weak, but a password'],
  ['abc123def456', true, 'runs'],
  ['AQz9bHFzKp1ghiMz_RtyuvwXYZ123abc', true, 'runs at its end'],
  ['zq7w0kr4xabcdef123r4x9pd2mtk5v8n', true, 'two runs of nine together'],
  ['zq7w0kr4xabcde123r4x9pd2mtk5v8n', false, 'two runs of eight'],
  ['zq7abcr4xefgh9pd234mtk5v8nqq', false, 'runs apart'],
  ['1234567890abcdef', true, 'digits, then letters'],
  ['ABCDEF123456', true, 'capitals'],
  ['zyxwvu98', true, 'backwards'],
  ['qwerty12', true, 'keyboard'],
  ['asdfgh99', true, 'second row'],
  ['abcde', false, 'five are too few to tell'],
  ['a1b2c3d4e5f6', false, 'no two neighbours'],
  ['abc9x7q2', false, 'less than half'],
  ['pa9o', false, 'not over the end of a row'],
  ['112233445566', false, 'five of eleven'],
  ['', false, 'nothing'],
]);

check(namesItself, [
  ['AKIAEXAMPLE', true, 'the word anywhere'],
  ['yourkeyhere1', true, 'your'],
  ['changeme99', true, 'joined'],
  ['change_me99', true, 'with an underscore'],
  ['not_real_1', true, 'not real'],
  ['InsertHere1', true, 'insert'],
  ['my_key_123', true, 'my, at the start'],
  ['key-fake-1', true, 'fake, between hyphens'],
  ['a1.mock', true, 'mock, at the end'],
  ['TODO', true, 'todo alone'],
  ['key_xxx', true, 'three x'],
  ['key_xx', false, 'two x'],
  ['mykey1', false, 'my inside a word'],
  ['fakes-1', false, 'another word'],
  ['a1here2', false, 'here inside a word'],
  ['exemple1', false, 'French'],
  ['à_my', true, 'after other letters'],
]);

const encode = (text: string): string => Buffer.from(text).toString('base64');

check(encodesSample, [
  [`${encode('@example:localhost')}.qPEvLuYfNBjx`, true, 'a part'],
  [encode('api@example.org!'), true, 'all of it'],
  [encode('api@examples.org'), false, 'another host'],
  [encode('for example this'), false, 'the word alone'],
  [encode('é@example.org, é'), false, 'lost: letters outside ASCII in a short text'],
  ['a.b.c', false, 'too short to be text'],
  ['', false, 'nothing'],
]);

check(isSayingIt, [
  ['superSecure123', true, 'words and digits'],
  ['SomeKindOfPassword123!@#', true, 'a phrase'],
  ['password-for-30001', true, 'whose it is, as a number'],
  ['s00pers3cret', true, 'spelled with digits'],
  ['Very$ecur3', true, 'spelled with a sign and a digit at its end'],
  ['p@5sw0rd', true, 'the word alone'],
  ['this-is-not-my-secret', true, 'joined'],
  ['GardenSecret47!', false, 'another word'],
  ['kettle-47-password', false, 'another word before it'],
  ['secretary', false, 'a longer word'],
  ['ThisIsALongOne1', false, 'does not say what'],
  ['mötdesecret', false, 'a word with a letter outside ASCII'],
  ['', false, 'nothing'],
]);

check(isConstantName, [
  ['YOUR_CLIENT_SECRET', true, 'words'],
  ['API_KEY_V2', true, 'one digit'],
  ['AB_12', true, 'two digits'],
  ['AB_123', false, 'three digits'],
  ['SECRET', false, 'one word'],
  ['Your_Secret', false, 'not only capitals'],
  ['1_AB', false, 'starts with a digit'],
  ['AB__CD', false, 'two underscores'],
  ['AB_', false, 'ends in one'],
  ['AB-CD', false, 'a hyphen'],
  ['CLÉ_SECRÈTE', false, 'letters outside ASCII'],
]);

check(isWords, [
  ['your-api-token-here', true, 'hyphens'],
  ['Some_Secret.Value', true, 'mixed separators, first letters in capitals'],
  ['MY_SECRET', true, 'capitals'],
  ['secret', false, 'one word'],
  ['word-w0rd', false, 'a digit'],
  ['a-word', false, 'a first word of one letter'],
  ['camelCase-word', false, 'a hump'],
  ['word--word', false, 'two separators'],
  ['-word-word', false, 'a separator first'],
  ['mot-clé', false, 'a letter outside ASCII'],
  [`${'ab-'.repeat(2000)}!`, false, 'long, and wrong only at its end'],
]);

check(isTemplate, [
  ['${VAR}', true, 'shell, JavaScript'],
  ['a${VAR}b', true, 'inside'],
  ['$VAR', true, 'shell'],
  ['{{ value }}', true, 'mustache'],
  ['a{{b', true, 'inside'],
  ['<token>', true, 'angle brackets'],
  ['{token}', true, 'braces'],
  ['[token]', true, 'brackets'],
  ['%s', true, 'printf'],
  ['%1$s', false, 'numbered printf'],
  ['%12d', true, 'width'],
  ['process.env.KEY', true, 'environment'],
  ['abc...', true, 'cut off'],
  [':password', true, 'parameter of a query'],
  ['***', true, 'stars'],
  ['<token>1', false, 'something after the bracket'],
  ['1[token]', false, 'something before the bracket'],
  ['a$b', false, 'a dollar inside'],
  [':9a', false, 'a colon before a digit'],
  ['%sa', false, 'something after the printf'],
  ['<clé>', true, 'any letters in brackets'],
]);

check(isPattern, [
  ['[0-9a-f]{32}', true, 'class and count'],
  ['(?<token>x)', true, 'group'],
  ['a{2,}', true, 'open count'],
  ['\\d\\d', true, 'class escape'],
  ['a[b]c{d}', false, 'brackets without a range'],
  ['pa(s)s-1', false, 'plain group'],
]);

check(isCommonWord, [
  ['password', true, 'the name'],
  ['PassWord', true, 'in any case'],
  ['root', true, 'a user'],
  ['null', true, 'no value'],
  ['password123', true, 'digits added'],
  ['Passw0rd1!', true, 'spelled with a digit'],
  ['password-k3y', false, 'something else added'],
  ['password1234567', false, 'more than six digits'],
  ['pa$$word', true, 'spelled with signs'],
  ['Admin@12345', true, 'a sign before the digits'],
  ['Admin@@12345', false, 'two signs'],
  ['pá$$word', false, 'another letter'],
  ['', false, 'nothing'],
  ['toString', false, 'a name that every object has'],
  ['constructor', false, 'another'],
]);

test('what follows the secret counts as well as what it is', () => {
  const body = randomString(createRandom('body'), '0123456789abcdef', 32);
  expect(placeholderShape(body, '')).toBeUndefined();
  expect(placeholderShape(body, '...')).toBe('abbreviated');
  for (const one of ['aaaaaa', '12xxxxxx98', 'abc123def456', 'k3-example', 'AB_CD', 'kilo-word', '{a}', 'token']) {
    expect(placeholderShape(one, ''), one).toBeDefined();
  }
});

const ALNUM = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const TOKENS = 20_000;

// The last column is what was measured: whoever adds a shape sees here what it costs.
const alphabets: readonly [name: string, alphabet: string, length: number, lost: number][] = [
  ['alnum', ALNUM, 20, 0],
  ['alnum', ALNUM, 32, 1],
  ['alnum', ALNUM, 40, 1],
  ['hex', '0123456789abcdef', 32, 1],
  ['hex', '0123456789abcdef', 40, 3],
  ['hex', '0123456789abcdef', 64, 2],
  ['base64url', `${ALNUM}_-`, 43, 3],
];

test.each(alphabets)('of 20,000 random tokens in %s (%s) of %i characters %i are taken for placeholders', (name, alphabet, length, expected) => {
  const random = createRandom(`${name}/${length}`);
  const tokens = Array.from({ length: TOKENS }, () => randomString(random, alphabet, length));
  const lost = tokens.filter((token) => placeholderShape(token, '') !== undefined).length;
  expect(lost).toBeLessThan(TOKENS / 1000);
  expect(lost).toBe(expected);
});
