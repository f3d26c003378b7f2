// What a pattern may be and what it means over bytes: refusals with their reason, byte sets one by one, and the
// equivalence of the canonical form with JavaScript's own reading.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { emit } from '../../src/rule/emit.ts';
import { parsePattern, PatternError } from '../../src/rule/parse-pattern.ts';
import { patterns, texts } from './grammar.ts';

const assertion = 'assertions have no place here';
const capture = 'the only capture is the group (?<secret>…)';
const modifiers = 'of the modifiers only (?i:…) is supported';
const ascii = 'a pattern names ASCII only';
const unbounded = 'has no upper bound';
const syntax = 'not a regular expression: ';

const refused: readonly [pattern: string, message: string, why: string][] = [
  ['(?=a)b', assertion, 'lookahead'],
  ['(?!a)b', assertion, 'negative lookahead'],
  ['(?<=a)b', assertion, 'lookbehind'],
  ['(?<!a)b', assertion, 'negative lookbehind'],
  ['\\babc', assertion, 'word border'],
  ['a\\Bc', assertion, 'no word border'],
  ['^abc', assertion, 'start'],
  ['abc$', assertion, 'end'],
  ['(?:a|(?:b|^c))', assertion, 'start, deep inside'],
  ['(ab)c', capture, 'unnamed group'],
  ['(?<key>ab)c', capture, 'group of another name'],
  ['(?<Secret>ab)', capture, 'group in another case'],
  ['(?<secret>a)\\1', '\\1 is not supported', 'backreference by number'],
  ['(?<secret>a)\\k<secret>', '\\k<secret> is not supported', 'backreference by name'],
  ['ab*', `b* ${unbounded}; write one, such as {1,512}`, 'star'],
  ['ab+', `b+ ${unbounded}`, 'plus'],
  ['ab{3,}', `b{3,} ${unbounded}`, 'open count'],
  ['ab*?', `b*? ${unbounded}`, 'lazy star'],
  ['(?:(?:ab)+c){2}', `(?:ab)+ ${unbounded}`, 'plus, deep inside'],
  ['[a-z]{1,9}[0-9A-Za-z]+', `-Za-z]+ ${unbounded}`, 'only the end of what is long is quoted'],
  ['\\u0041b', ascii, 'escape that names a code point'],
  ['[\\u0041-Z]', ascii, 'the same in a class'],
  ['\\u{41}', ascii, 'braces after \\u'],
  ['\\x80', ascii, 'byte above 7F'],
  ['[a-\\xff]', ascii, 'range up to a byte above 7F'],
  ['[\\x80-\\xff]', ascii, 'range above 7F'],
  ['clé', ascii, 'letter outside ASCII'],
  ['[aé]', ascii, 'the same in a class'],
  ['a€', ascii, 'character of three bytes'],
  ['🔑', ascii, 'character of two code units'],
  ['\u00a0', ascii, 'no-break space'],
  ['(?<secret>a){2}', 'the group (?<secret>…) cannot be repeated', 'repeated secret'],
  ['(?<secret>a)?', 'the group (?<secret>…) cannot be repeated', 'optional secret'],
  ['(?<secret>a)(?<secret>b)', `${syntax}Duplicate capture group name`, 'two secrets'],
  ['(?s:.)', modifiers, 'dot for all'],
  ['(?m:a)', modifiers, 'lines'],
  ['(?is:a)', modifiers, 'one more than i'],
  ['(?-i:k)', modifiers, 'modifier taken away'],
  ['(?i-m:k)', modifiers, 'one added, one taken away'],
  ['[z--[a]]', `${syntax}Range out of order`, 'syntax of the flag v'],
  ['[a--b]', `${syntax}Range out of order`, 'difference of the flag v'],
  ['a(', `${syntax}Unterminated group`, 'open group'],
  ['a)', `${syntax}Unmatched ')'`, 'closed group'],
  ['[a', `${syntax}Unterminated character class`, 'open class'],
  ['[b-a]', `${syntax}Range out of order`, 'range backwards'],
  ['a{2,1}', `${syntax}numbers out of order`, 'count backwards'],
  ['?a', `${syntax}Nothing to repeat`, 'count of nothing'],
  ['a\\', syntax, 'half an escape'],
  ['(?z:a)', `${syntax}Invalid group`, 'modifier that does not exist'],
];

test.each(refused)('%s is refused: %s (%s)', (pattern, message) => {
  expect(() => parsePattern(pattern)).toThrow(PatternError);
  expect(() => parsePattern(pattern)).toThrow(message);
});

test('a refusal names the place, counted from 1, without the pattern before it', () => {
  expect(() => parsePattern('abc(?:de|f^g)')).toThrow(/`boundary` \(at character 11 of the pattern\)$/);
  expect(() => parsePattern('hush[a')).toThrow(/^not a regular expression: Unterminated character class$/);
});

const isLower = (byte: number): boolean => byte >= 97 && byte <= 122;
const isUpper = (byte: number): boolean => byte >= 65 && byte <= 90;
const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;
const isWord = (byte: number): boolean => isLower(byte) || isUpper(byte) || isDigit(byte) || byte === 95;
const isSpace = (byte: number): boolean => (byte >= 9 && byte <= 13) || byte === 32;
const isOneOf = (characters: string) => (byte: number) => characters.includes(String.fromCharCode(byte));

