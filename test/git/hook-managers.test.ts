// The real hook managers, end to end: `leaklint init`, the manager's own set-up, a real `git commit`. They are installed by
// `node scripts/install-test-programs.mjs` and `apt-get install pre-commit`; where one is absent its tests are skipped.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commit, countCommits, createProject, init, installLeaklint, leak, runAsUser, treeOf, type Done } from '../support/hook-project.ts';
import { layOutRelease } from '../support/release.ts';
import { createFolder, runGit, writeTree } from '../support/repo-tree.ts';

const packages = join(homedir(), '.cache/leaklint-tests/hook-managers/node_modules');
const programs = join(packages, '.bin');
const MISSING = 'not installed: node scripts/install-test-programs.mjs';

const npmManagers: readonly (readonly [name: string, files: Readonly<Record<string, string>>, setUp: readonly string[], theirs: string])[] = [
  ['husky', { 'package.json': '{"devDependencies": {"husky": "9.1.7"}}\n', '.husky/pre-commit': 'echo theirs\n', '.husky/pre-push': 'cat > .git/theirs\n' }, [], 'theirs'],
  ['lefthook', { 'package.json': '{}\n', 'lefthook.yml': '# ours\npre-commit:\n  jobs:\n    - name: other\n      run: echo theirs\n' }, ['install'], 'theirs'],
  ['simple-git-hooks', { 'package.json': '{"simple-git-hooks": {"pre-commit": "echo theirs || true"}, "devDependencies": {"simple-git-hooks": "2"}}\n' }, [], 'theirs'],
];

describe.each(npmManagers)('%s', (name, files, setUp, theirs) => {
  const isInstalled = existsSync(join(packages, name));

  function project(script?: string): string {
    const root = createProject(files);
    installLeaklint(root, script);
    return root;
  }

  function start(root: string): void {
    const { code, text } = runAsUser(root, join(programs, name), setUp, [programs]);
    expect(code, text).toBe(0);
  }

  test('a leak is stopped, a clean commit passes, what was there runs', async (context) => {
    if (!isInstalled) context.skip(`${name} is ${MISSING}`);
    const root = project();
    expect((await init(root)).stdout).toContain(`(${name})`);
    start(root);
    const before = treeOf(root);
    const stopped = commit(root, { 'a.js': leak(name) }, [programs]);
    expect(stopped.text).toContain('qodryx-live-key');
    expect(stopped.code).not.toBe(0);
    expect(countCommits(root)).toBe(0);
    const passed = commit(root, { 'a.js': 'clean\n' }, [programs]);
    expect(passed.code, passed.text).toBe(0);
    expect(passed.text).toContain(theirs);
    expect((await init(root)).stdout).toContain('already installed');
    expect({ ...treeOf(root), 'a.js': '' }).toEqual({ ...before, 'a.js': '' });
    await init(root, '--remove');
    if (name === 'simple-git-hooks') start(root);
    expect(commit(root, { 'a.js': leak(name) }, [programs]).code).toBe(0);
    expect(readFileSync(join(root, 'package.json'), 'utf8')).toBe(files['package.json']);
  });

  test('leaklint is told what is pushed, and can stop it', async (context) => {
    if (!isInstalled) context.skip(`${name} is ${MISSING}`);
    const root = project('#!/bin/sh\nif [ "$1" = history ]; then cat > .git/ours; test ! -f .git/block; fi\n');
    const remote = createFolder();
    runGit(remote, ['init', '-q', '--bare']);
    await init(root, '--push');
    start(root);
    expect(commit(root, { 'a.js': '1\n' }, [programs]).code).toBe(0);
    const push = (): Done => runAsUser(root, 'git', ['push', remote, 'HEAD:refs/heads/x'], [programs]);
    writeFileSync(join(root, '.git/block'), '');
    expect(push().code).not.toBe(0);
    rmSync(join(root, '.git/block'));
    const passed = push();
    expect(passed.code, passed.text).toBe(0);
    expect(readFileSync(join(root, '.git/ours'), 'utf8')).toMatch(/^\S+ [0-9a-f]{40} refs\/heads\/x 0{40}\n$/);
    if (name === 'husky') expect(readFileSync(join(root, '.git/theirs'), 'utf8')).toBe(readFileSync(join(root, '.git/ours'), 'utf8'));
  });

  test('a leak that was committed is not pushed', async (context) => {
    if (!isInstalled) context.skip(`${name} is ${MISSING}`);
    const root = project();
    await init(root, '--push');
    start(root);
    expectPushStopped(root, [programs]);
  });
});

test("git's own hook: a leak that was committed is not pushed", async () => {
  const root = createProject({ 'package.json': '{}\n' });
  installLeaklint(root);
  await init(root, '--push');
  expectPushStopped(root);
});

