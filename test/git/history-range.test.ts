// Which part of a history is scanned: ranges as git takes them, a number of commits, what a push would send.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { createFolder, runGit } from '../support/repo-tree.ts';
import { runHere } from '../support/run-cli.ts';
import { commit, createHistory, history, leak, noConfig } from '../support/history.ts';

/** main: m1 m2 m3; side, from m1: s1 s2 (tag v1). HEAD is main. */
function createBranches(): string {
  const root = createHistory();
  commit(root, 'm1', { 'm1.js': leak('m1') });
  runGit(root, ['checkout', '-q', '-b', 'side']);
  for (const name of ['s1', 's2']) commit(root, name, { [`${name}.js`]: leak(name) });
  runGit(root, ['tag', '-a', '-m', 'm', 'v1']);
  runGit(root, ['checkout', '-q', 'main']);
  for (const name of ['m2', 'm3']) commit(root, name, { [`${name}.js`]: leak(name) });
  return root;
}

const subjects = ({ found }: { readonly found: readonly string[] }): string => found.map((one) => one.split(' ')[1]).join(' ');

test('ranges, branches, tags, several of them, a number of commits', async () => {
  const root = createBranches();
  const table: readonly (readonly [args: readonly string[], found: string])[] = [
    [[], 'm1 m2 m3 s1 s2'],
    [['side..main'], 'm2 m3'],
    [['side...main'], 'm2 m3 s1 s2'],
    [['side'], 'm1 s1 s2'],
    [['v1'], 'm1 s1 s2'],
    [['side~1..side'], 's2'],
    [['HEAD^!'], 'm3'],
    [['..side'], 's1 s2'],
    [['main~1', 'side~1'], 'm1 m2 s1'],
    [['--since', 'HEAD~1'], 'm3'],
    [['--since', 'v1', '--max-commits', '1'], 'm3'],
    [['main', '--max-commits', '2'], 'm2 m3'],
    [['--max-commits', '99'], 'm1 m2 m3 s1 s2'],
  ];
  for (const [args, found] of table) expect(subjects(await history(root, args)), args.join(' ')).toBe(found);
});

test('a range that is empty is a note', async () => {
  const root = createBranches();
  expect(await history(root, ['main..main~1'])).toEqual({ code: 0, found: [], problems: [], notes: ['nothing-in-history'], files: 0 });
});

test.each(['nowhere', 'nowhere..main', '-p', '--output=x', '--all', '', 'm1.js', 'main nowhere', '--end-of-options'])('%j is no range', async (range) => {
  const root = createBranches();
  const { code, stdout, stderr } = await runHere(['history', '--', range], { cwd: root, env: noConfig });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(`git knows no commits by "${range}"`);
  const since = await runHere(['history', `--since=${range}`], { cwd: root, env: noConfig });
  // Nothing before the dots is HEAD, as in git.
  expect(since.code).toBe(range === '' ? 0 : 2);
});

test('--reflog with a range, and outside of a repository', async () => {
  const root = createBranches();
  expect((await runHere(['history', '--reflog', 'main'], { cwd: root, env: noConfig })).stderr).toContain('--reflog goes with the whole history');
  expect((await runHere(['history'], { cwd: createFolder(), env: noConfig })).stderr).toContain('this is not a git repository');
});

test('HEAD is looked at even where the range does not reach it', async () => {
  const root = createHistory();
  commit(root, 'one', { 'a.js': leak('a'), 'b.js': leak('b') });
  commit(root, 'two', { 'a.js': `\n\n${leak('a')}`, 'b.js': 'clean\n' });
  expect((await history(root, ['HEAD~1'])).found).toEqual(['a.js:3 one head', 'b.js:1 one gone']);
});

test('what was there before the range is not reported again, whatever is changed around it', async () => {
  const root = createHistory();
  commit(root, 'one', { 'a.js': leak('a'), 'b.js': 'b\n' });
  runGit(root, ['checkout', '-q', '-b', 'side']);
  commit(root, 'side', { 'b.js': leak('b') });
  runGit(root, ['checkout', '-q', 'main']);
  commit(root, 'two', { 'a.js': `${leak('a')}${leak('new')}` });
  runGit(root, ['merge', '-q', '--no-commit', 'side']);
  commit(root, 'merge', { 'b.js': `\n${leak('b')}`, 'a.js': `\n${leak('a')}${leak('new')}` });
  commit(root, 'copy', { 'c.js': leak('a') });
  expect((await history(root, ['HEAD~3..'])).found).toEqual(['a.js:3 two head', 'b.js:2 side head', 'c.js:1 copy head']);
  expect((await history(root, ['HEAD~2..'])).found).toEqual(['b.js:2 side head', 'c.js:1 copy head']);
  expect((await history(root, ['side..', '^HEAD~2'])).found).toEqual(['c.js:1 copy head']);
  expect((await history(root, ['--max-commits', '1'])).found).toEqual(['c.js:1 copy head']);
  expect((await history(root)).found).toEqual(['a.js:2 one head', 'a.js:3 two head', 'b.js:2 side head', 'c.js:1 copy head']);
});