const meanings: readonly [pattern: string, means: (byte: number) => boolean, why: string][] = [
  ['.', (byte) => byte !== 10 && byte !== 13, 'all but line ends'],
  ['\\s', isSpace, 'ASCII spaces: \\xa0 is half of à in UTF-8'],
  ['\\S', (byte) => !isSpace(byte), 'all other bytes, \\xa0 too'],
  ['\\d', isDigit, 'digits'],
  ['\\D', (byte) => !isDigit(byte), 'all other bytes'],
  ['\\w', isWord, 'token characters'],
  ['\\W', (byte) => !isWord(byte), 'all other bytes'],
  ['[^]', () => true, 'every byte'],
  ['[]', () => false, 'no byte'],
  ['[^a]', (byte) => byte !== 97, 'negated class'],
  ['[^\\s"]', (byte) => !isSpace(byte) && byte !== 34, 'negated class with a named one in it'],
  ['[^\\S]', isSpace, 'twice negated'],
  ['[\\s\\S]', () => true, 'both halves'],
  ['[^\\W_]', (byte) => isWord(byte) && byte !== 95, 'letters and digits'],
  ['[a-f0-9]', (byte) => isDigit(byte) || (byte >= 97 && byte <= 102), 'ranges'],
  ['[+--]', isOneOf('+,-'), 'range that ends in a hyphen'],
  ['[a\\-z]', isOneOf('a-z'), 'escaped hyphen'],
  ['[Z-a]', isOneOf('Z[\\]^_`a'), 'range between the cases'],
  ['[\\b]', (byte) => byte === 8, 'backspace in a class'],
  ['\\cJ', (byte) => byte === 10, 'control letter'],
  ['\\0', (byte) => byte === 0, 'zero byte'],
  ['\\x7f', (byte) => byte === 127, 'the last of ASCII'],
  ['\\/', (byte) => byte === 47, 'escape that is not needed'],
  ['(?i:k)', isOneOf('kK'), 'the kelvin sign folds to k in Unicode, here nothing does'],
  ['(?i:K)', isOneOf('kK'), 'from the upper case'],
  ['(?i:s)', isOneOf('sS'), 'nor does ſ'],
  ['(?i:[a-c])', isOneOf('abcABC'), 'class'],
  ['(?i:[Z-a])', isOneOf('Zz[\\]^_`aA'), 'range across the cases'],
  ['(?i:1)', isOneOf('1'), 'what has no case'],
  ['(?i:@)', isOneOf('@'), 'the byte before A is not the one before a'],
  ['(?i:[`{])', isOneOf('`{'), 'nor those around the lower-case letters'],
  ['(?i:(?:(?:q)))', isOneOf('qQ'), 'inherited by groups'],
];

test.each(meanings)('%s means its bytes: %#', (pattern, means, why) => {
  const regex = new RegExp(`^(?:${emit(parsePattern(pattern))})$`);
  for (let byte = 0; byte < 256; byte++) {
    expect(regex.test(String.fromCharCode(byte)), `${why}: byte ${byte}`).toBe(means(byte));
  }
});

const emitted: readonly [pattern: string, source: string, why: string][] = [
  ['a.b', 'a[^\\x0a\\x0d]b', 'sets are written out'],
  ['a|bc', 'a|bc', 'choice'],
  ['x(?:a|b)y', 'x(?:a|b)y', 'choice in a sequence'],
  ['x(?:ab)y', 'xaby', 'group without need'],
  ['(?:ab){2}', '(?:ab){2}', 'repeated sequence'],
  ['(?:a|b)?', '(?:a|b)?', 'optional choice'],
  ['a{0,1}b{2,2}c{1,3}?d??', 'a?b{2}c{1,3}?d??', 'counts'],
  ['k_(?<secret>[0-9A-F]{4})', 'k_(?<secret>[0-9A-F]{4})', 'secret'],
  ['(?i:aB)c', '[Aa][Bb]c', 'case only inside its group'],
  ['\\$\\{é?'.replace('é', 'e'), '\\x24\\x7be?', 'punctuation as bytes'],
];

test.each(emitted)('%s is written as %s: %s', (pattern, source) => {
  expect(emit(parsePattern(pattern))).toBe(source);
});

/** Offset, length and secret of a match. */
function span(match: RegExpExecArray | null): string {
  return match === null ? 'none' : `${match.index},${match[0].length} ${JSON.stringify(match.groups?.['secret'])}`;
}

test('the canonical form finds what JavaScript finds, over bytes', () => {
  let found = 0;
  fc.assert(
    fc.property(patterns, fc.array(texts, { minLength: 8, maxLength: 8 }), (pattern, samples) => {
      const own = new RegExp(emit(parsePattern(pattern)));
      const theirs = new RegExp(pattern);
      for (const text of samples) {
        const ours = span(own.exec(text));
        if (ours !== span(theirs.exec(text))) throw new Error(`${JSON.stringify(text)}: ${ours}`);
        found += Number(/^[0-9]+,(?!0 )/.test(ours));
      }
    }),
    { numRuns: 500 },
  );
  expect(found).toBeGreaterThan(500);
});

test('the canonical form is read as itself', () => {
  fc.assert(
    fc.property(patterns, (pattern) => {
      const source = emit(parsePattern(pattern));
      expect(emit(parsePattern(source))).toBe(source);
    }),
    { numRuns: 500 },
  );
});
