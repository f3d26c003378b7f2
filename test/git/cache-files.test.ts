// What lies in the folder of the cache: by whom and when it is written, how many files, and that nothing of anybody else's goes.
import { existsSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadCleanBlobs } from '../../src/cache/clean-blobs.ts';
import type { CleanBlobs } from '../../src/clean-blob.ts';
import { cleanFile, createCache, filesOf, folderOf, scanJson } from '../support/cache.ts';
import { commit, createHistory, leak } from '../support/history.ts';
import { createFolder, runGit, writeTree } from '../support/repo-tree.ts';
import { runHere } from '../support/run-cli.ts';

test('a run that learns nothing writes nothing', async () => {
  const env = createCache();
  const root = createHistory();
  commit(root, 'one', { 'a.js': 'clean\n', 'b.js': leak('b'), 'wide.js': Buffer.from('\ufeffwide\n', 'utf16le') });
  await scanJson(root, env);
  const before = statSync(cleanFile(env)).ino;
  await scanJson(root, env);
  expect(statSync(cleanFile(env)).ino).toBe(before);
});

test('only the history is remembered: not what is staged, under review or on disk', async () => {
  const env = createCache();
  const root = createHistory();
  commit(root, 'one', { 'a.js': 'clean\n' });
  commit(root, 'two', { 'a.js': 'cleaner\n' });
  writeTree(root, { 'b.js': 'b\n' });
  runGit(root, ['add', '.']);
  for (const args of [['scan'], ['scan', '--since', 'HEAD~1'], ['staged']]) expect((await runHere(args, { cwd: root, env })).code).toBe(0);
  expect(existsSync(folderOf(env))).toBe(false);
});

test('another build of leaklint knows nothing of what this one found clean', () => {
  const folder = join(createFolder(), 'cache');
  const load = (version: string, objectFormat: 'sha1' | 'sha256' = 'sha1'): CleanBlobs | undefined => loadCleanBlobs(folder, { version, rules: [], maxFileSize: 1, objectFormat });
  const id = 'a'.repeat(40);
  load('1.0.0 one')?.add([{ id, pathKind: 0 }]);
  expect(['1.0.0 one', '1.0.0 two', '1.0.1 one'].map((version) => load(version)?.holds(id, [0]))).toEqual([true, false, false]);
  expect(load('1.0.0 one', 'sha256')?.holds(id, [0])).toBe(false);
  expect(load('1.0.0 one')?.holds(id, [0, 1])).toBe(false);
});

test('the sixteen files that were written last stay, and all that is not ours', async () => {
  const env = createCache();
  const root = createHistory();
  commit(root, 'one', { 'a.js': 'clean\n' });
  const names = Array.from({ length: 20 }, (_, index) => `clean-${index.toString(16).padStart(64, '0')}`);
  const others = ['clean-room.txt', `clean-${'0'.repeat(63)}`, `temp-${'0'.repeat(24)}`];
  writeTree(folderOf(env), Object.fromEntries([...names, ...others].map((name) => [name, name])));
  // The first is the newest.
  names.forEach((name, index) => utimesSync(join(folderOf(env), name), 1e9 - index, 1e9 - index));
  await scanJson(root, env);
  const kept = new Set([...names.slice(0, 15), ...others, 'key']);
  expect(filesOf(env).filter((name) => !kept.has(name))).toEqual([expect.stringMatching(/^clean-[0-9a-f]{64}$/)]);
  expect(filesOf(env)).toHaveLength(kept.size + 1);
});
