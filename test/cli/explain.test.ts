// `leaklint explain --file`: every way in which a match of a pattern can end, said in words, without the secret.
import { expect, test } from 'vitest';
import { expandExample } from '../../src/rule/expand.ts';
import { expectSameAsProcess, runHere, type Run } from '../support/run-cli.ts';
import { createTree } from '../support/temp.ts';

const key = expandExample('<alnum:40>', 'explain');
const live = expandExample('qx_live_<alnum:32>', 'explain');
const human = ['Garden', 'Kettle', '47', '!'].join('');
const disable = ['leaklint', 'disable', 'line'].join('-');

async function explain(text: string, { path = 'src/a.ts', line = 1, files = {}, args = [] }: Options = {}): Promise<Run> {
  const cwd = createTree({ [path]: text, ...files });
  return runHere(['explain', '--file', `${path}:${line}`, ...args], { cwd });
}

interface Options {
  readonly path?: string;
  readonly line?: number;
  readonly files?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

const config = (value: unknown): Options => ({ files: { 'leaklint.config.json': JSON.stringify(value) } });
const encoded = Buffer.from(human).toString('base64');

const table: readonly [text: string, options: Options, ends: string, why: string][] = [
  [`password = "${human}"`, {}, '✔ reported: high, medium confidence, exposure never', 'reported'],
  [`é €\n🔑\u00a0password = "${human}"`, { line: 2 }, 'generic-password: …(15) at column 16', 'columns as editors count them'],
  [`password: ${encoded}`, { path: 'a.yml' }, 'generic-password: …(15) at column 11, in base64', 'in a layer'],
  [`password: ${encoded}`, { path: 'a.yml' }, '✘ not reported: it is encoded text; what it decodes to is judged by itself', 'the layer around it'],
  ['password = "changeme1"', {}, '✘ not reported: it says that it is an example', 'placeholder'],
  ['password = "Passw0rd1"', {}, '✘ not reported: it only names what belongs there', 'placeholder'],
  ['password = "Bitte1 wählen"', {}, '✘ not reported: the value goes on behind it', 'a sentence'],
  [`secret = ${key}`, {}, '✘ not reported: without quotes it is an expression here', 'expression'],
  [`publicToken = "${key}"`, {}, '✘ not reported: a word before the name says that it is none', 'name'],
  [`token: "${key}"`, { path: 'package-lock.json' }, '✘ not reported: it stands in a lock file', 'syntax'],
  [`password = "zk7x2q"`, {}, '✘ not reported: its confidence is low; --min-confidence low shows it', 'confidence'],
  [`password = "zk7x2q"`, { args: ['--min-confidence', 'low'] }, '✔ reported: high, low confidence', 'confidence asked for'],
  [`x = "${live}" // ${disable} qodryx-live-key -- ours`, {}, '✘ not reported: a comment accepts it (ours)', 'suppressed inline'],
  [`x = "${live}"`, config({ allow: [{ rules: ['qodryx'], reason: 'sandbox' }] }), '✘ not reported: the configuration accepts it (sandbox)', 'suppressed by the configuration'],
  [`x = "${live}"`, config({ rules: { qodryx: 'off' } }), '✘ not reported: the configuration switches the rule off', 'off'],
  [`apiKey = "${live}"`, {}, '✘ not reported: qodryx-live-key is better founded and covers the same text', 'overlap'],
  [`pk = "${expandExample('pk_live_<alnum:24>', 'explain')}"`, {}, '✘ not listed: it is made to be public; --show-public lists it', 'public'],
  [`key = "${expandExample('qyd_live_<alnum:3>', 'explain')}"`, {}, 'stands here; what follows or precedes it does not fit', 'a literal without its pattern'],
  ['let x = 1;', {}, 'No pattern of a rule matches on this line.', 'nothing'],
];

test.each(table)('%j with %j says %j: %s', async (text, options, ends) => {
  const { code, stdout, stderr } = await explain(text, options);
  expect(stderr).toBe('');
  expect(stdout).toContain(ends);
  expect(code).toBe(0);
  for (const secret of [key, live, human, encoded]) expect(stdout).not.toContain(secret);
});

test('what is no secret is shown, what may be one is not', async () => {
  const { stdout } = await explain('f({ password: "changeme!", token: getToken2(), pin: 1 })');
  expect(stdout).toContain('changeme!');
  expect(stdout).toContain('getToken2');
  const hidden = await explain('f({ password: "zk7x2q" })');
  expect(hidden.stdout).not.toContain('zk7x2q');
});

test('the whole answer', async () => {
  const { stdout } = await explain(`const dbPassword = "${human}";`);
  expect(stdout).toMatchInlineSnapshot(`
    "src/a.ts:1 (read as code)
      const dbPassword = "…(15)";

    generic-password: …(15) at column 21
      ✔ the pattern matches, and nothing beside it makes it part of something longer
      ✔ it is none of the samples that its documentation shows
      ✔ it is no placeholder
      ✔ name, syntax and shape make it a password
      ✔ reported: high, medium confidence, exposure never
    "
  `);
});

test('for machines', async () => {
  const { stdout } = await explain(`password: ${encoded}`, { path: 'a.yml', args: ['--format', 'json'] });
  expect(JSON.parse(stdout)).toEqual({
    version: 1,
    path: 'a.yml',
    line: 1,
    syntax: 'config',
    decisions: [
      { ruleId: 'generic-password', line: 1, column: 11, secret: '…(20)', layer: [], outcome: 'rejected', by: 'plausible:encoded' },
      { ruleId: 'generic-password', line: 1, column: 11, secret: '…(15)', layer: ['base64'], outcome: 'reported' },
    ],
    unmatched: expect.any(Array),
  });
});

const mistakes: readonly [args: readonly string[], message: string][] = [
  [['explain'], 'explain needs a rule id or --file'],
  [['explain', 'jwt-token', '--file', 'a.ts:1'], 'explain needs a rule id or --file'],
  [['explain', '--file', 'a.ts'], '--file "a.ts" names no line'],
  [['explain', '--file', 'a.ts:0'], '--file "a.ts:0" names no line'],
  [['explain', '--file', 'a.ts:9'], 'a.ts has no line 9'],
  [['explain', '--file', 'none.ts:1'], 'there is no file or folder'],
  [['explain', '--file', 'a.bin:1'], 'a.bin is not scanned: it is binary'],
  [['explain', '--file', 'out/x.ts:1'], 'out/x.ts is not scanned'],
];

test.each(mistakes)('%j: %s', async (args, message) => {
  const cwd = createTree({ 'a.ts': 'x\n', 'a.bin': '\0\0', 'out/x.ts': 'x', '.leaklintignore': 'out/\n' });
  const { code, stdout, stderr } = await runHere(args, { cwd });
  expect(stderr).toContain(`leaklint: ${message}`);
  expect(stderr).toContain('hint: ');
  expect(stdout).toBe('');
  expect(code).toBe(2);
});

test('a process says the same', async () => {
  const cwd = createTree({ 'a.ts': `é €\n🔑\u00a0password = "${human}"\n` });
  for (const line of ['2', '3', '9']) await expectSameAsProcess(['explain', '--file', `a.ts:${line}`], { cwd });
});
