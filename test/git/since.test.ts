// `leaklint scan --since`: what the commits after the merge base added, as HEAD has it.
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { leak, noConfig, objectFile, type Seen } from '../support/history.ts';
import { createFolder, createRepository, runGit, writeTree } from '../support/repo-tree.ts';
import { runHere } from '../support/run-cli.ts';

type Since = Omit<Seen, 'files'> & { readonly stderr: string };

interface Json {
  readonly findings: readonly { readonly path: string; readonly startLine: number; readonly origin: unknown }[];
  readonly problems: readonly { readonly path: string; readonly message: string }[];
  readonly notes?: readonly { readonly code: string }[];
}

async function since(cwd: string, ref: string): Promise<Since> {
  const { code, stdout, stderr } = await runHere(['scan', '--since', ref, '--format', 'json'], { cwd, env: noConfig });
  if (stdout === '') return { code, found: [], problems: [], notes: [], stderr };
  const report = JSON.parse(stdout) as Json;
  for (const { origin } of report.findings) expect(origin).toEqual({ kind: 'ref', ref: 'HEAD', inHead: true });
  return {
    code,
    found: report.findings.map(({ path, startLine }) => `${path}:${startLine}`),
    problems: report.problems.map(({ path, message }) => `${path}: ${message}`),
    notes: (report.notes ?? []).map((note) => note.code),
    stderr,
  };
}

function commit(root: string, files: Readonly<Record<string, string>>): void {
  writeTree(root, files);
  runGit(root, ['add', '-A', '.']);
  runGit(root, ['commit', '-q', '-m', 'x']);
}

/** `main` goes on after `topic` left it. */
function createTopic(...options: readonly string[]): string {
  const root = createFolder();
  runGit(root, ['init', '-q', ...options]);
  createRepository(root, { 'a.js': `${leak('old')}1\n2\n` });
  runGit(root, ['checkout', '-q', '-b', 'topic']);
  commit(root, { 'a.js': `${leak('old')}1\n${leak('topic')}`, 'b/new.js': leak('new') });
  runGit(root, ['checkout', '-q', 'main']);
  commit(root, { 'c.js': leak('main') });
  runGit(root, ['checkout', '-q', 'topic']);
  return root;
}

test('lines that the branch added: not those before it, nor those of the other branch, nor the work tree', async () => {
  const root = createTopic();
  writeTree(root, { 'dirty.js': leak('dirty'), 'a.js': 'clean' });
  expect(await since(root, 'main')).toEqual({ code: 1, found: ['a.js:3', 'b/new.js:1'], problems: [], notes: [], stderr: '' });
  expect((await since(join(root, 'b'), 'main')).found).toEqual(['a.js:3', 'b/new.js:1']);
  expect((await since(root, 'HEAD~1')).found).toEqual(['a.js:3', 'b/new.js:1']);
});

test('what was taken out again is not there any more; nothing new is said', async () => {
  const root = createTopic();
  commit(root, { 'a.js': `${leak('old')}1\n2\n`, 'b/new.js': 'clean\n' });
  expect((await since(root, 'main')).found).toEqual([]);
  expect(await since(root, 'HEAD')).toEqual({ code: 0, found: [], problems: [], notes: ['nothing-staged'], stderr: '' });
});

test('a file that was renamed, a merge of the base into the branch', async () => {
  const root = createTopic();
  runGit(root, ['mv', 'a.js', 'moved.js']);
  commit(root, {});
  runGit(root, ['merge', '-q', '--no-commit', 'main']);
  commit(root, { 'merge.js': leak('merge') });
  expect((await since(root, 'main')).found).toEqual(['b/new.js:1', 'merge.js:1', 'moved.js:3']);
});

test('a linked work tree, a SHA-256 repository, alternates, replacements', async () => {
  const found = ['a.js:3', 'b/new.js:1'];
  const root = createTopic();
  runGit(root, ['checkout', '-q', 'main']);
  const [tree, shared] = [join(createFolder(), 'tree'), join(createFolder(), 'shared')];
  runGit(root, ['worktree', 'add', '-q', tree, 'topic']);
  expect((await since(tree, 'main')).found).toEqual(found);
  runGit(root, ['clone', '-q', '--shared', '--branch=topic', root, shared]);
  expect((await since(shared, 'origin/main')).found).toEqual(found);
  expect((await since(createTopic('--object-format=sha256'), 'main')).found).toEqual(found);
  runGit(tree, ['replace', 'topic^{tree}', 'main^{tree}']);
  expect(runGit(tree, ['diff', '--stat', 'topic', 'main'])).toBe('');
  expect((await since(tree, 'main')).found).toEqual(found);
});

test('a shallow clone that reaches the base; one that does not, and a bare repository, are refused', async () => {
  const root = createTopic();
  const clone = (...options: readonly string[]): string => {
    const folder = join(createFolder(), 'clone');
    runGit(root, ['clone', '-q', '--no-single-branch', '--branch=topic', ...options, `file://${root}`, folder]);
    return folder;
  };
  expect((await since(clone('--depth=2'), 'origin/main')).found).toEqual(['a.js:3', 'b/new.js:1']);
  expect(await since(clone('--depth=1'), 'origin/main')).toMatchObject({ code: 2, stderr: expect.stringContaining('git fetch --unshallow') as string });
  expect(await since(clone('--bare'), 'main')).toMatchObject({ code: 2, stderr: expect.stringContaining('not a git work tree') as string });
});

test('a partial clone that lacks the old versions, and an object that is lost: problems', async () => {
  const root = createTopic();
  runGit(root, ['config', 'uploadpack.allowFilter', 'true']);
  const folder = join(createFolder(), 'clone');
  runGit(root, ['clone', '-q', '--filter=blob:none', '--branch=topic', `file://${root}`, folder]);
  expect(await since(folder, 'origin/main')).toMatchObject({ code: 2, problems: ['.: this partial clone lacks objects that are needed; "git fetch --refetch --no-filter" gets them'] });
  runGit(folder, ['fetch', '-q', '--refetch', '--no-filter']);
  expect((await since(folder, 'origin/main')).found).toEqual(['a.js:3', 'b/new.js:1']);
  renameSync(objectFile(root, 'topic:b/new.js'), join(root, '.git/lost'));
  expect(await since(root, 'main')).toMatchObject({ code: 2, problems: [expect.stringMatching(/git failed with exit code 128$/)] });
});

test.each(['nowhere', '--output=x', '-x', '', 'main..topic', '^main', 'HEAD:a.js'])('the reference %j is refused', async (ref) => {
  const root = createTopic();
  const { code, stderr } = await since(root, ref);
  expect([code, stderr]).toEqual([2, expect.stringContaining('leaklint: ')]);
  expect(existsSync(join(root, 'x'))).toBe(false);
});

test('no commit in common, as in a shallow clone: a failure that says what to do', async () => {
  const root = createTopic();
  runGit(root, ['checkout', '-q', '--orphan', 'alone']);
  commit(root, { 'a.js': leak('alone') });
  const { code, stderr } = await since(root, 'main');
  expect([code, stderr]).toEqual([2, expect.stringContaining('git fetch --unshallow')]);
});

test('not with paths or standard input, not outside of a repository', async () => {
  const root = createTopic();
  for (const args of [['a.js'], ['--stdin']]) {
    expect(await runHere(['scan', '--since', 'main', ...args], { cwd: root, env: noConfig })).toMatchObject({ code: 2, stdout: '' });
  }
  expect(await since(createFolder(), 'main')).toMatchObject({ code: 2, stderr: expect.stringContaining('not a git work tree') as string });
});