/** To a branch that is new and to one that is there; what is clean goes through. */
function expectPushStopped(root: string, path: readonly string[] = []): void {
  const remote = createFolder();
  runGit(remote, ['init', '-q', '--bare']);
  const push = (): Done => runAsUser(root, 'git', ['push', remote, 'HEAD:refs/heads/x'], path);
  const leaked = (seed: string): void => {
    writeTree(root, { 'leak.js': leak(seed) });
    runGit(root, ['add', '-A', '.']);
    runGit(root, ['commit', '-q', '--no-verify', '-m', seed]);
    const stopped = push();
    expect(stopped.text).toContain('qodryx-live-key');
    expect(stopped.code).not.toBe(0);
    runGit(root, ['reset', '-q', '--hard', 'HEAD~1']);
  };
  expect(commit(root, { 'a.js': 'clean\n' }, path)).toMatchObject({ code: 0 });
  leaked('of a new branch');
  expect(push()).toMatchObject({ code: 0 });
  leaked('of a branch that is there');
  expect(commit(root, { 'a.js': 'clean too\n' }, path)).toMatchObject({ code: 0 });
  expect(push()).toMatchObject({ code: 0 });
}

describe('the pre-commit framework', () => {
  const asked = spawnSync('pre-commit', ['--version'], { encoding: 'utf8' });
  const isInstalled = asked.status === 0;
  const [, major = '0', minor = '0'] = /(\d+)\.(\d+)/.exec(asked.stdout ?? '') ?? [];
  const isOld = Number(major) < 3 || (major === '3' && Number(minor) < 2);
  let release = '';
  const ABSENT = 'pre-commit is not installed: apt-get install pre-commit';

  // The framework installs from a repository, as it would from GitHub; the tree needs neither network nor build.
  beforeAll(() => {
    if (!isInstalled) return;
    release = mkdtempSync(join(tmpdir(), 'leaklint-release-'));
    runGit(release, ['init', '-q']);
    layOutRelease(release);
    if (isOld) writeFileSync(join(release, '.pre-commit-hooks.yaml'), forOldFramework(readFileSync(join(release, '.pre-commit-hooks.yaml'), 'utf8')));
    runGit(release, ['add', '-A', '-f', '.']);
    runGit(release, ['commit', '-q', '-m', 'release']);
    runGit(release, ['tag', 'v0']);
    writeTree(release, { 'dist/cli.mjs': PROBE });
    runGit(release, ['commit', '-q', '-am', 'probe']);
    runGit(release, ['tag', 'probe']);
  });
  afterAll(() => rmSync(release, { recursive: true, force: true }));

  /** A project whose `.pre-commit-config.yaml` names the release tree where a user's names GitHub. */
  async function project(...args: readonly string[]): Promise<{ readonly root: string; run(...words: readonly string[]): Done }> {
    const root = createProject({ '.pre-commit-config.yaml': '# ours\nrepos:\n' });
    expect((await init(root, ...args)).stdout).toContain('(pre-commit)');
    const settings = join(root, '.pre-commit-config.yaml');
    writeFileSync(settings, readFileSync(settings, 'utf8').replace('https://github.com/leaklint/leaklint', release).replace(/rev: .*/, 'rev: v0'));
    const run = (...words: readonly string[]): Done => runAsUser(root, 'pre-commit', words);
    const types = args.includes('--push') ? ['--hook-type', 'pre-commit', '--hook-type', 'pre-push'] : [];
    expect(run('install', ...types).code).toBe(0);
    return { root, run };
  }

  test('a leak is stopped, a clean commit passes', async (context) => {
    if (!isInstalled) context.skip(ABSENT);
    const { root } = await project();
    const stopped = commit(root, { 'a.js': leak('framework'), 'b.js': 'clean\n' });
    expect(stopped.text).toContain('qodryx-live-key');
    expect(stopped.code).not.toBe(0);
    expect(countCommits(root)).toBe(0);
    const passed = commit(root, { 'a.js': 'clean\n' });
    expect(passed.code, passed.text).toBe(0);
    expect(passed.text).toMatch(/leaklint\.+Passed/);
  });

  test('a leak that was committed is not pushed', async (context) => {
    if (!isInstalled) context.skip(ABSENT);
    const { root } = await project('--push');
    expectPushStopped(root);
  });

  test('a merge: what it makes itself is stopped, what the other branch had is not', async (context) => {
    if (!isInstalled) context.skip(ABSENT);
    const { root, run } = await project();
    expect(run('install', '--hook-type', 'pre-merge-commit').code).toBe(0);
    const settled = (files: Readonly<Record<string, string>>): void => {
      writeTree(root, files);
      runGit(root, ['add', '-A', '.']);
      runGit(root, ['commit', '-q', '--no-verify', '-m', 'x']);
    };
    settled({ 'a.js': '1\n', '.gitattributes': 'a.js merge=own\n' });
    runGit(root, ['checkout', '-q', '-b', 'side']);
    settled({ 'a.js': 'side\n', 'side.js': leak('side') });
    runGit(root, ['checkout', '-q', 'main']);
    settled({ 'a.js': 'main\n' });
    const made = join(createFolder(), 'made');
    writeFileSync(made, leak('merge'));
    const merge = (driver: string): Done => runAsUser(root, 'git', ['-c', `merge.own.driver=${driver}`, 'merge', '-m', 'merge', 'side']);
    const stopped = merge(`cp '${made}' %A`);
    expect(stopped.text).toMatch(/a\.js:1:14[^]*1 finding /);
    expect(stopped.code).not.toBe(0);
    runGit(root, ['merge', '--abort']);
    const passed = merge('true');
    expect(passed.text).toMatch(/leaklint\.+Passed/);
    expect(passed.code).toBe(0);
  });

  test('--all-files, --files and a range scan what they name, though nothing is staged', async (context) => {
    if (!isInstalled) context.skip(ABSENT);
    const { root, run } = await project();
    writeTree(root, { 'a.js': leak('committed'), 'b.js': 'clean\n' });
    runGit(root, ['add', '.']);
    runGit(root, ['commit', '-q', '--no-verify', '-m', 'leak']);
    writeTree(root, { 'b.js': 'cleaner\n' });
    runGit(root, ['commit', '-q', '--no-verify', '-am', 'clean']);
    const all = run('run', '--all-files');
    expect(all.text).toContain('qodryx-live-key');
    expect(all.code).toBe(1);
    expect(run('run', '--files', 'a.js').code).toBe(1);
    expect(run('run', '--files', 'b.js').code).toBe(0);
    writeTree(root, { 'new.js': 'clean\n' });
    const unknown = run('run', '--files', 'new.js');
    expect(unknown.text).toContain('is no file of the git index');
    expect(unknown.code).toBe(1);
    rmSync(join(root, 'new.js'));
    expect(run('run', '--from-ref', 'HEAD~1', '--to-ref', 'HEAD').code).toBe(0);
    runGit(root, ['rm', '-q', '--cached', 'a.js']);
    expect(run('run', '--all-files').code).toBe(0);
  });

  // What `leaklint history --push` has to go by: the framework keeps standard input to itself.
  test('the pre-push hook is told the range, and of a first push that it is one', async (context) => {
    if (!isInstalled) context.skip(ABSENT);
    const { root, run } = await project('--push');
    const settings = join(root, '.pre-commit-config.yaml');
    writeFileSync(settings, readFileSync(settings, 'utf8').replace('rev: v0', 'rev: probe'));
    const remote = createFolder();
    runGit(remote, ['init', '-q', '--bare']);
    writeTree(root, { 'a.js': '1\n' });
    runGit(root, ['add', '.']);
    runGit(root, ['commit', '-q', '--no-verify', '-m', 'one']);
    const push = (...args: readonly string[]): Done => runAsUser(root, 'git', ['push', ...args, remote, 'HEAD:refs/heads/x']);
    const first = push();
    expect(first.text).toContain('<history --push undefined undefined HEAD>');
    expect(first.code).not.toBe(0);
    expect(push('--no-verify').code).toBe(0);
    runGit(root, ['commit', '-q', '--no-verify', '--allow-empty', '-m', 'two']);
    const [from, to] = ['HEAD~1', 'HEAD'].map((name) => runGit(root, ['rev-parse', name]).trim());
    expect(push().text).toContain(`<history --push ${from} ${to} HEAD>`);
    expect(run('run', '--all-files').text).toContain('<staged');
  });
});

/** Says how it was called, and fails, so that its output is shown. */
const PROBE = `#!/usr/bin/env node
const { PRE_COMMIT_FROM_REF, PRE_COMMIT_TO_REF, PRE_COMMIT_LOCAL_BRANCH } = process.env;
console.log('<' + [...process.argv.slice(2), PRE_COMMIT_FROM_REF, PRE_COMMIT_TO_REF, PRE_COMMIT_LOCAL_BRANCH].map(String).join(' ') + '>');
process.exitCode = 1;
`;

/** Debian 12 has a framework that knows the stages by their former names. */
function forOldFramework(manifest: string): string {
  return manifest.replace(/ *minimum_pre_commit_version:.*\n/g, '').replace(/stages: .*/g, (line) => line.replace(/pre-(?=commit|push)/g, '').replace('pre-merge-commit', 'merge-commit'));
}
