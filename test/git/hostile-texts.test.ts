// Whatever a repository calls its files, people, branches and tags, and says in its messages: nothing of it steers a terminal,
// no credential in it is printed, and what it leaks is found.
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commit, createHistory, leak, noConfig, token, writeObject } from '../support/history.ts';
import { runGit, writeTree } from '../support/repo-tree.ts';
import { runHere } from '../support/run-cli.ts';

const ESCAPES = '\u001b[2J\u001b]0;title\u0007\u009b31m\u202e\u2066';
const STEERING = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
const SEEDS = ['path', 'staged path', 'author', 'message', 'tag', 'branch', 'leak', 'staged', 'tagged'];

function createRepository(): string {
  const root = createHistory();
  commit(root, 'base', { 'a.js': 'a\n' });
  writeTree(root, { [`${ESCAPES}\n${token('path')}.js`]: leak('leak') });
  runGit(root, ['add', '.']);
  const tree = runGit(root, ['write-tree']).trim();
  const parent = runGit(root, ['rev-parse', 'HEAD']).trim();
  const person = `${ESCAPES}${token('author')} <${ESCAPES}> 1 +0000`;
  const id = writeObject(root, 'commit', `tree ${tree}\nparent ${parent}\nauthor ${person}\ncommitter ${person}\n\n${ESCAPES}${token('message')}\n`);
  runGit(root, ['update-ref', 'HEAD', id]);
  runGit(root, ['branch', `\u202e\u009b${token('branch')}`]);
  runGit(root, ['tag', `\u202e\u009b${token('tag')}`, runGit(root, ['hash-object', '-w', '--stdin'], leak('tagged')).trim()]);
  writeFileSync(join(root, 'a.js'), 'changed\n');
  runGit(root, ['stash', 'push', '-q', '-m', ESCAPES]);
  writeTree(root, { [`${ESCAPES}\r${token('staged path')}.js`]: leak('staged') });
  runGit(root, ['add', '.']);
  return root;
}

const commands: readonly (readonly [args: readonly string[], found: number])[] = [
  [['staged'], 1], [['scan'], 2], [['scan', '--since', 'HEAD~1'], 1], [['history', '--reflog'], 2], [['history', 'HEAD~1..', '--max-commits', '1'], 1],
];

test.each(commands)('%j', async (args, found) => {
  const root = createRepository();
  expect(runGit(root, ['log', '-1', '--format=%an%s'])).toMatch(STEERING);
  for (const format of ['text', 'json', 'jsonl', 'sarif']) {
    const { code, stdout, stderr } = await runHere([...args, '--format', format, '--stats'], { cwd: root, env: noConfig });
    expect(code, format).toBe(1);
    expect(`${stdout}${stderr}`, format).not.toMatch(STEERING);
    for (const seed of SEEDS) expect(`${stdout}${stderr}`, `${format}: ${seed}`).not.toContain(token(seed));
    if (format === 'json') expect((JSON.parse(stdout) as { readonly findings: readonly unknown[] }).findings).toHaveLength(found);
  }
});

test('a branch with a name that git would not give it', async () => {
  const root = createRepository();
  appendFileSync(join(root, '.git/packed-refs'), `${runGit(root, ['rev-parse', 'HEAD']).trim()} refs/heads/\u001b[31m\n`);
  const { code, stdout, stderr } = await runHere(['history'], { cwd: root, env: noConfig });
  expect([code, stderr]).toEqual([1, '']);
  expect(stdout).toContain('incomplete: 1 input not scanned');
  expect(stdout).not.toMatch(STEERING);
});

test('what was asked for and is not there is said without steering', async () => {
  const root = createRepository();
  for (const args of [['history', `${ESCAPES}${token('path')}`], ['scan', '--since', `\u202e\u009b${token('branch')}x`], ['staged', `${ESCAPES}${token('path')}`], ['init', '--hook', 'git']]) {
    const { stdout, stderr } = await runHere(args, { cwd: root, env: noConfig });
    expect(`${stdout}${stderr}`).not.toBe('');
    expect(`${stdout}${stderr}`).not.toMatch(STEERING);
    for (const seed of SEEDS) expect(`${stdout}${stderr}`, seed).not.toContain(token(seed));
  }
});
