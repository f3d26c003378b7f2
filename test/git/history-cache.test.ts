// The cache of `leaklint history`: a report is the same without it, with an empty one and with one of earlier runs; it is
// read only if this user wrote it, holds nothing of the repository but ids, and never stops a run.
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pathKindOf, syntaxOf } from '../../src/sources/syntax.ts';
import { contentFiles, createCache, createFilled, expectSame, fileOf, filesOf, folderOf, readsAll, scanJson, type Env } from '../support/cache.ts';
import { commit, createHistory, damage, leak, objectFile, token } from '../support/history.ts';
import { createFolder, runGit, writeTree } from '../support/repo-tree.ts';
import { runCli } from '../support/run-cli.ts';

const word = 'leaklint-' + 'disable-line';
const password = ['Xk', 7, 'vQ', 9, 'zTp', 2, 'mW', 4, 'r'].join('');
const paths = ['a.js', 'b.yml', 'bun.lock', 'sub/c.md', 'run', '.rc', 'd.ts', '.env'];
const contents: readonly (string | Uint8Array | undefined)[] = [
  undefined, 'clean\n', 'clean too\n', leak('one'), `\n${leak('one')}`, leak('two').replace('\n', ` // ${word} -- sandbox\n`), `idle // ${word}\n`,
  `password: ${password}\n`, `const it = 1;${'a+'.repeat(600)}`, '#!/bin/sh\nexit\n', Buffer.of(0, 1), Buffer.from('\ufeffmarked\n'),
  Buffer.from('\ufeffwide\n', 'utf16le'), 'x'.repeat(3000), `${token('prose')}\n`, '',
];
const settings: readonly (readonly string[])[] = [
  [], ['--only', 'generic'], ['--skip', 'high'], ['--min-confidence', 'high'], ['--max-file-size', '1KB'], ['--no-config'], ['--max-commits', '2'], ['--jobs', '2'],
];
const configs = ['{}', '{ "rules": { "generic": "off" } }', '{ "allow": [{ "paths": ["a.js"], "reason": "sandbox" }] }', '{ "exclude": ["sub/**"] }', '{ "minConfidence": "high" }'];

function ownPack(literal: string): string {
  return `provider: { id: own, name: Own, hosts: [], rotate: [Change it.] }
rules:
  - id: own-word
    title: Own word
    risk: None.
    severity: low
    confidence: high
    exposure: never
    references: ['https://example.com']
    pattern: '${literal}[A-Za-z0-9]{8}'
    examples: { match: ['${literal}<alnum:8>'], noMatch: ['${literal}'] }
`;
}

function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % below;
  };
}

test.each([1, 2, 3])('a random history, seed %i: the same bytes, whatever was cached', async (seed) => {
  const env = createCache();
  const random = createRandom(seed);
  const root = createHistory();
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
  for (let round = 0; round < 5; round++) {
    const files = Array.from({ length: 5 }, () => [pick(paths), pick(contents)] as const);
    if (round > 2 && random(3) === 0) runGit(root, ['reset', '-q', '--hard', 'HEAD~1']);
    commit(root, `round ${round}`, Object.fromEntries(files.filter(([path, content]) => content !== undefined || existsSync(join(root, path)))));
    writeTree(root, { 'leaklint.config.json': pick(configs) });
    await expectSame(root, env, pick(settings));
  }
});

test('paths of one kind: the same content has the same syntax', () => {
  const name = fc.constantFrom(...paths, 'x.min.js', 'config.json', 'Dockerfile', 'package-lock.json', 'e.css', 'x.unknown', 'README', '.a', 'f.mjs', 'config');
  const content = fc.constantFrom('', '#!x', 'a', 'x'.repeat(2000), `#!${'x'.repeat(2000)}`, 'x\n'.repeat(800)).map((text) => Buffer.from(text));
  fc.assert(fc.property(name, name, content, (one, other, bytes) => pathKindOf(one) !== pathKindOf(other) || syntaxOf(one, bytes) === syntaxOf(other, bytes)), { numRuns: 3000 });
  expect(paths.every((path) => pathKindOf(path) < 256)).toBe(true);
});

