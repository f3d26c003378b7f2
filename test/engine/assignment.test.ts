// The syntax around a value. Bars mark where the name begins and where the value begins and ends.
import { expect, test } from 'vitest';
import {
  assignmentOf, isBareLiteral, isElement, isUnrelated, isWhole, isWholeArgument, type Assignment,
} from '../../src/engine/assignment.ts';
import type { Span, Syntax } from '../../src/types.ts';
import { bytesOf, marked } from '../support/marked.ts';

interface Taken {
  readonly text: string;
  readonly before: string;
  readonly after: string;
  readonly secret: Span;
  readonly assignment: Assignment;
}

/** `before|name gap|value|after` */
function take(barred: string): Taken {
  const { text, at } = marked(barred);
  const [start = 0, from = 0, to = 0] = at;
  const secret = { start: from, end: to };
  return { text, before: text.slice(0, start), after: text.slice(to), secret, assignment: assignmentOf(text, start, secret) };
}

const parts: readonly [barred: string, name: string, gap: string, quote: string, why: string][] = [
  ['|password = "|v|"', 'password', ' = "', '"', 'a name and what assigns'],
  ["x|Password: '|v|'", 'Password', ": '", "'", 'from where the match begins'],
  ['|api_key=|v|', 'api_key', '=', '', 'no quote'],
  ['|api key: |v|', 'api key', ': ', '', 'two words'],
  ['|api-key  =  |v|', 'api-key', '  =  ', '', 'no blank at the end of a name'],
  ['|"key" => `|v|`', '', '"key" => `', '`', 'a quote is part of no name'],
  ["|secret = 'base64:|v|'", 'secret', " = 'base64:", "'", 'a scheme behind the quote'],
  ["|secret = 'hex:|v|'", 'secret', " = 'hex:", '', 'another scheme'],
  ['|password \\"|v|\\"', 'password', ' \\"', '"', 'a quote that is escaped'],
  ['é€🔑|password = "|v|"', 'password', ' = "', '"', 'signs outside ASCII before it'],
  ['|passwordé = "|v|"', 'password', '\xc3\xa9 = "', '"', 'a letter outside ASCII ends the name'],
  ['|password\u00a0= "|v|"', 'password', '\xc2\xa0= "', '"', 'no-break space'],
];

test.each(parts)('%j is name %j, gap %j, quote %j: %s', (barred, name, gap, quote) => {
  expect(take(barred).assignment).toEqual({ name, gap, quote });
});

// Bars around the value; the quote is the character before it, if it is one.
const wholes: readonly [barred: string, quote: string, is: boolean, why: string][] = [
  ['"|v|"', '"', true, 'the quote ends it'],
  ['\\"|v|\\"', '"', true, 'an escaped quote ends it'],
  ['"|v|\'', '"', false, 'another quote'],
  ['"|v| more"', '"', false, 'a blank goes on'],
  ['"|v|é"', '"', false, 'a letter outside ASCII goes on'],
  ['"|v|', '"', false, 'the text ends before the quote'],
  ['|v|', '', true, 'the end of the text'],
  ['|v|\n', '', true, 'the end of the line'],
  ['|v|\r\n', '', true, 'the end of the line with CRLF'],
  ['|v| x', '', true, 'a blank'],
  ['|v|;', '', true, 'a semicolon'],
  ['|v|&b=2', '', true, 'the next parameter'],
  ['|v|}', '', true, 'a brace'],
  ['|v|\\n', '', true, 'an escaped line end'],
  ['|v|\\"', '', true, 'an escaped quote'],
  ['|v|\\d', '', false, 'another escape'],
  ['|v|</a>', '', true, 'the element ends'],
  ['|v|<b>', '', false, 'an element begins'],
  ['|v|(x)', '', false, 'a call'],
  ['|v|é', '', false, 'a letter outside ASCII goes on'],
  ['|v|à', '', false, 'one whose last byte is a blank of Latin-1'],
  ['|v|€', '', false, 'a sign outside ASCII'],
  ['|v|🔑', '', false, 'emoji'],
  ['|v|\u00a0', '', false, 'a no-break space'],
  ['|v|\ufeff', '', false, 'a byte order mark'],
];

