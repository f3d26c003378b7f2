// What lies in the folder of the cache: by whom and when it is written, how many files, and that nothing of anybody else's goes.
import { existsSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCache, type Cache } from '../../src/cache/cache.ts';
import { contentFiles, createCache, filesOf, folderOf, scanJson } from '../support/cache.ts';
import { commit, createHistory, leak } from '../support/history.ts';
import { createFolder, runGit, writeTree } from '../support/repo-tree.ts';
import { runHere } from '../support/run-cli.ts';

test('a run that learns nothing writes nothing', async () => {
  const env = createCache();
  const root = createHistory();
  commit(root, 'one', { 'a.js': 'clean\n', 'b.js': leak('b'), 'wide.js': Buffer.from('\ufeffwide\n', 'utf16le') });
  await scanJson(root, env);
  const inodes = (): readonly number[] => contentFiles(env).map((file) => statSync(file).ino);
  const before = inodes();
  await scanJson(root, env);
  await scanJson(root, env, ['--max-commits', '1']);
  expect(inodes()).toEqual(before);
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
  const open = (version: string, objectFormat: 'sha1' | 'sha256' = 'sha1'): Cache | undefined => openCache(folder, { version, rules: [], maxFileSize: 1, objectFormat });
  const commitsOf = (version: string): ReturnType<Cache['commitsOf']> => open(version)?.commitsOf({ repository: folder, excluded: '' });
  const id = 'a'.repeat(40);
  const blob = { id, size: 7, isBinary: false };
  open('1.0.0 one')?.blobs.add([{ id, pathKind: 0, size: 7 }]);
  commitsOf('1.0.0 one')?.replace([], [{ id, blobs: [id] }], new Map([[id, blob]]));
  const versions = ['1.0.0 one', '1.0.0 two', '1.0.1 one'];
  expect(versions.map((version) => open(version)?.blobs.find(id, [0]))).toEqual([blob, undefined, undefined]);
  expect(versions.map((version) => commitsOf(version)?.othersOf(id))).toEqual([[], undefined, undefined]);
  expect(open('1.0.0 one', 'sha256')?.blobs.find(id, [0])).toBe(undefined);
  expect(open('1.0.0 one')?.blobs.find(id, [0, 1])).toBe(undefined);
});

test.each(['clean', 'commits'])('the thirty-two files of a kind that were written last stay, and all that is not ours: %s', async (kind) => {
  const env = createCache();
  const root = createHistory();
  commit(root, 'one', { 'a.js': 'clean\n' });
  const names = Array.from({ length: 40 }, (_, index) => `${kind}-${index.toString(16).padStart(64, '0')}`);
  const others = [`${kind}-room.txt`, `${kind}-${'0'.repeat(63)}`, `temp-${'0'.repeat(24)}`];
  writeTree(folderOf(env), Object.fromEntries([...names, ...others].map((name) => [name, name])));
  // The first is the newest.
  names.forEach((name, index) => utimesSync(join(folderOf(env), name), 1e9 - index, 1e9 - index));
  await scanJson(root, env);
  const kept = new Set([...names.slice(0, 31), ...others, 'key']);
  expect(filesOf(env).filter((name) => !kept.has(name))).toEqual([expect.stringMatching(/^clean-[0-9a-f]{64}$/), expect.stringMatching(/^commits-[0-9a-f]{64}$/)]);
  expect(filesOf(env)).toHaveLength(kept.size + 2);
});