test('a second run reads no clean blob; --no-cache does', async () => {
  const env = createCache();
  const root = await createFilled(env);
  expect(await readsAll(root, env)).toBe(false);
  expect((await scanJson(root, env, ['--no-cache'])).stdout).toContain('"unreadable"');
});

test.each([false, true])('a known blob that is lost or damaged is not missed, commits known: %s', async (isKnown) => {
  const env = createCache();
  const root = await createFilled(env);
  if (!isKnown) rmSync(fileOf(env, 'commits'));
  const file = objectFile(root, 'HEAD:a.js');
  const expected = { problems: [], summary: { files: 2 } };
  expect(JSON.parse((await scanJson(root, env)).stdout)).toMatchObject(expected);
  writeFileSync(file, 'no object');
  expect(JSON.parse((await scanJson(root, env)).stdout)).toMatchObject(expected);
  rmSync(file);
  expect(JSON.parse((await scanJson(root, env)).stdout)).toMatchObject(expected);
  expect(JSON.parse((await scanJson(root, env, ['--no-cache'])).stdout)).toMatchObject({ problems: [{ path: 'a.js', code: 'unreadable' }], summary: { files: 1 } });
});

test('a binary blob is not read again; one with a byte order mark is, since it is scanned as another text', async () => {
  const env = createCache();
  const root = createHistory();
  commit(root, 'one', { 'a.bin': Buffer.from(`\0${'x'.repeat(99)}`), 'b.js': '\ufeffmarked\n'.repeat(20), 'c.js': '\ufeff\0'.repeat(20) });
  expect(JSON.parse((await expectSame(root, env)).stdout)).toMatchObject({ summary: { files: 1, skipped: { binary: 2 } } });
  damage(root, 'HEAD:a.bin');
  expect(await readsAll(root, env)).toBe(false);
  for (const name of ['HEAD:b.js', 'HEAD:c.js']) {
    damage(root, name);
    expect(await readsAll(root, env)).toBe(true);
  }
});

test('what a clean blob is at another path is not known', async () => {
  const env = createCache();
  const root = createHistory();
  commit(root, 'one', { 'bun.lock': `password: ${password}\n` });
  expect((await expectSame(root, env)).code).toBe(0);
  commit(root, 'two', { 'a.yml': `password: ${password}\n` });
  expect((await expectSame(root, env)).code).toBe(1);
});

test('other rules, another rule pack, another size: other circumstances', async () => {
  const env = createCache();
  const root = createHistory();
  const text = `own${'k3Jd8sQ1'}\n`;
  commit(root, 'one', { 'a.js': text, 'b.js': leak('b') });
  const folder = createFolder();
  writeTree(folder, { 'own.yml': ownPack('none') });
  const rules = ['--rules', join(folder, 'own.yml')];
  const before = await expectSame(root, env, rules);
  writeTree(folder, { 'own.yml': ownPack('own') });
  expect((await expectSame(root, env, rules)).stdout).not.toBe(before.stdout);
  await expectSame(root, env, ['--only', 'generic']);
  await expectSame(root, env, ['--max-file-size', '1KB']);
  expect((await expectSame(root, env)).code).toBe(1);
});

test.each(['clean\n', '\0'])('content under the id of another blob vouches for nothing: %j', async (content) => {
  const env = createCache();
  const [forged, honest] = [createHistory(), createHistory()];
  commit(honest, 'one', { 'a.js': leak('a') });
  commit(forged, 'one', { 'a.js': leak('a') });
  const [id, other] = [runGit(forged, ['rev-parse', 'HEAD:a.js']).trim(), runGit(forged, ['hash-object', '-w', '--stdin'], content).trim()];
  renameSync(objectFile(forged, other), objectFile(forged, id));
  await scanJson(forged, env);
  expect((await scanJson(honest, env)).code).toBe(1);
});

