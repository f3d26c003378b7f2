// `leaklint staged` where the index or its objects are not simply there: filters, partial, shallow and damaged clones,
// alternates, replacements, SHA-256, git folders elsewhere. Each is right, or a clear problem.
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commit, createHistory, leak, noConfig, objectFile } from '../support/history.ts';
import { createFolder, createRepository, runGit, writeTree } from '../support/repo-tree.ts';
import { runHere } from '../support/run-cli.ts';
import { stage, staged } from '../support/staged.ts';

/** A clone of a repository with a leak in its last commit, and another one staged in it. */
function stageInClone(...options: readonly string[]): string {
  const root = createHistory();
  commit(root, 'one', { 'a.js': `${leak('old')}1\n`, 'gone.js': '1\n2\n3\n4\n' });
  commit(root, 'two', { 'a.js': `${leak('old')}2\n` });
  runGit(root, ['config', 'uploadpack.allowFilter', 'true']);
  const folder = join(createFolder(), 'clone');
  runGit(root, ['clone', '-q', ...options, `file://${root}`, folder]);
  writeTree(folder, { 'a.js': `${leak('old')}2\n${leak('new')}` });
  runGit(folder, ['add', 'a.js']);
  return folder;
}

test.each([[['--depth=1']], [['--shared']], [['--filter=blob:none']], [['--separate-git-dir=../elsewhere']]])('a clone with %j', async (options) => {
  const folder = stageInClone(...options.map((option) => option.replace('..', createFolder())));
  expect(await staged(folder)).toEqual({ code: 1, found: ['a.js:3'], problems: [], notes: [], files: 1 });
});

test('a partial clone that lacks what has to be compared: a problem that says how to get it', async () => {
  const root = createHistory();
  commit(root, 'one', { 'a.js': '1\n2\n3\n4\n' });
  runGit(root, ['config', 'uploadpack.allowFilter', 'true']);
  const folder = join(createFolder(), 'clone');
  runGit(root, ['clone', '-q', '--filter=blob:none', '--no-checkout', `file://${root}`, folder]);
  writeTree(folder, { 'a.js': leak('new') });
  runGit(folder, ['reset', '-q', '--mixed']);
  runGit(folder, ['add', 'a.js']);
  const { code, stdout } = await runHere(['staged'], { cwd: folder, env: noConfig });
  expect({ code, stdout }).toEqual({ code: 2, stdout: expect.stringContaining('this partial clone lacks objects that are needed; "git fetch --refetch --no-filter" gets them') as string });
  runGit(folder, ['fetch', '-q', '--refetch', '--no-filter']);
  expect((await staged(folder)).found).toEqual(['a.js:1']);
});

test('an object that git has lost is a problem', async () => {
  const root = stage({ 'a.js': 'a' }, { 'a.js': leak('lost') });
  renameSync(objectFile(root, ':a.js'), join(root, '.git/lost'));
  expect(await staged(root)).toMatchObject({ code: 2, found: [], problems: ['a.js unreadable'] });
});

test('replacements hide nothing', async () => {
  const root = stage({ 'a.js': 'a\n' }, { 'a.js': leak('hidden') });
  const tree = runGit(root, ['write-tree']).trim();
  runGit(root, ['replace', 'HEAD^{tree}', tree]);
  expect(runGit(root, ['diff', '--cached'])).toBe('');
  expect((await staged(root)).found).toEqual(['a.js:1']);
});

test('a SHA-256 repository', async () => {
  const root = createHistory('--object-format=sha256');
  writeTree(root, { 'a.js': leak('a') });
  runGit(root, ['add', '.']);
  expect((await staged(root)).found).toEqual(['a.js:1']);
});

test('a bare repository has no index, which is said; its linked work tree has one', async () => {
  const bare = createHistory('--bare');
  expect(await runHere(['staged'], { cwd: bare, env: noConfig })).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('this is not a git work tree') as string });
  const other = createHistory();
  commit(other, 'one', { 'a.js': '1\n' });
  runGit(other, ['push', '-q', bare, 'HEAD:refs/heads/main']);
  const tree = join(createFolder(), 'tree');
  runGit(bare, ['worktree', 'add', '-q', tree, 'main']);
  writeTree(tree, { 'b.js': leak('b') });
  runGit(tree, ['add', '.']);
  expect((await staged(tree)).found).toEqual(['b.js:1']);
});

test('without carriage returns, if git takes them away, and with them if not', async () => {
  for (const autocrlf of ['true', 'input', 'false']) {
    const root = createFolder();
    createRepository(root, { 'a.js': '1\n' });
    runGit(root, ['config', 'core.autocrlf', autocrlf]);
    writeTree(root, { 'a.js': `1\r\n${leak('crlf').replace('\n', '\r\n')}` });
    runGit(root, ['add', '.']);
    expect(runGit(root, ['cat-file', 'blob', ':a.js']).includes('\r')).toBe(autocrlf === 'false');
    expect(await staged(root), autocrlf).toMatchObject({ found: ['a.js:2'], problems: [], files: 1 });
  }
});

// As git-lfs does it: the index has a pointer, and what git would make a file of again is a command of the repository's.
test('of a file in LFS the pointer is scanned; no filter runs', async () => {
  const root = createFolder();
  createRepository(root, { '.gitattributes': '*.bin filter=lfs diff=lfs merge=lfs -text\n' });
  const ran = join(createFolder(), 'ran');
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 60\n`;
  for (const [name, value] of Object.entries({ clean: `cat > /dev/null; printf '${pointer.replaceAll('\n', '\\n')}'`, smudge: `touch '${ran}'`, required: 'true' })) {
    runGit(root, ['config', `filter.lfs.${name}`, value]);
  }
  writeTree(root, { 'big.bin': leak('large'), 'b.js': leak('b') });
  runGit(root, ['add', '.']);
  expect(runGit(root, ['cat-file', 'blob', ':big.bin'])).toBe(pointer);
  runGit(root, ['config', 'filter.lfs.clean', `touch '${ran}'`]);
  expect(await staged(root)).toEqual({ code: 1, found: ['b.js:1'], problems: [], notes: [], files: 2 });
  expect(existsSync(ran)).toBe(false);
  runGit(root, ['cat-file', '--filters', ':big.bin'], '', true);
  expect(existsSync(ran)).toBe(true);
});
