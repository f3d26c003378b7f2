// `leaklint staged` on real repositories: the index is read, never the work tree, and only new lines count.
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { putHook } from '../support/hook-project.ts';
import { leak, noConfig, token } from '../support/history.ts';
import { createFolder, createRepository, runGit, writeTree } from '../support/repo-tree.ts';
import { binary, runHere } from '../support/run-cli.ts';
import { stage, staged, type Json } from '../support/staged.ts';

test('new and changed files, the lines that are new', async () => {
  const before = `${leak('old')}a\nb\nc\n`;
  const root = stage({ 'a.js': before, 'old.js': leak('old') }, { 'a.js': before.replace('b\n', leak('b')), 'new.js': `\n${leak('new')}` });
  expect(await staged(root)).toEqual({ code: 1, found: ['a.js:3', 'new.js:2'], problems: [], notes: [], files: 2 });
  expect((await staged(root, ['--all-lines'])).found).toEqual(['a.js:1', 'a.js:3', 'new.js:2']);
});

test('the index counts, not the work tree', async () => {
  const root = stage({ 'a.js': 'a\n', 'b.js': 'b\n' }, { 'a.js': leak('a') });
  writeTree(root, { 'a.js': 'clean\n', 'b.js': leak('b'), 'untracked.js': leak('c') });
  expect((await staged(root)).found).toEqual(['a.js:1']);
  rmSync(join(root, 'a.js'));
  expect((await staged(root)).found).toEqual(['a.js:1']);
});

// Git reads the file in the place of the blob if they bear the same stamps; the repository says which of these count.
test.each([['core.checkStat', 'minimal'], ['core.trustctime', 'false']])('nor with %s=%s, where git would take the file for what is staged', async (name, value) => {
  const blank = `${' '.repeat(leak('same').length - 1)}\n`;
  const root = stage({ 'a.js': `1\n${blank}3\n` }, {});
  runGit(root, ['config', name, value]);
  const write = (path: string, text: string): void => {
    writeTree(root, { [path]: text });
    utimesSync(join(root, path), 1e9, 1e9);
  };
  write('a.js', `1\n${leak('same')}3\n`);
  runGit(root, ['add', 'a.js']);
  if (name === 'core.trustctime') await nextSecond();
  write(name === 'core.trustctime' ? 'a.js' : 'b.js', `1\n${blank}4\n`);
  if (name === 'core.checkStat') renameSync(join(root, 'b.js'), join(root, 'a.js'));
  expect(runGit(root, ['diff', '--cached', '-U0'])).toContain('+4');
  expect((await staged(root)).found).toEqual(['a.js:2']);
});

/** Git counts the time of a change in whole seconds. */
async function nextSecond(): Promise<void> {
  const now = Date.now();
  while (Math.floor(Date.now() / 1000) === Math.floor(now / 1000)) await new Promise((resolve) => setTimeout(resolve, 20));
}

test('part of a file is staged', async () => {
  const root = stage({ 'a.js': '1\n2\n3\n4\n5\n6\n7\n8\n' }, { 'a.js': `1\n${leak('staged')}3\n4\n5\n6\n7\n8\n` });
  writeTree(root, { 'a.js': `1\n2\n3\n4\n5\n6\n7\n${leak('not staged')}` });
  expect((await staged(root)).found).toEqual(['a.js:2']);
});

test('before the first commit', async () => {
  const root = createFolder();
  runGit(root, ['init', '-q']);
  expect(await staged(root)).toMatchObject({ code: 0, files: 0, notes: ['nothing-staged'], problems: [] });
  writeTree(root, { 'a.js': leak('first') });
  runGit(root, ['add', '.']);
  expect(await staged(root)).toMatchObject({ code: 1, found: ['a.js:1'] });
});

test('nothing staged is said, and is no failure', async () => {
  const root = stage({ 'a.js': leak('a') }, {});
  expect(await staged(root)).toEqual({ code: 0, found: [], problems: [], notes: ['nothing-staged'], files: 0 });
  const { stdout } = await runHere(['staged'], { cwd: root, env: noConfig });
  expect(stdout).toContain('nothing is staged, so nothing was scanned');
});

