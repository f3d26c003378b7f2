// Every call of the table: the engine knows the name, and takes a key at that place for a credential, elsewhere for none.
import { Linter } from 'eslint';
import { expect, test } from 'vitest';
import { ARGUMENTS, OPTIONS } from '../../src/eslint/clients.ts';
import { noHardcodedCredentials } from '../../src/eslint/no-hardcoded-credentials.ts';
import { noSecrets } from '../../src/eslint/no-secrets.ts';
import { expandExample } from '../../src/rule/expand.ts';

const key = expandExample('<hex:40>', 'clients');

function reports(code: string): number {
  const plugins = { leaklint: { rules: { text: noSecrets, code: noHardcodedCredentials } } };
  const config = { plugins, rules: { 'leaklint/text': 'error', 'leaklint/code': 'error' } };
  return new Linter().verify(code, [config as unknown as Linter.Config]).length;
}

// A callee is read over lines and comments, as no pattern does.
const calls = ARGUMENTS.flatMap(([position, , callees]) => callees.split('; ').map((callee) => [callee, position] as const));
const spread = (before: readonly string[], value: string): string => `(${before.map((one) => `${one}, // x\n`).join('')}\n${value}\n)`;

test.each(calls)('%s, argument %i', (callee, position) => {
  const before = Array.from({ length: position - 1 }, () => 'f({ a, b })');
  expect(reports(`${callee}${spread(before, `'${key}'`)}`)).toBe(1);
  expect(reports(`${callee}${spread([...before, 'x', 'y', 'z'], `'${key}'`)}`)).toBe(0);
});

const options = OPTIONS.flatMap(([option, , callees]) => callees.split('; ').map((callee) => [callee, option] as const));

test.each(options)('%s, option %s', (callee, option) => {
  expect(reports(`const k = '${key}'; ${callee}({ ${option}: k })`)).toBe(1);
  expect(reports(`const k = '${key}'; other({ ${option}: k })`)).toBe(0);
});
