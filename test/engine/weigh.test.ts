// Why a value is none, predicate by predicate, where plausible.test.ts only says whether it is found. SECRET, UUID and HEX
// are made at run time.
import { expect, test } from 'vitest';
import { rejectPlace, weighValue, type Weight } from '../../src/engine/plausible.ts';
import { isWalk } from '../../src/engine/wordlike.ts';
import { expandExample } from '../../src/rule/expand.ts';
import type { PlausibleKind, Syntax } from '../../src/types.ts';
import { bytesOf, marked } from '../support/marked.ts';

const made: Readonly<Record<string, string>> = {
  SECRET: expandExample('<alnum:24>', 'weigh'),
  UUID: expandExample('<hex:8>-<hex:4>-<hex:4>-<hex:4>-<hex:12>', 'weigh'),
  HEX12: `a1${expandExample('<hex:10>', 'weigh')}`,
  HEX11: `a1${expandExample('<hex:9>', 'weigh')}`,
  MIXED: ['zk7', 'x2q'].join(''),
  HUMAN: ['Garden', 'Kettle', '47', '!'].join(''),
};

function weigh(kind: PlausibleKind, barred: string, syntax: Syntax): Weight {
  const { text, at: [start = 0, from = 0, to = 0] } = marked(barred.replace(/SECRET|UUID|HEX1[12]|HUMAN|MIXED/g, (name) => made[name] ?? name));
  const secret = { start: from, end: to };
  const misplaced = rejectPlace(kind, text, start, secret, syntax);
  return misplaced === undefined ? weighValue(kind, text, start, secret) : { rejected: misplaced };
}

const table: readonly [kind: PlausibleKind, barred: string, syntax: Syntax, expected: string, why: string][] = [
  ['password', "|password = '|HUMAN|'", 'code', 'medium', 'made up by a person'],
  ['password', "|password = '|SECRET|'", 'code', 'medium', 'random'],
  ['password', "|password = '|MIXED|'", 'code', 'low', 'neither word nor random'],
  ['password', "|password = '|zk7x2|'", 'code', 'too-short', 'five characters'],
  ['password', "|password = '|Password|'", 'code', 'shape', 'a word'],
  ['password', '|password: |HUMAN|', 'lock', 'lock-file', 'a lock file'],
  ['password', "|password = '|HUMAN| x'", 'code', 'cut-off', 'goes on'],
  ['password', "|password = '|HUMAN|é'", 'code', 'cut-off', 'goes on outside ASCII'],
  ['password', "public_|password = '|HUMAN|'", 'code', 'harmless-name', 'a harmless name'],
  ['password', "remove|password('|HUMAN|')", 'code', 'harmless-name', 'a call that sets nothing'],
  ['password', "['|password', '|HUMAN|']", 'code', 'unrelated', 'the next of a list'],
  ['password', '|password = |HUMAN|;', 'code', 'expression', 'bare in code'],
  ['password', "|password = '|ENC(SECRET)|'", 'code', 'encrypted', 'encrypted'],
  ['password', "|password = '|$2a$10$SECRET|'", 'code', 'hash', 'a hash'],
  // Brackets count only where no quote tells where the value ends.
  ['password', '|password=|SECRET(12)| x', 'code', 'medium', 'brackets that are closed'],
  ['password', '|password=|SECRET{[(12)]}| x', 'code', 'medium', 'brackets in brackets'],
  ['password', '|password=|a(HUMAN| x', 'code', 'expression', 'one that is never closed'],
  ['password', '|password=|HUMAN)a| x', 'code', 'expression', 'one that was never opened'],
  ['password', '|password=|a(HUMAN]| x', 'code', 'expression', 'one that closes another'],
  ['password', '|password=|a)HUMAN(| x', 'code', 'expression', 'the wrong way round'],
  ['password', "|password = '|HUMAN)a|'", 'code', 'medium', 'in quotes they are part of it'],
  // What a person adds to words, and what programs do.
  ['password', "|password = '|garden-kettle-47|'", 'code', 'medium', 'words with a number'],
  ['password', "|password = '|field-kettle-47|'", 'code', 'shape', 'the name of a field'],
  ['password', "|password = '|col-127|'", 'code', 'shape', 'seven characters'],
  ['argument', "|login('|garden-kettle-47|')", 'code', 'medium', 'an argument that ends in two digits'],
  ['argument', "|login('|garden-kettle-4|')", 'code', 'shape', 'an argument that ends in one'],
  ['password', "|password = '|garden-kettle-4|'", 'code', 'medium', 'a name tells more'],
  // Where an argument ends.
  ['argument', "|login('|HUMAN|')", 'code', 'medium', 'the end of a call'],
  ['argument', "|login('|HUMAN|' + x)", 'code', 'cut-off', 'something is added'],
  ['argument', "|login ('é', '|HUMAN|', x)", 'code', 'medium', 'between other arguments'],
  ['argument', '|curl -u a:|HUMAN| x', 'code', 'medium', 'the end of a word'],
  ['argument', '|curl -u "a:|HUMAN|" x', 'code', 'medium', 'lost: a quote that begins before the user'],
  ['argument', '|sshpass -p "|HUMAN|" x', 'code', 'medium', 'the end of its quote'],
  ['argument', '|sshpass -p "|HUMAN| x"', 'code', 'cut-off', 'a blank in its quote'],
  ['argument', '|curl -u a:|HUMAN|é', 'code', 'cut-off', 'goes on outside ASCII'],
  ['argument', '|curl -u a:|HUMAN| x', 'lock', 'lock-file', 'a lock file'],
  // Keys.
  ['key', "|token = '|SECRET|'", 'code', 'medium', 'random letters and digits'],
  ['key', "|token = '|gardenkettlelantern|'", 'code', 'shape', 'letters only'],
  ['key', "|token = '|4719203847561029|'", 'code', 'shape', 'digits only'],
  ['key', "|token = '|UUID|'", 'code', 'low', 'a UUID'],
  ['key', "|api_key = '|UUID|'", 'code', 'medium', 'a UUID under a full name'],
  ['key', "|api_key = '|key-UUID|'", 'code', 'medium', 'the kind of the key in front of it'],
  ['key', "|token = '|HEX12|'", 'code', 'too-short', 'twelve digits'],
  ['key', "|api_key = '|HEX12|'", 'code', 'medium', 'twelve digits under a full name'],
  ['key', "|api_key = '|HEX11|'", 'code', 'shape', 'eleven digits'],
  ['key', "|api_key = '|a1a1a1a1a1a1|'", 'code', 'shape', 'two digits that repeat'],
  ['key', "|secret = '|HUMAN|'", 'code', 'medium', 'made up under a full name'],
  ['key', "|token = '|HUMAN|'", 'code', 'too-short', 'made up under another'],
  ['key', "|token = '|eyJSECRET.eyJSECRET|'", 'code', 'encoded', 'the beginning of a JSON Web Token'],
  ['key', "|token = '|eyJSECRET|'", 'code', 'medium', 'its header alone'],
  ['key', "|token = '|eyJSECRET.SECRET|'", 'code', 'medium', 'another second part'],
  ['worded-key', "code_|key = '|SECRET|'", 'code', 'medium', 'a word before key'],
  ['worded-key', "sort_|key = '|SECRET|'", 'code', 'harmless-name', 'a word that opens nothing'],
  ['header', '|Bearer |SECRET|', 'prose', 'medium', 'a header needs no name'],
  ['header', '|Bearer |SECRET|<', 'prose', 'cut-off', 'a header that goes on'],
];