test('a repository with SHA-256', async () => {
  const env = createCache();
  const root = createHistory('--object-format=sha256');
  commit(root, 'one', { 'a.js': 'clean\n'.repeat(20), 'b.js': leak('b') });
  await expectSame(root, env);
  damage(root, 'HEAD:a.js');
  expect(await readsAll(root, env)).toBe(false);
});

test.each<readonly [string, (file: string, env: Env) => void]>([
  ['changed', (file) => { const bytes = readFileSync(file); bytes[60] = (bytes[60] ?? 0) ^ 1; writeFileSync(file, bytes); }],
  ['cut short', (file) => writeFileSync(file, readFileSync(file).subarray(0, -21))],
  ['empty', (file) => writeFileSync(file, '')],
  ['of another key', (_, env) => writeFileSync(join(folderOf(env), 'key'), Buffer.alloc(32, 7))],
  ['without its key', (_, env) => rmSync(join(folderOf(env), 'key'), { force: true })],
  ['with a key that was cut short', (_, env) => writeFileSync(join(folderOf(env), 'key'), 'short')],
  ['a link', (file) => { renameSync(file, `${file}.old`); symlinkSync(`${file}.old`, file); }],
  ['larger than any', (file) => truncateSync(file, 128_000_001)],
])('a cache that is %s is not believed, and is made anew', async (_, spoil) => {
  const env = createCache();
  const root = await createFilled(env);
  expect(await readsAll(root, env)).toBe(false);
  for (const file of contentFiles(env)) spoil(file, env);
  expect(await readsAll(root, env)).toBe(true);
  commit(root, 'two', { 'c.js': 'also clean\n'.repeat(20) });
  await scanJson(root, env);
  damage(root, 'HEAD:c.js');
  expect((await scanJson(root, env)).stdout).not.toContain('c.js');
});

test('one that was made for other circumstances is not believed under another name', async () => {
  const env = createCache();
  const root = await createFilled(env);
  const files = contentFiles(env);
  for (const file of files) rmSync(file);
  const other = createHistory();
  commit(other, 'one', { 'a.js': 'clean\n'.repeat(20) });
  runGit(root, ['fetch', '-q', other]);
  await scanJson(root, env, ['--only', 'generic']);
  await scanJson(other, env, ['--only', 'generic']);
  contentFiles(env).forEach((file, index) => renameSync(file, files[index] ?? ''));
  expect(await readsAll(root, env)).toBe(true);
});

test.skipIf(process.getuid?.() !== 0)('a file, key or folder of another user is not believed', async () => {
  const env = createCache();
  const root = await createFilled(env);
  const key = join(folderOf(env), 'key');
  for (const paths of [[folderOf(env)], contentFiles(env), [key]]) {
    expect(await readsAll(root, env)).toBe(false);
    for (const path of paths) chownSync(path, 65_534, 65_534);
    expect(await readsAll(root, env)).toBe(true);
    // A key of another user is replaced.
    for (const path of paths) chownSync(path, 0, 0);
  }
});

test('only the user may read it; it holds neither path nor secret, and nothing else is left there', async () => {
  const env = createCache();
  const root = createHistory();
  commit(root, 'a subject', { 'a-path.js': 'clean text\n', 'b.js': leak('b') });
  await expectSame(root, env);
  expect(filesOf(env)).toEqual([expect.stringMatching(/^clean-[0-9a-f]{64}$/), expect.stringMatching(/^commits-[0-9a-f]{64}$/), 'key']);
  expect(statSync(folderOf(env)).mode & 0o777).toBe(0o700);
  for (const name of filesOf(env)) {
    const bytes = readFileSync(join(folderOf(env), name));
    expect(statSync(join(folderOf(env), name)).mode & 0o777).toBe(0o600);
    for (const text of [token('b'), 'a-path', 'b.js', root, 'clean text', 'a subject']) expect(bytes.includes(text)).toBe(false);
  }
  const ids = ['HEAD:a-path.js', 'HEAD:b.js'].map((name) => Buffer.from(runGit(root, ['rev-parse', name]).trim(), 'hex'));
  expect(ids.map((id) => readFileSync(fileOf(env, 'clean')).includes(id))).toEqual([true, false]);
});

