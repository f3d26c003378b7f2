// Two branches that both change a baseline, merged by the real git: never a conflict, and the union is what it means.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createAccepted, commitAll, editEntries, FILE, leak, leaklint, seen, shortOf, textOf, told } from '../support/baseline.ts';
import { createFolder, runGit, writeTree } from '../support/repo-tree.ts';

type Files = Readonly<Record<string, string | undefined>>;

/** Changes files (nothing takes one out), then what the baseline commands make of it, and commits. */
async function change(root: string, files: Files, ...commands: readonly string[]): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    if (text === undefined) runGit(root, ['rm', '-q', '--', path]);
    else writeTree(root, { [path]: text });
  }
  for (const command of commands) await told(root, 'baseline', command);
  commitAll(root);
}

/** Both sides leave the same commit; then the one is merged into the other. */
async function mergeOf(root: string, ours: () => Promise<void>, theirs: () => Promise<void>): Promise<void> {
  runGit(root, ['checkout', '-q', '-b', 'theirs']);
  await theirs();
  runGit(root, ['checkout', '-q', 'main']);
  await ours();
  runGit(root, ['merge', '-q', '--no-edit', 'theirs']);
  expect(runGit(root, ['status', '--porcelain'])).toBe('');
}

const base = { 'b.js': leak('b'), 'd.js': leak('d'), 'f.js': leak('f') };

test('both add, at the same place', async () => {
  const root = await createAccepted(base);
  await mergeOf(
    root,
    () => change(root, { 'c1.js': leak('c1'), 'e1.js': leak('e1') }, 'update'),
    () => change(root, { 'c2.js': leak('c2'), 'g2.js': leak('g2') }, 'update'),
  );
  expect([...shortOf(root)].sort()).toEqual(['b.js', 'c1.js', 'c2.js', 'd.js', 'e1.js', 'f.js', 'g2.js']);
  expect(await seen(root)).toMatchObject({ code: 0, fresh: [], notes: [] });
  const merged = textOf(root);
  expect(await told(root, 'baseline', 'update')).toBe(`${FILE}: nothing new\n`);
  expect(textOf(root)).toBe([merged.split('\n')[0], ...merged.trimEnd().split('\n').slice(1).sort(), ''].join('\n'));
});

test('without the attribute the same merge is a conflict, and leaklint says what to do about it', async () => {
  const root = await createAccepted(base);
  writeFileSync(join(root, '.gitattributes'), '');
  commitAll(root);
  const both = mergeOf(root, () => change(root, { 'c1.js': leak('c1') }, 'update'), () => change(root, { 'c2.js': leak('c2') }, 'update'));
  await expect(both).rejects.toThrow();
  expect(await leaklint(root)).toMatchObject({
    code: 2,
    stdout: '',
    stderr: `leaklint: ${FILE}:3:1: the merge of this file was not finished (take out the lines with <<<<<<<, ======= and >>>>>>>: what stands between them may all stay)\n`,
  });
  const united = textOf(root).split('\n').filter((line) => !/^[<=>]{7}/.test(line));
  writeFileSync(join(root, FILE), united.join('\n'));
  expect(await seen(root)).toMatchObject({ code: 0, fresh: [], notes: [] });
});

test('both take out, neighbours: what git puts back accepts nothing, and is told and pruned', async () => {
  const root = await createAccepted(base);
  await mergeOf(root, () => change(root, { 'b.js': undefined }, 'prune'), () => change(root, { 'd.js': undefined }, 'prune'));
  expect(await seen(root)).toMatchObject({ code: 0, fresh: [], accepted: ['f.js:1'], notes: shortOf(root).length === 1 ? [] : ['baseline-stale'] });
  await told(root, 'baseline', 'prune');
  expect(shortOf(root)).toEqual(['f.js']);
});

test('both take out, far apart: both are out', async () => {
  const root = await createAccepted({ ...base, 'a.js': leak('a') });
  await mergeOf(root, () => change(root, { 'a.js': undefined }, 'prune'), () => change(root, { 'f.js': undefined }, 'prune'));
  expect(shortOf(root)).toEqual(['b.js', 'd.js']);
});