test.each(table)('%s: %j in %s is %s: %s', (kind, barred, syntax, expected) => {
  const weight = weigh(kind, barred, syntax);
  expect(typeof weight === 'string' ? weight : weight.rejected).toBe(expected);
});

// A comment begins at the start of a line, not where the look behind the name ends (80 bytes).
const cuts: readonly [before: string, expected: string, why: string][] = [
  ['# ', 'medium', 'a comment'],
  [`# ${'é '.repeat(20)}`, 'medium', 'a comment of 62 bytes'],
  [`#${' '.repeat(79)}`, 'medium', 'a comment of 80 bytes'],
  [`#${' '.repeat(80)}`, 'expression', 'lost: a comment of 81 bytes'],
  [`f(); #${' '.repeat(79)}`, 'expression', 'a sign inside a line, 80 bytes before the name'],
  [`f();${' '.repeat(79)}`, 'expression', 'a semicolon inside a line'],
  [`f();\n#${' '.repeat(79)}`, 'medium', 'the line begins where the look behind ends'],
];

test.each(cuts)('%j before a bare value in code: %s (%s)', (before, expected) => {
  const weight = weigh('password', `${before}|password: |HUMAN|\n`, 'code');
  expect(typeof weight === 'string' ? weight : weight.rejected).toBe(expected);
});

const walks: readonly [text: string, is: boolean, why: string][] = [
  ['Qwer1234poiu!', true, 'two runs with digits between'],
  ['asdf12lkjh!', true, 'two digits'],
  ['QAZ789edc?!', true, 'columns of keys, two signs'],
  ['qwe12rty_', true, 'an underscore is a sign'],
  ['Qwer1234poiu', false, 'lost: no sign'],
  ['qwerty1234!', false, 'digits only at the end'],
  ['qwer1poiu!', false, 'one digit'],
  ['qw12poiu!', false, 'a run of two'],
  ['Gard12poiu!', false, 'the first is no walk'],
  ['qwer12Gard!', false, 'the last is no walk'],
  ['qwer12poiu!a', false, 'a letter at the end'],
  ['!qwer12poiu!', false, 'a sign at the start'],
  ['qwer 12poiu!', false, 'a blank'],
  ['qwér12poiu!', false, 'a letter outside ASCII'],
  ['qwer12poiu€', false, 'a sign outside ASCII'],
  ['qwer12poiu!\u00a0', false, 'no-break space'],
  ['\ufeffqwer12poiu!', false, 'byte order mark'],
  ['qwer12poiu🔑', false, 'emoji'],
  ['', false, 'nothing'],
];

test.each(walks)('%j is a walk on the keyboard: %s (%s)', (text, is) => {
  expect(isWalk(bytesOf(text))).toBe(is);
});
