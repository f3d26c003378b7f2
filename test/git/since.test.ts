// `leaklint scan --since`: what the commits after the merge base added, as HEAD has it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expandExample } from '../../src/rule/expand.ts';
import { createFolder, createRepository, runGit, writeTree } from '../support/repo-tree.ts';
import { runHere } from '../support/run-cli.ts';

const leak = (seed: string): string => `const key = '${expandExample('qx_live_<alnum:32>', `since ${seed}`)}';\n`;
const noConfig = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };

async function since(cwd: string, ref: string): Promise<{ readonly code: number | null; readonly found: readonly string[]; readonly notes: readonly string[]; readonly stderr: string }> {
  const { code, stdout, stderr } = await runHere(['scan', '--since', ref, '--format', 'json'], { cwd, env: noConfig });
  if (stdout === '') return { code, found: [], notes: [], stderr };
  const report = JSON.parse(stdout) as { findings: { path: string; startLine: number; origin: unknown }[]; notes?: { code: string }[] };
  for (const { origin } of report.findings) expect(origin).toEqual({ kind: 'ref', ref: 'HEAD', inHead: true });
  return { code, found: report.findings.map(({ path, startLine }) => `${path}:${startLine}`), notes: (report.notes ?? []).map((note) => note.code), stderr };
}

function commit(root: string, files: Readonly<Record<string, string>>): void {
  writeTree(root, files);
  runGit(root, ['add', '-A', '.']);
  runGit(root, ['commit', '-q', '-m', 'x']);
}

/** `main` goes on after `topic` left it. */
function createTopic(): string {
  const root = createFolder();
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
  expect(await since(root, 'main')).toEqual({ code: 1, found: ['a.js:3', 'b/new.js:1'], notes: [], stderr: '' });
  expect((await since(join(root, 'b'), 'main')).found).toEqual(['a.js:3', 'b/new.js:1']);
  expect((await since(root, 'HEAD~1')).found).toEqual(['a.js:3', 'b/new.js:1']);
});

test('what was taken out again is not there any more; nothing new is said', async () => {
  const root = createTopic();
  commit(root, { 'a.js': `${leak('old')}1\n2\n`, 'b/new.js': 'clean\n' });
  expect((await since(root, 'main')).found).toEqual([]);
  expect(await since(root, 'HEAD')).toEqual({ code: 0, found: [], notes: ['nothing-staged'], stderr: '' });
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
