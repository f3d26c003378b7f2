// What lies in the folder of the cache: how many files, when they are written, and that nothing of anybody else's goes.
import { statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cleanFile, createCache, filesOf, folderOf, scanJson } from '../support/cache.ts';
import { commit, createHistory, leak } from '../support/history.ts';
import { writeTree } from '../support/repo-tree.ts';

test('a run that learns nothing writes nothing', async () => {
  const env = createCache();
  const root = createHistory();
  commit(root, 'one', { 'a.js': 'clean\n', 'b.js': leak('b'), 'wide.js': Buffer.from('\ufeffwide\n', 'utf16le') });
  await scanJson(root, env);
  const before = statSync(cleanFile(env)).ino;
  await scanJson(root, env);
  expect(statSync(cleanFile(env)).ino).toBe(before);
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