test.each(wholes)('%j with the quote %j is whole: %s (%s)', (barred, quote, is) => {
  const { text, at: [start = 0, end = 0] } = marked(barred);
  expect(isWhole(text, { start, end }, quote)).toBe(is);
});

const inCalls: readonly [barred: string, is: boolean, why: string][] = [
  ["f('|v|')", true, 'the only argument'],
  ["f('|v|', x)", true, 'the first of two'],
  ["['|v|']", true, 'the end of a list'],
  ["f('|v|'\n)", true, 'the bracket on the next line'],
  ['"f(\\"|v|\\")"', true, 'in a string'],
  ['f(|v|', true, 'the end of the text'],
  [`f('|v|'${' '.repeat(8)})`, true, 'eight blanks'],
  [`f('|v|'${' '.repeat(9)})`, false, 'nine blanks'],
  ["f('|v|' + x)", false, 'something is added'],
  ["f('|v|'.x)", false, 'a member'],
  ['f(|v|)', false, 'no literal'],
  ["f('|v|é')", false, 'a letter outside ASCII goes on'],
  ["f('|v|'\u00a0)", false, 'a no-break space before the bracket'],
];

test.each(inCalls)('%j ends an argument: %s (%s)', (barred, is) => {
  const { text, at: [start = 0, end = 0] } = marked(barred);
  expect(isWholeArgument(text, { start, end })).toBe(is);
});

const unrelated: readonly [barred: string, is: boolean, why: string][] = [
  ["|password = '|v|'", false, 'assigned'],
  ["['|password', '|v|'", true, 'the next of a list'],
  ["get('|password', '|v|'", false, 'the next of a call'],
  ["get('é', '|password', '|v|'", true, 'the second of a call and the third'],
  ["(à, '|password', '|v|'", true, 'a name outside ASCII before it in the brackets'],
  ["x, get(|password, '|v|'", false, 'a name without quotes'],
  ["['--|password', '|v|'", false, 'an option in a list'],
  ["['-db-|password', '|v|'", false, 'an option of several words'],
  ["|password = env('X', '|v|'", false, 'the default of a call'],
  ["|password = env['X', '|v|'", false, 'the default in brackets'],
  ["name=|password, value='|v|'", false, 'a pair'],
  ["|password', with: '|v|'", false, 'typed into a field'],
  ["sign('|secret') => '|v|'", true, 'the result of a call'],
  ["sign('|secret') = '|v|'", true, 'the same assigned'],
  ["get('|secret') ?? '|v|'", false, 'the default of a call'],
  ["get('|secret') ?: '|v|'", false, 'the default of PHP'],
  ["|secret = get('x') : '|v|'", true, 'a colon behind a call'],
  ["|pass '|v|'", true, 'the verb pass before a quote'],
  ["|pass = '|v|'", false, 'the name pass'],
  ["|password '|v|'", false, 'no verb'],
];

test.each(unrelated)('%j is unrelated: %s (%s)', (barred, is) => {
  const { before, assignment } = take(barred);
  expect(isUnrelated(before, assignment)).toBe(is);
});