describe('--push', () => {
  let root = '';
  let remote = '';
  const zero = '0'.repeat(40);
  const id = (name: string): string => runGit(root, ['rev-parse', name]).trim();
  const line = (local: string, old: string): string => `refs/heads/x ${local} refs/heads/x ${old}\n`;
  const push = async (stdin: string, args: readonly string[] = ['origin', 'url'], env = {}): Promise<string> =>
    subjects(await history(root, ['--push', ...args], { stdin, env }));

  // origin has main up to m2, another remote has side up to s1.
  beforeEach(() => {
    root = createBranches();
    remote = createFolder();
    runGit(remote, ['init', '-q', '--bare']);
    for (const [name, refspec] of [['origin', 'main~1:refs/heads/main'], ['other', 'side~1:refs/heads/side']] as const) {
      runGit(root, ['remote', 'add', name, remote]);
      runGit(root, ['push', '-q', name, refspec]);
    }
  });

  test('a branch that is there, a new one, several, none', async () => {
    expect(await push(line(id('main'), id('main~1')))).toBe('m3');
    expect(await push(line(id('side'), zero))).toBe('s1 s2');
    expect(await push(line(id('side'), zero), ['other', 'url'])).toBe('s2');
    expect(await push(line(id('side'), zero), [])).toBe('s2');
    expect(await push(line(id('side'), zero), ['https://host/x.git', 'https://host/x.git'])).toBe('s2');
    expect(await push(line(id('side'), zero), ['--', '--all'])).toBe('s2');
    expect(await push(line(id('side'), zero) + line(id('main'), id('main~1')))).toBe('m3 s1 s2');
    expect(await push(line(id('main'), 'e'.repeat(40)))).toBe('m3');
    expect(await push(line(id('v1'), zero))).toBe('s1 s2');
  });

  test('nothing to push, a branch that is deleted', async () => {
    for (const stdin of ['', '\n', line(zero, id('main~1')), line(id('main~1'), id('main~1'))]) {
      expect(await history(root, ['--push', 'origin'], { stdin })).toEqual({ code: 0, found: [], problems: [], notes: ['nothing-in-history'], files: 0 });
    }
  });

  test.each(['x', 'a b c d', '-p -p -p -p'])('input that git would not give: %s', async (stdin) => {
    const { code, stderr } = await runHere(['history', '--push'], { cwd: root, env: noConfig, stdin });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('pre-push hook') as string });
  });

  test('the pre-commit framework', async () => {
    expect(await push('', [], { PRE_COMMIT_FROM_REF: id('main~1'), PRE_COMMIT_TO_REF: id('main') })).toBe('m3');
    expect(await push('', [], { PRE_COMMIT_REMOTE_NAME: 'other', PRE_COMMIT_TO_REF: id('side') })).toBe('s2');
    expect(await push('', [], { PRE_COMMIT_REMOTE_NAME: 'origin', PRE_COMMIT_LOCAL_BRANCH: 'refs/heads/side' })).toBe('s1 s2');
    const { code } = await runHere(['history', '--push'], { cwd: root, env: { ...noConfig, PRE_COMMIT_FROM_REF: '--all', PRE_COMMIT_TO_REF: 'main' } });
    expect(code).toBe(2);
  });

  test('a tag of a file', async () => {
    runGit(root, ['tag', 'file', runGit(root, ['hash-object', '-w', '--stdin'], leak('tagged')).trim()]);
    const seen = await history(root, ['--push', 'origin'], { stdin: `refs/tags/file ${id('file')} refs/tags/file ${zero}\n` });
    expect(seen.found).toEqual([`${id('file')}:1 ${id('file')} gone`]);
  });

  test('what the remote has lost is no reason to scan nothing', async () => {
    rmSync(join(root, '.git/refs/remotes'), { recursive: true });
    expect(await push(line(id('side'), zero))).toBe('m1 s1 s2');
  });
});
