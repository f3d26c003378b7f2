// What is said of a build that is in memory: the project's decisions hold, options change them, mistakes and what was not read fail it.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkBuild } from '../../src/bundler/check-build.ts';
import type { LeaklintOptions } from '../../src/bundler/plugin.ts';
import { runHere } from '../support/run-cli.ts';
import { build, live, maps, password, publishable } from '../support/shipped.ts';
import { createTree } from '../support/temp.ts';

/** `check` of the files in `dist` that a project holds in memory; the others are on disk. */
async function check(files: Readonly<Record<string, string>>, options: LeaklintOptions = {}): Promise<string> {
  const entries = Object.entries({ 'leaklint.config.json': '{}', ...files });
  const folder = createTree(Object.fromEntries(entries.filter(([path]) => !path.startsWith('dist/'))));
  const emitted = entries.filter(([path]) => path.startsWith('dist/')).map(([path, text]) => [path.slice('dist/'.length), text] as const);
  const verdict = await checkBuild({ folder, outFolder: join(folder, 'dist'), files: new Map(emitted) }, options);
  const { kind, message } = verdict ?? { kind: 'clean', message: '' };
  expect([live, maps, publishable, password].filter((secret) => message.includes(secret))).toEqual([]);
  return `${kind} ${message}`;
}

const leak = { 'dist/a.js': `f("${live}");\n` };
const source = `export const key = f('${live}');\n`;
const traced = build({ source: ['src/a.ts', source], out: 'dist/a.js' });

describe('the exposure decides', () => {
  test.each<[string, Readonly<Record<string, string>>, LeaklintOptions, RegExp]>([
    ['never', leak, {}, /^failure leaklint: 1 finding must not reach a browser\n\ncritical {2}Stripe live secret key/],
    ['restricted', { 'dist/a.js': `f("${maps}");\n` }, {}, /^warning leaklint: 1 finding to look at\n\nmedium {2}Google API key .* restricted\n {2}dist\/a\.js:1:4\n(?:.*\n)* {2}risk: .*restrictions/],
    ['restricted, to fail', { 'dist/a.js': `f("${maps}");\n` }, { failOnRestricted: true }, /^failure leaklint: 1 finding must not/],
    ['public', { 'dist/a.js': `f("${publishable}");\n` }, {}, /^clean $/],
    ['nothing', { 'dist/a.js': 'f();\n' }, {}, /^clean $/],
    ['no file at all', {}, {}, /^clean $/],
  ])('%s', async (_, files, options, said) => {
    expect(await check(files, options)).toMatch(said);
  });
});