test('a key on many lines is found if one of its lines is new', async () => {
  const key = (): string => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const [one, two] = [key(), key()];
  const root = stage({ 'a.txt': `x\n${one}y\n` }, { 'a.txt': `x\n${two}y\n` });
  expect((await staged(root)).found).toEqual(['a.txt:2']);
  writeTree(root, { 'a.txt': `changed\n${one}y\n` });
  runGit(root, ['add', '.']);
  expect((await staged(root)).found).toEqual([]);
});

test('a file that was renamed is not new, its changed lines are', async () => {
  const body = `${leak('old')}${'line\n'.repeat(40)}`;
  const root = stage({ 'a.js': body }, {});
  runGit(root, ['mv', 'a.js', 'b.js']);
  expect(await staged(root)).toMatchObject({ code: 0, found: [], files: 1 });
  writeTree(root, { 'b.js': body + leak('added') });
  runGit(root, ['add', '.']);
  expect((await staged(root)).found).toEqual(['b.js:42']);
});

/** A hook that leaves its report in the git folder. */
function putStagedHook(root: string, name: string): void {
  putHook(root, name, `#!/bin/sh\n'${process.execPath}' '${binary}' staged --format json > '${root}/.git/out.json'\n`);
}

const reportOfHook = (root: string): Json => JSON.parse(readFileSync(join(root, '.git/out.json'), 'utf8')) as Json;

test('`git commit -a` and `git commit -- file` have an index of their own', async () => {
  const root = stage({ 'a.js': 'a\n', 'b.js': 'b\n' }, {});
  writeTree(root, { 'a.js': leak('a'), 'b.js': leak('b') });
  putStagedHook(root, 'pre-commit');
  const commit = (...args: readonly string[]): readonly string[] => {
    runGit(root, ['commit', '-m', 'x', ...args], '', true);
    return reportOfHook(root).findings.map(({ path }) => path);
  };
  expect(commit('-a')).toEqual(['a.js', 'b.js']);
  expect(commit('--', 'b.js')).toEqual(['b.js']);
  expect(runGit(root, ['log', '--oneline']).trim().split('\n')).toHaveLength(1);
});

test('a link is scanned as its target, a submodule is not, nor what is only intended to be added', async () => {
  const root = stage({ 'a.js': 'a' }, {});
  symlinkSync(token('link'), join(root, 'link'));
  createRepository(join(root, 'module'), { 'x.js': leak('module') });
  writeTree(root, { 'later.js': leak('later') });
  runGit(root, ['-c', 'advice.addEmbeddedRepo=false', 'add', 'link', 'module']);
  runGit(root, ['add', '-N', 'later.js']);
  expect(await staged(root)).toMatchObject({ found: ['link:1'], files: 1 });
});

test('a merge in progress: what no parent has', async () => {
  const root = createFolder();
  createRepository(root, { 'a.js': '1\n2\n3\n4\n5\n6\n7\n8\n9\n' });
  runGit(root, ['checkout', '-q', '-b', 'other']);
  writeTree(root, { 'a.js': `1\n2\n3\n4\n5\n6\n7\n8\n${leak('theirs')}`, 'theirs.js': leak('theirs file') });
  runGit(root, ['add', '.']);
  runGit(root, ['commit', '-q', '-m', 'theirs']);
  runGit(root, ['checkout', '-q', 'main']);
  writeTree(root, { 'a.js': `${leak('ours')}2\n3\n4\n5\n6\n7\n8\n9\n` });
  runGit(root, ['commit', '-q', '-am', 'ours']);
  runGit(root, ['merge', '-q', '--no-commit', 'other']);
  expect((await staged(root)).found).toEqual([]);
  writeTree(root, { 'a.js': `${leak('ours')}2\n3\n4\n${leak('merge')}6\n7\n8\n${leak('theirs')}` });
  runGit(root, ['add', '.']);
  expect((await staged(root)).found).toEqual(['a.js:5']);
});

