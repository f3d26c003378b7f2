// The real release script on a copy of this repository: what its tags hold runs as an action, and is committed on top of main.
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { checkOut, createGitHub, publish, runAction } from '../support/github.ts';
import { commit, leak } from '../support/history.ts';
import { createFolder, plainEnv, runGit } from '../support/repo-tree.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** With the build and an identity, and node_modules beside it, where Node looks too. */
function copyRepository(): string {
  const folder = createFolder();
  const copy = join(folder, 'repository');
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const files = runGit(root, ['ls-files', '-z', '--cached', '--others', '--exclude-standard']).split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
  for (const path of files) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(root, path), join(copy, path));
  }
  cpSync(join(root, 'dist'), join(copy, 'dist'), { recursive: true });
  runGit(copy, ['init', '-q']);
  for (const name of ['user.name', 'user.email']) runGit(copy, ['config', name, 't']);
  runGit(copy, ['add', '-A', '.']);
  runGit(copy, ['commit', '-q', '-m', 'main']);
  return copy;
}

function release(copy: string): string {
  return execFileSync(process.execPath, [join(copy, 'scripts/release.mjs')], { cwd: copy, env: plainEnv(), encoding: 'utf8', stdio: 'pipe' });
}

test('tags the release tree, once; the action of the tag runs', async () => {
  const copy = copyRepository();
  const [, tag = '', moving = ''] = /^(v[\d.]+) and (v\d+) are tagged/.exec(release(copy)) ?? [];
  expect(runGit(copy, ['rev-parse', `${tag}^{commit}`])).toBe(runGit(copy, ['rev-parse', `${moving}^{commit}`]));
  expect(runGit(copy, ['rev-parse', `${tag}~1`])).toBe(runGit(copy, ['rev-parse', 'main']));
  expect(runGit(copy, ['worktree', 'list']).trim().split('\n')).toHaveLength(1);
  expect(runGit(copy, ['ls-files', 'dist'])).toBe('');
  expect(() => release(copy)).toThrow('is released');
  const tree = createFolder();
  runGit(tree, ['clone', '-q', '--depth=1', `--branch=${moving}`, `file://${copy}`, '.']);
  expect(['action.yml', 'dist/action.mjs', '.pre-commit-hooks.yaml', 'eslint-plugin-leaklint/package.json'].filter((path) => !existsSync(join(tree, path)))).toEqual([]);
  // What its pages tell users to write.
  for (const [page, text] of [['README.md', `uses: leaklint/leaklint@${moving}\n`], ['docs/github-action.md', `uses: leaklint/leaklint@${moving}\n`], ['docs/hooks.md', `rev: ${tag}\n`]] as const) {
    expect(readFileSync(join(tree, page), 'utf8')).toContain(text);
  }
  const hub = await createGitHub();
  const before = commit(hub.work, 'one', { 'a.js': '1\n' });
  const after = commit(hub.work, 'two', { 'leak.js': leak('release') });
  publish(hub, 'main', 'refs/heads/main');
  const run = await runAction(hub, await checkOut(hub, after), { event: 'push', payload: { before, after, commits: [{}] }, bundle: join(tree, 'dist/action.mjs') });
  expect(run).toMatchObject({ code: 1, stderr: '', annotations: ['leak.js:1'] });
});

test('refuses what is not committed', () => {
  const copy = copyRepository();
  runGit(copy, ['rm', '-q', '--cached', 'README.md']);
  expect(() => release(copy)).toThrow('not committed');
});
