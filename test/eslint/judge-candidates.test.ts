// What is put together is accepted by the same suppressions and configuration as what is written, and never told twice.
import { join } from 'node:path';
import { Linter } from 'eslint';
import { expect, test } from 'vitest';
import { defaultConfig } from '../../src/config/config.ts';
import plugin from '../../src/eslint/plugin.ts';
import { expandExample } from '../../src/rule/expand.ts';
import { createTextScanner } from '../../src/scan-text.ts';
import { builtinRules } from '../support/rules.ts';
import { createTree } from '../support/temp.ts';

const token = expandExample('qx_live_<alnum:32>', 'judge-candidates');
const key = expandExample('<hex:40>', 'judge-candidates');
// In parentheses, which only ESLint sees through: a plain sum of literals is told by `no-secrets`.
const assembled = `const k = '${token.slice(0, 9)}' + ('${token.slice(9)}');\n`;
const used = `const k = '${key}';\nf({ apiKey: k });\n`;
const disable = 'leaklint-disable-';

/** What both rules say of a file in a project with a configuration: `line:column rule-id`. */
function lint(code: string, { config = {}, choice = {} }: { readonly config?: object; readonly choice?: object } = {}): readonly string[] {
  const root = createTree({ 'leaklint.config.json': JSON.stringify(config) });
  const rules: Linter.RulesRecord = { 'leaklint/no-secrets': ['error', choice], 'leaklint/no-hardcoded-credentials': 'error' };
  const messages = new Linter({ cwd: root }).verify(code, [{ plugins: { leaklint: plugin }, rules }], { filename: join(root, 'src/a.js') });
  return messages.map(({ line, column, message, ruleId }) => `${line}:${column} ${ruleId?.slice('leaklint/'.length)} ${/\(([\w-]+)\)/.exec(message)?.[1] ?? message}`);
}

const ASSEMBLED = '1:11 no-hardcoded-credentials qodryx-live-key';
const USED = '1:11 no-hardcoded-credentials generic-api-key';

test('told without a configuration', () => {
  expect(lint(assembled)).toEqual([ASSEMBLED]);
  expect(lint(used)).toEqual([USED]);
});

const scanText = createTextScanner({ rules: builtinRules, config: defaultConfig }, { today: '2026-01-01' });
const [written] = scanText('src/a.js', `f('${token}');\n`).findings;

test.each([
  ['by its rule', { allow: [{ rules: ['qodryx-live-key'], reason: 'x' }] }],
  ['by its path', { allow: [{ paths: ['src/*.js'], reason: 'x' }] }],
  ['by its value', { allow: [{ values: [token], reason: 'x' }] }],
  ['by the fingerprint of the same secret as it is written', { allow: [{ fingerprints: [written?.fingerprint], reason: 'x' }] }],
  ['by a rule that is off', { rules: { 'qodryx-live-key': 'off' } }],
  ['in a file that is left out', { exclude: ['src/**'] }],
])('accepted %s', (_, config) => expect(lint(assembled, { config })).toEqual([]));

test.each([
  ['another rule', { allow: [{ rules: ['generic-api-key'], reason: 'x' }] }],
  ['another path', { allow: [{ paths: ['lib/*.js'], reason: 'x' }] }],
  ['another value', { allow: [{ values: [key], reason: 'x' }] }],
  ['the certainty that is asked for', { minConfidence: 'high' }],
])('not accepted by %s', (_, config) => expect(lint(assembled, { config })).toEqual([ASSEMBLED]));

test('what is less sure than is asked for is not told', () => {
  expect(lint(used, { config: { minConfidence: 'high' } })).toEqual([]);
});

test.each([
  ['of the line', `${assembled.trimEnd()} // ${disable}line\n`],
  ['of the next line', `/* ${disable}next-line qodryx-live-key -- for tests */\n${assembled}`],
  ['inside the expression', `const k = '${token.slice(0, 9)}' + // ${disable}line\n  '${token.slice(9)}';\n`],
])('accepted by a suppression %s', (_, code) => expect(lint(code)).toEqual([]));

test.each([
  ['of another line', `// ${disable}line\n${assembled}`],
  ['of another rule', `${assembled.trimEnd()} // ${disable}line generic-api-key\n`],
  ['of where it is used', `const k = '${key}';\nf({ apiKey: k }); // ${disable}line\n`],
])('not accepted by a suppression %s', (_, code) => expect(lint(code)).toHaveLength(1));

test('a literal that is accepted as one thing is accepted as all that it is used for', () => {
  expect(lint(`const k = '${key}'; // ${disable}line generic-api-key\nf({ apiKey: k, authorization: 'Bearer ' + k });\n`)).toEqual([]);
});

test('what a part tells the whole does not', () => {
  expect(lint(`const k = '${key}';\nconst h = 'Bearer ' + k;\nf({ apiKey: k, authorization: h, again: { authorization: h } });\n`)).toEqual([USED.replace('api-key', 'bearer-token')]);
  expect(lint(`${assembled}f('Bearer ' + k, \`Bearer \${k}\`);\n`)).toEqual([ASSEMBLED]);
});

test('what no-secrets tells by options of its own is not told again', () => {
  const config = { minConfidence: 'high' };
  const code = `const secret = '${token.slice(8)}';\nf('qx_live_' + secret);\n`;
  expect(lint(code, { config })).toEqual(['2:3 no-hardcoded-credentials qodryx-live-key']);
  expect(lint(code, { config, choice: { minConfidence: 'medium' } })).toEqual(['1:17 no-secrets generic-secret']);
});

test('equal texts at two places are two credentials', () => {
  expect(lint(assembled + assembled.replace('k', 'l'))).toEqual([ASSEMBLED, ASSEMBLED.replace('1:', '2:')]);
});

test('lines end as they do in the file', () => {
  expect(lint(`f();\r\n// \u2028\r\n${assembled}`)).toEqual([ASSEMBLED.replace('1:', '4:')]);
});