describe('the place', () => {
  test('is that of the source, by a map in memory, beside the script or in it', async () => {
    const { 'dist/a.js': script = '', 'dist/a.js.map': map = '' } = traced;
    const hidden = script.replace(/\/\/# .*\n/, '');
    const inline = `${hidden}//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString('base64')}\n`;
    for (const files of [{ 'dist/a.js': script, 'dist/a.js.map': map }, { 'dist/a.js': hidden, 'dist/a.js.map': map }, { 'dist/a.js': inline }]) {
      expect(await check(files)).toContain('\n  src/a.ts:1:23  shipped in dist/a.js:1:');
    }
  });

  test('is that in the script without a map', async () => {
    expect(await check(leak)).toContain('\n  dist/a.js:1:4\n');
  });

  test('is found with the sources on disk where the map has none', async () => {
    const files = build({ source: ['src/a.ts', `/* */ const url = process.env.HOOK;\n${source}`], out: 'dist/a.js', contents: false });
    expect(await check(files)).toContain('\n  src/a.ts:2:23  shipped in dist/a.js:1:');
  });
});

describe('the project decides', () => {
  const accepting = (words: string): Readonly<Record<string, string>> =>
    build({ source: ['src/a.ts', `// ${['leaklint', 'disable', 'next-line'].join('-')} ${words}\n${source}`], out: 'dist/a.js' });

  test('a comment in the source accepts', async () => {
    expect(await check(accepting('stripe-test-key'))).toMatch(/^failure /);
    expect(await check(accepting('stripe-secret-key -- made up'))).toMatch(/^warning leaklint: 1 finding to look at\n\nlow {2}Source map/);
  });

  test.each([
    ['a severity', '{"rules":{"stripe":"low"}}', 'warning '],
    ['a rule that is off', '{"rules":{"stripe":"off","generic":"off"}}', 'clean '],
    ['what fails', '{"rules":{"stripe":"high"},"failOn":"critical"}', 'warning '],
    ['an accepted path', '{"allow":[{"paths":["dist/**"],"reason":"made up"}]}', 'clean '],
    ['all left out', '{"exclude":["dist"]}', 'failure leaklint: not all of this build could be checked\n\nproblem  .: no file to scan was found'],
    ['a size', '{"maxFileSize":"20B"}', 'failure leaklint: not all of this build could be checked\n\nproblem  dist/a.js: larger than'],
    ['a mistake', '{"failon":"high"}', 'failure leaklint: '],
  ])('%s', async (_, config, said) => {
    expect((await check({ ...leak, 'leaklint.config.json': config })).startsWith(said)).toBe(true);
  });

  test('its baseline accepts', async () => {
    const folder = createTree({ 'leaklint.config.json': '{}', ...leak });
    const files = new Map([['a.js', leak['dist/a.js']]]);
    const kind = async (): Promise<string | undefined> => (await checkBuild({ folder, outFolder: join(folder, 'dist'), files }, {}))?.kind;
    expect(await kind()).toBe('failure');
    expect((await runHere(['baseline', 'create'], { cwd: folder })).code).toBe(0);
    expect(await kind()).toBeUndefined();
  });
});

describe('options', () => {
  test('failOn', async () => {
    const files = { ...leak, 'leaklint.config.json': '{"rules":{"stripe":"high"}}' };
    expect(await check(files, { failOn: 'critical' })).toMatch(/^warning /);
    expect(await check({ ...files, 'leaklint.config.json': '{"rules":{"stripe":"high"},"failOn":"critical"}' }, { failOn: 'high' })).toMatch(/^failure /);
  });

  const files = { 'dist/a.js': `f("${password}");\n` };
  const line = `ADMIN_PASSWORD=${password}\n`;
  const found = 'failure leaklint: 1 finding must not reach a browser\n\nhigh  Value of ADMIN_PASSWORD from ';

  test.each<[string, Readonly<Record<string, string>>, LeaklintOptions, string]>([
    ['files beside the project', { '.env.local': line }, {}, `${found}.env.local `],
    ['none', { '.env': line }, { envFiles: false }, 'clean '],
    ['another file', { 'config/live.env': line }, { envFiles: ['config/live.env'] }, `${found}config/live.env `],
    ['one that is not there', {}, { envFiles: ['live.env'] }, 'failure leaklint: cannot read the environment file "live.env": there is no such file\n  hint: '],
    ['variables', {}, { env: { ADMIN_PASSWORD: password, OTHER: undefined } }, `${found}the environment `],
  ])('environment: %s', async (_, more, options, said) => {
    expect((await check({ ...files, ...more }, options)).startsWith(said)).toBe(true);
  });
});

test('of many findings the worst are listed', async () => {
  const scripts = Array.from({ length: 12 }, (_, index) => [`dist/${String(index).padStart(2, '0')}.js`, `f("${live.slice(0, -2)}${index + 10}");\n`]);
  const said = await check({ ...Object.fromEntries(scripts), 'leaklint.config.json': '{"minConfidence":"low"}' });
  expect(said).toMatch(/^failure leaklint: 12 findings must not reach a browser, the worst 10 are\n/);
  expect(said.match(/^ {2}dist\/\d\d\.js:1:4$/gm)).toHaveLength(10);
});

test('what the bundler goes on with is not changed', async () => {
  const { 'dist/a.js': script = '', 'dist/a.js.map': map = '' } = traced;
  const inline = Buffer.from(`${script.replace(/\/\/# .*\n/, '')}//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString('base64')}\n`);
  const files = new Map([['a.js', inline], ['b.js.map', Buffer.from(map)]]);
  const before = [...files.values()].map(String);
  const folder = createTree({ 'leaklint.config.json': '{}' });
  expect(await checkBuild({ folder, outFolder: join(folder, 'dist'), files }, {})).toMatchObject({ kind: 'failure' });
  expect([...files.values()].map(String)).toEqual(before);
});