test('a merge of several, a clean merge in its hook: what was there on another branch is not new', async () => {
  const root = createFolder();
  createRepository(root, { 'a.js': '1\n' });
  for (const name of ['x', 'y']) {
    runGit(root, ['checkout', '-q', '-b', name, 'main']);
    writeTree(root, { [`${name}.js`]: leak(name) });
    runGit(root, ['add', '.']);
    runGit(root, ['commit', '-q', '-m', name]);
  }
  runGit(root, ['checkout', '-q', 'main']);
  writeTree(root, { 'main.js': 'main\n' });
  runGit(root, ['add', '.']);
  runGit(root, ['commit', '-q', '-m', 'main']);
  putStagedHook(root, 'pre-merge-commit');
  runGit(root, ['merge', '-q', 'x', 'y']);
  expect(reportOfHook(root)).toMatchObject({ findings: [], summary: { files: 2 } });
  runGit(root, ['reset', '-q', '--hard', 'HEAD~1']);
  runGit(root, ['merge', '-q', '--no-commit', 'x', 'y']);
  expect((await staged(root)).found).toEqual([]);
  writeTree(root, { 'x.js': `${leak('evil')}${leak('x')}` });
  runGit(root, ['add', '.']);
  expect((await staged(root)).found).toEqual(['x.js:1']);
});

test('conflicts are a problem, not silence', async () => {
  const root = createFolder();
  createRepository(root, { 'a.js': '1\n' });
  runGit(root, ['checkout', '-q', '-b', 'other']);
  writeTree(root, { 'a.js': '2\n' });
  runGit(root, ['commit', '-q', '-am', 'two']);
  runGit(root, ['checkout', '-q', 'main']);
  writeTree(root, { 'a.js': '3\n' });
  runGit(root, ['commit', '-q', '-am', 'three']);
  runGit(root, ['merge', 'other'], '', true);
  expect(await staged(root)).toMatchObject({ code: 2, problems: ['a.js unreadable'] });
});

const names = ['a b.js', 'tab\there.js', 'new\nline.js', 'quote".js', "it's.js", 'back\\slash.js', 'é🔑.js', '-dash.js', ' lead.js', 'b/c.js', '@@ -1 +1 @@.js', '+++ b', ':colon.js', '*star?.js'];

test.each(names)('the name %j', async (name) => {
  const root = stage({ [name]: `${leak('old')}1\n2\n` }, { [name]: `${leak('old')}${leak('new')}2\n`, 'z.js': leak('z') });
  const { found, problems } = await staged(root);
  expect(problems).toEqual([]);
  expect(found.map((place) => place.replace(/^.*:/s, ''))).toEqual(name < 'z' ? ['2', '1'] : ['1', '2']);
});

test('a name that is no text', async () => {
  const root = stage({ 'a.js': 'a' }, {});
  writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.of(0xff, 0x2e, 0x6a, 0x73)]), leak('bytes'));
  runGit(root, ['add', '.']);
  expect((await staged(root)).found).toEqual(['\ufffd.js:1']);
});

test('lines that look like a diff', async () => {
  const text = `+++ b/other.js\n@@ -1,3 +1,9 @@\n-- a\n${leak('x')}diff --git a/x b/x\n\\ No newline`;
  const root = stage({ 'a.js': 'a' }, { 'a.js': text, 'b.js': `${text}\n${leak('y')}` });
  expect((await staged(root)).found).toEqual(['a.js:4', 'b.js:4', 'b.js:7']);
});

test('a last line without an end, and one behind it that looks like the header of another file', async () => {
  const root = stage({ 'a.js': 'a', 'b.js': 'b' }, { 'a.js': leak('a'), 'b.js': 'c\n++ b/a.js' });
  expect((await staged(root)).found).toEqual(['a.js:1']);
});

test('attributes and settings of the repository hide no line', async () => {
  const root = stage({ 'a.js': '1\n2\n', '.gitattributes': '*.js -diff -text binary\n' }, { 'a.js': `1\n${leak('a')}` });
  const settings = { 'diff.noprefix': 'true', 'diff.mnemonicPrefix': 'true', 'color.ui': 'always', 'diff.context': '9', 'diff.renames': 'false', 'diff.ignoreSubmodules': 'all', 'diff.relative': 'true', 'core.quotePath': 'true', 'diff.algorithm': 'histogram', 'diff.interHunkContext': '50' };
  for (const [name, value] of Object.entries(settings)) runGit(root, ['config', name, value]);
  expect((await staged(root)).found).toEqual(['a.js:2']);
  runGit(root, ['commit', '-q', '-m', 'leak']);
  runGit(root, ['mv', 'a.js', 'b.js']);
  expect((await staged(root)).found).toEqual([]);
});

