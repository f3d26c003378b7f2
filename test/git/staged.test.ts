// `leaklint staged` on real repositories: the index is read, never the work tree, and only new lines count.
import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expandExample } from '../../src/rule/expand.ts';
import { createFolder, createRepository, runGit, writeTree } from '../support/repo-tree.ts';
import { runHere } from '../support/run-cli.ts';

const token = (seed: string): string => expandExample('qx_live_<alnum:32>', `staged ${seed}`);
const leak = (seed: string): string => `const key = '${token(seed)}';\n`;
const noConfig = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };

interface Seen {
  readonly code: number | null;
  /** `path:line` of each finding. */
  readonly found: readonly string[];
  readonly problems: readonly string[];
  readonly notes: readonly string[];
  readonly files: number;
}

interface Json {
  readonly findings: readonly { readonly path: string; readonly startLine: number; readonly origin: { readonly kind: string } }[];
  readonly problems: readonly { readonly path: string; readonly code: string }[];
  readonly notes?: readonly { readonly code: string }[];
  readonly summary: { readonly files: number };
}

async function staged(cwd: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}, origin = 'index'): Promise<Seen> {
  const { code, stdout, stderr } = await runHere(['staged', '--format', 'json', ...args], { cwd, env: { ...noConfig, ...env } });
  if (stdout === '') throw new Error(stderr);
  const report = JSON.parse(stdout) as Json;
  expect(report.findings.every((finding) => finding.origin.kind === origin)).toBe(true);
  return {
    code,
    found: report.findings.map(({ path, startLine }) => `${path}:${startLine}`),
    problems: report.problems.map(({ path, code: problem }) => `${path} ${problem}`),
    notes: (report.notes ?? []).map(({ code: note }) => note),
    files: report.summary.files,
  };
}

/** A repository with one commit; `files` are written and added after it. */
function stage(committed: Readonly<Record<string, string>>, files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = createFolder();
  createRepository(root, committed);
  writeTree(root, files);
  runGit(root, ['add', '-A', '.']);
  return root;
}

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

test('`git commit -a` and `git commit -- file` have an index of their own', async () => {
  const root = stage({ 'a.js': 'a\n', 'b.js': 'b\n' }, {});
  writeTree(root, { 'a.js': leak('a'), 'b.js': leak('b') });
  const hook = join(root, '.git/hooks/pre-commit');
  const binary = join(import.meta.dirname, '../../dist/cli.mjs');
  writeFileSync(hook, `#!/bin/sh\n'${process.execPath}' '${binary}' staged --format json > '${root}/.git/out.json'\n`);
  chmodSync(hook, 0o755);
  const commit = (...args: readonly string[]): readonly string[] => {
    runGit(root, ['commit', '-m', 'x', ...args], '', true);
    const report = JSON.parse(readFileSync(join(root, '.git/out.json'), 'utf8')) as Json;
    return report.findings.map(({ path }) => path);
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

test('what a filter makes of a file is scanned: no carriage returns, a pointer for a large file', async () => {
  const root = createFolder();
  createRepository(root, { 'a.js': '1\n' });
  runGit(root, ['config', 'core.autocrlf', 'true']);
  writeTree(root, { 'a.js': `1\r\n${leak('crlf').replace('\n', '\r\n')}`, 'big.bin': 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12\n' });
  runGit(root, ['add', '.']);
  expect(await staged(root)).toMatchObject({ found: ['a.js:2'], files: 2 });
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

test('an object that git has lost is a problem', async () => {
  const root = stage({ 'a.js': 'a' }, { 'a.js': leak('lost') });
  const id = runGit(root, ['rev-parse', ':a.js']).trim();
  renameSync(join(root, '.git/objects', id.slice(0, 2), id.slice(2)), join(root, '.git/lost'));
  const seen = await staged(root);
  expect(seen.code).toBe(2);
  expect(seen.problems.length).toBeGreaterThan(0);
});

test('a SHA-256 repository', async () => {
  const root = createFolder();
  mkdirSync(root, { recursive: true });
  runGit(root, ['init', '-q', '--object-format=sha256']);
  writeTree(root, { 'a.js': leak('a') });
  runGit(root, ['add', '.']);
  expect((await staged(root)).found).toEqual(['a.js:1']);
});