test('never in the repository, also through a link; the repository stays as it is', async () => {
  const env = createCache();
  const root = createHistory();
  commit(root, 'one', { 'a.js': 'clean\n' });
  const list = (): readonly string[] => readdirSync(root, { recursive: true }).map(String).sort();
  const before = list();
  const link = join(createFolder(), 'link');
  symlinkSync(root, link);
  for (const folder of [root, join(root, 'cache'), join(root, '.git/cache'), 'relative', join(link, 'cache')]) {
    expect((await expectSame(root, { ...env, LEAKLINT_CACHE_DIR: folder })).code).toBe(0);
    expect(list(), folder).toEqual(before);
  }
  const tree = join(createFolder(), 'tree');
  runGit(root, ['worktree', 'add', '-q', '--detach', tree]);
  await scanJson(tree, { ...env, LEAKLINT_CACHE_DIR: join(root, '.git/cache') });
  expect(existsSync(join(root, '.git/cache'))).toBe(false);
  await expectSame(root, env);
  expect(filesOf(env)).toHaveLength(3);
});

test.skipIf(process.platform === 'win32' || process.platform === 'darwin')('XDG_CACHE_HOME, else the home', async () => {
  const { LEAKLINT_CACHE_DIR: _, ...env } = createCache();
  const [home, xdg] = [createFolder(), createFolder()];
  const root = createHistory();
  commit(root, 'one', { 'a.js': 'clean\n' });
  await scanJson(root, { ...env, HOME: home });
  await scanJson(root, { ...env, HOME: home, XDG_CACHE_HOME: xdg });
  expect([readdirSync(join(home, '.cache/leaklint')).length, readdirSync(join(xdg, 'leaklint')).length]).toEqual([3, 3]);
});

test('where nothing can be kept, all goes on', async () => {
  const env = createCache();
  const root = createHistory();
  commit(root, 'one', { 'a.js': leak('a') });
  const file = join(createFolder(), 'file');
  writeFileSync(file, 'no folder');
  const locked = createFolder();
  chmodSync(locked, 0o500);
  for (const folder of [file, join(file, 'cache'), '/dev/null', '/proc/cache', locked]) {
    expect(await expectSame(root, { ...env, LEAKLINT_CACHE_DIR: folder })).toMatchObject({ code: 1, stderr: '' });
  }
  mkdirSync(join(folderOf(env), 'key'), { recursive: true });
  expect((await expectSame(root, env)).code).toBe(1);
});

test('runs at once agree on one key and leave a cache that is right', async () => {
  const env = createCache();
  const root = createHistory();
  commit(root, 'one', { 'a.js': 'clean\n'.repeat(20), 'b.js': leak('b') });
  const runs = await Promise.all(Array.from({ length: 5 }, () => runCli(['history', '--format', 'json'], { cwd: root, env })));
  expect(new Set(runs.map(({ stdout }) => stdout)).size).toBe(1);
  expect(filesOf(env)).toHaveLength(3);
  damage(root, 'HEAD:a.js');
  expect((await runCli(['history', '--format', 'json'], { cwd: root, env })).stdout).toBe(runs[0]?.stdout);
});

test('what several threads and several repositories find clean is kept together', async () => {
  const env = createCache();
  const [root, other] = [createHistory(), createHistory()];
  const line = 'const value = 1;\n';
  commit(root, 'one', Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`${index}.js`, `${index}${line.repeat(350_000)}`])));
  commit(other, 'one', { 'a.js': 'clean\n'.repeat(20) });
  await scanJson(root, env, ['--jobs', '3']);
  await scanJson(other, env);
  expect(statSync(fileOf(env, 'clean')).size).toBe(16 + 32 + 9 * 27 + 32);
});
