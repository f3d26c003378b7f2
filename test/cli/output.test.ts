// Where reports go and that they are the same bytes everywhere: formats, files, colours, quiet, stats (promise 5).
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { reporters } from '../../src/reporters/index.ts';
import { expandExample } from '../../src/rule/expand.ts';
import { runCli, runHere, type Run } from '../support/run-cli.ts';
import { createTree } from '../support/temp.ts';

const live = expandExample('qx_live_<alnum:32>', 'live');
const publishable = expandExample('pk_live_<alnum:24>', 'stripe');
const next = ['leaklint', 'disable', 'next', 'line'].join('-');

/** A report of it has findings of every status, a problem, notes, and names a configuration. */
const files = {
  'app/a.env': `A=${live}\nB=${publishable}\n`,
  'app/b.js': `// ${next} qodryx -- no such id\nf('${live}');\n`,
  'app/c.js': `// ${next} qodryx-live-key -- tutorial\nf('${live}');\n`,
  'app/d.js': `g('${live}');\n`,
  'app/large.txt': 'x'.repeat(500),
  'app/image.png': Uint8Array.of(0, 1, 2),
  'app/leaklint.config.json': '{"allow":[{"paths":["d.js"],"reason":"sandbox"}],"maxFileSize":400}',
  'out/keep': '',
};

function app(): string {
  return join(createTree(files), 'app');
}

const formats = Object.keys(reporters);
const epoch = { SOURCE_DATE_EPOCH: '1700000000' };

test('several formats at once, to stdout and to files, each as when it is alone', async () => {
  const cwd = app();
  const targets = formats.flatMap((name) => ['--format', `${name}=../out/report.${name}`]);
  const together = await runCli([...targets, '--format', 'json'], { cwd, env: epoch });
  expect(together).toMatchObject({ code: 1, stderr: '' });
  for (const name of formats) {
    const alone = await runCli(['--format', name], { cwd, env: epoch });
    expect(readFileSync(join(cwd, `../out/report.${name}`), 'utf8'), name).toBe(alone.stdout);
    if (name === 'json') expect(together.stdout).toBe(alone.stdout);
  }
});

test('with files only, stdout is empty', async () => {
  const run = await runCli(['--format', 'sarif=../out/report.sarif'], { cwd: app() });
  expect(run).toMatchObject({ code: 1, stdout: '', stderr: '' });
});

test('json and every line of jsonl conform to their schemas', async () => {
  const read = (name: string): object =>
    JSON.parse(readFileSync(new URL(`../../schema/${name}.schema.json`, import.meta.url), 'utf8')) as object;
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(read('report'), 'report.schema.json');
  ajv.addSchema(read('report-line'), 'line');
  const cwd = app();
  const report: unknown = JSON.parse((await runCli(['--format', 'json', '--show-public'], { cwd })).stdout);
  expect(ajv.validate('report.schema.json', report), JSON.stringify(ajv.errors)).toBe(true);
  const lines = (await runCli(['--format', 'jsonl', '--show-public'], { cwd })).stdout.trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(6);
  for (const line of lines) expect(ajv.validate('line', JSON.parse(line)), line).toBe(true);
});

test('--quiet leaves findings and problems, nothing of a clean tree', async () => {
  const { stdout } = await runCli(['--quiet'], { cwd: app() });
  expect(stdout).toContain('problem  large.txt');
  expect(stdout).not.toMatch(/What to do now|note|finding|config/);
  expect(await runCli(['--quiet'], { cwd: createTree({ 'a.js': '1' }) })).toMatchObject({ code: 0, stdout: '', stderr: '' });
});

test('--stats is one line on stderr and changes nothing on stdout', async () => {
  const cwd = app();
  const plain = await runCli([], { cwd });
  const stats = await runCli(['--stats'], { cwd });
  expect(stats.stdout).toBe(plain.stdout);
  expect(stats.stderr).toMatch(/^\d+ files?, \d+ bytes, \d+ ms, [\d.]+ MB\/s\n$/);
});

const colours: readonly (readonly [env: Readonly<Record<string, string>>, args: readonly string[], isColoured: boolean])[] = [
  [{}, [], false],
  [{ FORCE_COLOR: '1' }, [], true],
  [{ FORCE_COLOR: '3', TERM: 'dumb' }, [], true],
  [{ FORCE_COLOR: '0' }, [], false],
  [{ FORCE_COLOR: '' }, [], false],
  [{ FORCE_COLOR: '1', NO_COLOR: '1' }, [], false],
  [{ FORCE_COLOR: '1', NO_COLOR: '' }, [], true],
  [{ FORCE_COLOR: '1' }, ['--no-color'], false],
  [{ FORCE_COLOR: '1' }, ['--format', 'json'], false],
  [{ FORCE_COLOR: '1' }, ['--format', 'text=../out/r.txt', '--format', 'sarif'], false],
];

test.each(colours)('%j %j: coloured %s', async (env, args, isColoured) => {
  const cwd = app();
  const { stdout } = await runCli(args, { cwd, env });
  expect(stdout.includes('\u001b[')).toBe(isColoured);
  if (args[1]?.startsWith('text=')) expect(readFileSync(join(cwd, '../out/r.txt'), 'utf8')).not.toContain('\u001b');
});

test('every format is the same bytes on every run and every machine', async () => {
  const args = [...formats.flatMap((name) => ['--format', name]), '--show-public'];
  const [here, there] = [app(), app()];
  const first = await runCli(args, { cwd: here, env: epoch });
  const elsewhere: readonly Promise<Run>[] = [
    runCli(args, { cwd: here, env: epoch }),
    runCli([...args, '.'], { cwd: here, env: epoch }),
    runCli([...args, here], { cwd: here, env: epoch }),
    runCli(args, { cwd: there, env: epoch }),
    runCli([...args, there], { cwd: tmpdir(), env: epoch }),
    runCli(args, { cwd: there, env: { ...epoch, TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'de_DE.UTF-8' } }),
  ];
  expect(first.stdout.length).toBeGreaterThan(5000);
  for (const run of await Promise.all(elsewhere)) expect(run).toEqual(first);
  for (const machine of [here, tmpdir(), process.cwd()]) expect(first.stdout).not.toContain(machine);
  const times = /\d{4}-\d\d-\d\dT[\d:]*|\d\d:\d\d:\d\d|\d+ ms/g;
  // GitLab's format demands a time.
  expect(first.stdout.match(times)).toEqual(['2023-11-14T22:13:20', '2023-11-14T22:13:20']);
});

test('the time of a report is the clock, or SOURCE_DATE_EPOCH', async () => {
  const cwd = createTree({ 'a.js': '1;\n' });
  const before = new Date().toISOString();
  const { stdout } = await runCli(['--format', 'gitlab'], { cwd });
  const time = /"end_time": "(.*)"/.exec(stdout)?.[1] ?? '';
  expect([before.slice(0, 19), time, new Date().toISOString()].toSorted()[1]).toBe(time);
  for (const wrong of ['yesterday', '-1', '1.5', '123456789012']) {
    const run = await runHere([], { cwd, env: { SOURCE_DATE_EPOCH: wrong } });
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain('SOURCE_DATE_EPOCH is not a number of seconds');
  }
  expect(await runHere([], { cwd, env: { SOURCE_DATE_EPOCH: '' } })).toMatchObject({ code: 0 });
});