const bare: readonly [barred: string, syntax: Syntax, is: boolean, why: string][] = [
  ['|password=|v|', 'code', true, 'an equals sign without blanks'],
  ['|password = |v|', 'code', false, 'with blanks it is an expression'],
  ['|password = |v|', 'config', true, 'but not in a configuration'],
  ['|password: |v|', 'env', true, 'nor in an environment file'],
  ['|password: |v|', 'data', true, 'alone on its line where there is no code'],
  ['db |password: |v|', 'data', true, 'behind one word'],
  ['the db |password: |v|', 'data', false, 'behind a sentence'],
  ['${|PASSWORD:-|v|}', 'code', true, 'default of the shell'],
  ['${APP_|PASSWORD-|v|}', 'code', true, 'default for the unset only'],
  ['(|PASSWORD:-|v|)', 'code', false, 'no variable'],
  ['cmd /|pass:|v| x', 'code', true, 'option of Windows'],
  ['cmd/|pass:|v| x', 'code', false, 'a path'],
  ['é /|pass:|v| x', 'code', true, 'an option behind é and a blank'],
  ['é/|pass:|v| x', 'code', false, 'no blank behind é'],
  ['à/|pass:|v| x', 'code', false, 'nor behind à, whose last byte is a blank of Latin-1'],
  ['mysql --|password |v| x', 'code', true, 'option'],
  ['mysql --db-|password |v| x', 'code', true, 'option of several words'],
  ['é --|password |v| x', 'code', true, 'an option behind é and a blank'],
  ['é--|password |v| x', 'code', false, 'no blank behind é'],
  ['à--|password |v| x', 'code', false, 'nor behind à'],
  ['\ufeff--|password |v| x', 'code', false, 'a byte order mark is no blank'],
  ['the |password |v| x', 'code', false, 'no option'],
  ['ENV |API_KEY |v|', 'code', true, 'Dockerfile'],
  ['ENV  APP_|API_KEY |v|', 'code', true, 'a name of several words'],
  ['HENV |API_KEY |v|', 'code', false, 'another word'],
  ['- --|token\n- |v|', 'code', true, 'the next of a list of YAML'],
  ['|API_KEY?=|v|', 'code', true, 'make'],
  ['|apiKey?=|v|', 'code', false, 'make writes capitals'],
  ['|IDENTIFIED BY |v|;', 'code', true, 'SQL'],
  ['|IDENTIFIED BY |v| é', 'code', false, 'SQL that goes on'],
  ['"X-|Api-Key: |v|"', 'code', true, 'a header in quotes'],
  ['"X-|Api-Key: |v|\'', 'code', false, 'another quote ends it'],
  ['"é X-|Api-Key: |v|"', 'code', false, 'the quote is further before'],
  ['`|Token: bearer |v|`', 'code', true, 'with a scheme'],
  ['// |password: |v|\n', 'code', true, 'a comment'],
  ['# é€🔑 |password: |v|\n', 'code', true, 'a comment with signs outside ASCII'],
  ['<!-- |password: |v| -->', 'markup', true, 'a comment of HTML'],
  ['// |password: |v| is old\n', 'code', false, 'a comment that goes on'],
  ['// |password: |v|\u00a0\n', 'code', false, 'a no-break space goes on'],
  ['x\n|password: |v|\n', 'code', false, 'code without a comment'],
  ['x\n|password: |v|\n', 'prose', true, 'prose alone on its line'],
  ['x\n- **db-|password:** |v|\n', 'prose', true, 'an item in bold'],
  ['é |password: |v|\n', 'prose', false, 'behind a word of prose'],
  ['\ufeff|password: |v|\n', 'prose', false, 'lost: behind a byte order mark'],
  ['// |password: |v|', 'minified', false, 'nobody minifies comments'],
  ['|requirepass |v|\n', 'config', true, 'a name and a value on a line'],
  ['|requirepass |v| x', 'config', false, 'that goes on'],
  ['é |requirepass |v|\n', 'config', false, 'behind a word'],
  ['|requirepass |v|\n', 'code', false, 'not in code'],
  ['<|password>|v|</password>', 'config', true, 'an element'],
];

test.each(bare)('%j in %s is a bare literal: %s (%s)', (barred, syntax, is) => {
  const { before, after, assignment } = take(barred);
  expect(isBareLiteral(before, after, assignment, syntax)).toBe(is);
});

const elements: readonly [barred: string, is: boolean, why: string][] = [
  ['<|password>|v|</password>', true, 'an element'],
  ['<|password type="é">|v|</password>', true, 'with an attribute'],
  ['<|password>|v|<b>', false, 'another one begins'],
  ['<|password>|v|é</password>', false, 'a letter outside ASCII goes on'],
  ['<|password="|v|"/>', false, 'an attribute'],
  ['<p>|password=|v|</p>', false, 'assigned in the text of an element'],
];

test.each(elements)('%j is an element: %s (%s)', (barred, is) => {
  const { text, secret, assignment } = take(barred);
  expect(isElement(text, secret, assignment)).toBe(is);
});

test('bars become offsets of bytes', () => {
  expect(marked('é|€|🔑|').at).toEqual([2, 5, 9]);
  expect(bytesOf('é')).toBe('\xc3\xa9');
});