test('binary, too large and excluded files', async () => {
  const root = stage({}, { 'a.bin': Buffer.of(0, 1), 'big.js': 'x'.repeat(2000), 'out/a.js': leak('out'), '.leaklintignore': 'out/\n' });
  const seen = await staged(root, ['--max-file-size', '1KB']);
  expect(seen).toMatchObject({ code: 2, found: [], problems: ['big.js too-large'], files: 1 });
});

test('from a folder below the top, a linked work tree, and outside of one', async () => {
  const root = stage({ 'a.js': 'a', 'sub/b.js': 'b' }, { 'sub/b.js': leak('b'), 'a.js': leak('a') });
  expect((await staged(join(root, 'sub'))).found).toEqual(['a.js:1', 'sub/b.js:1']);
  runGit(root, ['worktree', 'add', '-q', '../tree', 'HEAD']);
  const tree = join(root, '../tree');
  writeTree(tree, { 'c.js': leak('c') });
  runGit(tree, ['add', '.']);
  expect((await staged(tree)).found).toEqual(['c.js:1']);
  rmSync(tree, { recursive: true });
  const outside = await runHere(['staged'], { cwd: createFolder(), env: noConfig });
  expect(outside).toMatchObject({ code: 2, stdout: '' });
  expect(outside.stderr).toContain('this is not a git work tree');
});

test('a suppression in the file holds; one for a line that is not new is not called unused', async () => {
  const word = 'leaklint-' + 'disable-line';
  const line = (seed: string): string => leak(seed).replace('\n', ` // ${word} -- sandbox\n`);
  const root = stage({ 'a.js': `${line('old')}2\n` }, { 'a.js': `${line('old')}2\n${line('new')}` });
  expect(await staged(root)).toMatchObject({ code: 0, notes: [] });
});

test('paths: those staged as they are staged; with one that is not, all of them whole', async () => {
  const root = stage({ 'a.js': leak('a'), 'b.js': leak('b'), 'c.js': leak('c') }, { 'b.js': `${leak('b')}\n${leak('new')}` });
  expect((await staged(root, ['b.js'])).found).toEqual(['b.js:3']);
  expect((await staged(root, ['a.js', 'b.js'])).found).toEqual(['a.js:1', 'b.js:1', 'b.js:3']);
  expect((await staged(root, ['a.js'])).found).toEqual(['a.js:1']);
});

test('a path that the index does not have is a problem, in whatever company', async () => {
  const root = stage({ 'a.js': leak('a'), 'sub/b.js': 'b\n' }, { 'c.js': leak('c') });
  writeTree(root, { 'new.js': leak('new') });
  expect(await staged(root, ['new.js'])).toEqual({ code: 2, found: [], problems: ['new.js unreadable'], notes: [], files: 0 });
  expect(await staged(root, ['c.js', 'new.js'])).toMatchObject({ code: 1, found: ['c.js:1'], problems: ['new.js unreadable'] });
  expect(await staged(join(root, 'sub'), ['b.js', '.', '../../x'])).toMatchObject({ code: 2, problems: ['../x unreadable', 'sub unreadable'], files: 1 });
});

test('a range of the pre-commit framework', async () => {
  const root = stage({ 'a.js': `${leak('a')}1\n` }, { 'a.js': `${leak('a')}${leak('second')}` });
  runGit(root, ['commit', '-q', '-m', 'second']);
  const range = { PRE_COMMIT: '1', PRE_COMMIT_FROM_REF: 'HEAD~1', PRE_COMMIT_TO_REF: 'HEAD' };
  expect((await staged(root, [], range, 'ref')).found).toEqual(['a.js:2']);
  expect((await staged(root, ['a.js'], range, 'ref')).found).toEqual(['a.js:2']);
  for (const from of ['nowhere', '--output=x', '', 'HEAD~1..HEAD']) {
    const run = await runHere(['staged'], { cwd: root, env: { ...noConfig, ...range, PRE_COMMIT_FROM_REF: from } });
    expect(run).toMatchObject({ code: 2, stdout: '' });
  }
  expect(existsSync(join(root, 'x'))).toBe(false);
});
