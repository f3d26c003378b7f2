// Credentials on command lines: how programs, options and values are written, and where a command ends.
import { expect, test } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import { commandPattern } from '../../src/rule/command.ts';
import { expandExample } from '../../src/rule/expand.ts';
import { makeRule } from '../support/rules.ts';

const commands = [
  { programs: ['acme', 'acme login'], options: ['-p', '--password(?: |=)'] },
  { programs: ['bolt'], options: ['-w ?', '-k ', '/pass:'] },
];
const engine = createEngine([makeRule({ command: { commands, value: '[0-9A-Za-z]{12}' } })]);
const value = expandExample('<alnum:12>', 'command');

function find(text: string): readonly string[] {
  const bytes = Buffer.from(text.replaceAll('VALUE', value));
  return engine.scan(bytes, 'code').map(({ secret }) => `${bytes.toString('utf8', 0, secret.start).length} ${bytes.toString('utf8', secret.start, secret.end)}`);
}

// VALUE stands for the credential.
const found: readonly [text: string, why: string][] = [
  ['acme -pVALUE', 'nothing between option and value'],
  ['acme --password VALUE', 'a blank between'],
  ['acme --password=VALUE', 'an equals sign between'],
  ['acme --password    VALUE', 'four blanks'],
  ['acme --password\tVALUE', 'a tab'],
  ['bolt -wVALUE', 'a blank that may be missing'],
  ['bolt -w    VALUE', 'or be four'],
  ['bolt -k VALUE', 'the second option'],
  ['bolt /pass:VALUE', 'an option of Windows'],
  ['acme login --password VALUE', 'a program of two words'],
  ['acme.exe -pVALUE', 'a program of Windows'],
  ['acmeimport -pVALUE', 'taken: a longer name that begins so'],
  ['/usr/bin/acme -pVALUE', 'a program with its path'],
  ['sudo acme -pVALUE', 'behind another program'],
  ['$(acme -pVALUE)', 'in a substitution'],
  ['acme -u ops --host=db.test -pVALUE', 'other options before it'],
  ["acme -u 'é €🔑' -pVALUE", 'signs outside ASCII between'],
  ['acme\u00a0x -pVALUE', 'a no-break space between'],
  ['é acme -pVALUE', 'behind a letter outside ASCII and a blank'],
  ['éacme -pVALUE', 'taken: over bytes é is no letter of a name'],
  ['\ufeffacme -pVALUE', 'behind a byte order mark'],
  ['acme -pVALUE é', 'before a letter outside ASCII'],
  ['acme -pVALUEé', 'taken: over bytes é does not go on with a token'],
  ['acme -p"VALUE"', 'in quotes'],
  ["acme --password 'VALUE'", 'in single quotes'],
  ['acme --password `VALUE`', 'in backticks'],
  ['"acme --password \\"VALUE\\""', 'in escaped quotes'],
  ['acme \\\n  --password VALUE', 'on the next line, behind a backslash'],
  ['acme \\\r\n  --password VALUE', 'the same with CRLF'],
  ['acme a\\ b -pVALUE', 'a blank behind a backslash'],
  [`acme${'x'.repeat(120)} -pVALUE`, '120 bytes between'],
  [`acme é${'x'.repeat(117)} -pVALUE`, '120 bytes, of which é is two'],
  ['acme -pVALUE | bolt', 'the command ends behind it'],
];

test.each(found)('%j is found: %s', (text) => {
  expect(find(text)).toEqual([`${text.search('VALUE')} ${value}`]);
});

const missed: readonly [text: string, why: string][] = [
  ['-pVALUE', 'no program'],
  ['acme VALUE', 'no option'],
  ['acme-pVALUE', 'no blank before the option'],
  ['acme x-pVALUE', 'the option is the end of a word'],
  ['acme -p VALUE', 'a blank where none is allowed'],
  ['acme --passwordVALUE', 'none where one must be'],
  ['acme --password     VALUE', 'five blanks'],
  ['acme --password\u00a0VALUE', 'a no-break space for the blank'],
  ['acme -k VALUE', 'the option of another program'],
  ['bolt -pVALUE', 'the same the other way round'],
  ['ACME -pVALUE', 'capitals'],
  ['acme -PVALUE', 'an option in capitals'],
  ['myacme -pVALUE', 'the end of a longer name'],
  ['my_acme -pVALUE', 'the end of a name with an underscore'],
  ['acme\n-pVALUE', 'on the next line'],
  ['acme; x -pVALUE', 'the next command'],
  ['acme | x -pVALUE', 'the command that reads from it'],
  ['acme && x -pVALUE', 'the command after it'],
  [`acme${'x'.repeat(121)} -pVALUE`, '121 bytes between'],
  [`acme é${'x'.repeat(118)} -pVALUE`, '121 bytes, of which é is two'],
  ['acme -pVALUEx', 'a character more'],
  ['acme -p"éVALUE"', 'a letter outside ASCII before it'],
];

test.each(missed)('%j is not found: %s', (text) => {
  expect(find(text)).toEqual([]);
});

test('the match begins at the program, the secret is the value', () => {
  const text = `é sudo acme -u ops -p'${value}'\n`;
  const [match] = engine.scan(Buffer.from(text), 'code');
  expect(match).toMatchObject({ start: 8, end: 8 + `acme -u ops -p'${value}`.length, secret: { start: 23, end: 35 } });
});

test('two commands on two lines are two matches, two options of one command are one', () => {
  expect(find('acme -pVALUE\nbolt -k VALUE\n')).toHaveLength(2);
  expect(find('acme -pVALUE -pVALUE\n')).toHaveLength(1);
});

const blanks: readonly [option: string, spelled: string, why: string][] = [
  ['-p', '-p', 'none'],
  ['-p ', '-p[ \\t]{1,4}', 'a blank'],
  ['-p ?', '-p[ \\t]{0,4}', 'a blank that may be missing'],
  ['-p(?: |=)', '-p(?:[ \\t]{1,4}|=)', 'in a group'],
  ['a b ?c', 'a[ \\t]{1,4}b[ \\t]{0,4}c', 'two of them'],
];

test.each(blanks)('the option %j is spelled %j: %s', (option, spelled) => {
  expect(commandPattern([{ programs: ['x'], options: [option] }], 'v')).toContain(`(?:${spelled})`);
});