test('one renames, the other adds beside it', async () => {
  const root = await createAccepted(base);
  editEntries(root, (entry) => ({ ...entry, reason: `why ${entry.path}` }));
  commitAll(root);
  await mergeOf(
    root,
    async () => {
      runGit(root, ['mv', 'd.js', 'moved.js']);
      await change(root, {}, 'update');
    },
    () => change(root, { 'c.js': leak('c'), 'e.js': leak('e') }, 'update'),
  );
  expect(await seen(root)).toMatchObject({ code: 0, fresh: [], accepted: ['b.js:1 why b.js', 'c.js:1', 'e.js:1', 'f.js:1 why f.js', 'moved.js:1 why d.js'] });
});

test('one renames a file, the other adds the same credential to it: once more than accepted', async () => {
  const root = await createAccepted({ 'a.js': `${leak('a')}${'1\n'.repeat(20)}` });
  await mergeOf(
    root,
    async () => {
      runGit(root, ['mv', 'a.js', 'z.js']);
      await change(root, {}, 'update');
    },
    () => change(root, { 'a.js': `${leak('a')}${'1\n'.repeat(20)}${leak('a')}` }),
  );
  expect(await seen(root)).toMatchObject({ code: 1, accepted: ['z.js:1'], fresh: ['z.js:22'] });
});

test('the same entry, another count on each side: the larger one holds, and what both added together is one too many', async () => {
  const text = (first: number, last: number): string => leak('a').repeat(first) + '1\n'.repeat(20) + leak('a').repeat(last);
  const root = await createAccepted({ 'a.js': text(1, 1), ...base });
  await mergeOf(root, () => change(root, { 'a.js': text(2, 1) }, 'update'), () => change(root, { 'a.js': text(1, 3) }, 'update'));
  expect(textOf(root).match(/"a\.js"/g)).toHaveLength(2);
  expect(await seen(root)).toMatchObject({ code: 1, accepted: ['a.js:1', 'a.js:2', 'a.js:23', 'a.js:24', 'b.js:1', 'd.js:1', 'f.js:1'], fresh: ['a.js:25'], notes: [] });
  await told(root, 'baseline', 'update');
  expect(shortOf(root)).toEqual(['a.js 5', 'b.js', 'd.js', 'f.js']);
});

test('one says why, the other accepts more: both hold', async () => {
  const root = await createAccepted(base);
  await mergeOf(
    root,
    async () => {
      editEntries(root, (entry) => (entry.path === 'd.js' ? { ...entry, reason: 'sandbox', until: '2999-01-01' } : entry));
      await change(root, {});
    },
    () => change(root, { 'd.js': leak('d').repeat(2) }, 'update'),
  );
  expect(await seen(root)).toMatchObject({ code: 0, fresh: [], accepted: ['b.js:1', 'd.js:1 sandbox', 'd.js:2 sandbox', 'f.js:1'] });
});

test('both begin a baseline under the same salt', async () => {
  const root = createFolder();
  runGit(root, ['init', '-q']);
  writeTree(root, { 'leaklint.config.yaml': 'salt: "of the team"\n', '.gitattributes': `/${FILE} merge=union\n` });
  commitAll(root);
  await mergeOf(root, () => change(root, { 'a.js': leak('a') }, 'create'), () => change(root, { 'b.js': leak('b') }, 'create'));
  expect(await seen(root)).toMatchObject({ code: 0, fresh: [], accepted: ['a.js:1', 'b.js:1'], notes: [] });
});

test('two salts do not mix', async () => {
  const [root, other] = [await createAccepted(base), await createAccepted(base)];
  writeFileSync(join(root, FILE), textOf(root) + textOf(other));
  expect(await leaklint(root)).toMatchObject({ code: 2, stderr: expect.stringMatching(/merged of two baselines with different salts\n {2}hint: .*create --force/) as string });
  writeFileSync(join(root, FILE), readFileSync(join(other, FILE)));
  expect(await leaklint(root)).toMatchObject({
    code: 2,
    stderr: `leaklint: ${FILE} was made with another salt than that of leaklint.config.yaml\n  hint: put the old salt back into the configuration, or accept all anew: leaklint baseline create --force\n`,
  });
  await told(root, 'baseline', 'create', '--force');
  expect((await seen(root)).fresh).toEqual([]);
});
