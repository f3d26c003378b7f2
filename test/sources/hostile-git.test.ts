// Promise 3: nothing of a scanned repository is executed. Every payload is a script that writes a marker file.
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { createGit } from '../../src/sources/git.ts';
import { createPayload, setConfig } from '../support/hostile.ts';
import { createHostile, hostileSettings } from '../support/plants.ts';
import { createFolder, createRepository, plainEnv, runGit, scanFolder, writeTree } from '../support/repo-tree.ts';

test('a hostile repository runs nothing, and is scanned by git all the same', () => {
  const { marks, command } = createPayload();
  const root = createHostile(command);
  // So that an index refresh would find something to run filters on.
  writeTree(root, { 'a.js': 'changed', 'new.js': 'n', '.gitignore': 'out/\n', 'out/x': '' });
  const seen = scanFolder(root);
  expect(seen.paths).toEqual(['.gitattributes', '.gitignore', 'a.js', 'new.js', 'sub/b.js']);
  expect(scanFolder(root, { cwd: join(root, 'sub') }).paths).toEqual(['sub/b.js']);
  expect([seen.notes, marks()]).toEqual([[], []]);
});

test('plain git does run such things', () => {
  const { marks, command } = createPayload();
  const root = createHostile(command);
  marks().forEach(() => expect.fail('creating the repository already left a mark'));
  runGit(root, ['ls-files', '-co', '--exclude-standard'], '', true);
  expect(marks()).toContain('fsmonitor');
  writeTree(root, { 'a.js': 'changed' });
  runGit(root, ['add', 'a.js'], '', true);
  // The broken filter would end git before it comes to the rest.
  runGit(root, ['config', '--remove-section', 'filter.x']);
  runGit(root, ['log', '-p', '--ext-diff'], '', true);
  runGit(root, ['update-index', '--force-write-index'], '', true);
  expect(marks()).toEqual(['diff-x', 'fsmonitor', 'hook-post-index-change', 'process']);
});

test('the hardened git runs neither hooks nor the fsmonitor when it writes the index', () => {
  const { marks, command } = createPayload();
  const root = createHostile(command);
  runGit(root, ['config', '--remove-section', 'filter.x']);
  const git = createGit({ env: plainEnv(), untrusted: root });
  expect(git(['diff', '--cached', '--raw', '-z'], root).kind).toBe('ok');
  expect(git(['update-index', '--force-write-index'], root).kind).toBe('ok');
  expect(marks()).toEqual([]);
});

test.each(['include', 'includeIf', 'worktree'])('config brought in by %s is no different', (way) => {
  const { marks, command } = createPayload();
  const root = createFolder();
  createRepository(root, { 'a.js': 'a' });
  if (way === 'worktree') {
    setConfig(root, { 'extensions.worktreeConfig': 'true', 'core.repositoryFormatVersion': '1' });
    writeFileSync(join(root, '.git/config.worktree'), `[core]\n\tfsmonitor = ${command('fsmonitor')}\n`);
  } else {
    const path = way === 'include' ? 'include.path' : `includeIf.gitdir:${root}/.path`;
    setConfig(root, { [path]: join(root, 'evil') });
    writeFileSync(join(root, 'evil'), `[core]\n\tfsmonitor = ${command('fsmonitor')}\n`);
  }
  expect(scanFolder(root).paths).toContain('a.js');
  expect(marks()).toEqual([]);
  runGit(root, ['ls-files'], '', true);
  expect(marks()).toEqual(['fsmonitor']);
});

test('a .git file that points to a hostile git folder elsewhere', () => {
  const { marks, command } = createPayload();
  const [root, elsewhere] = [createFolder(), createFolder()];
  createRepository(elsewhere, { 'a.js': 'theirs' });
  setConfig(elsewhere, hostileSettings(command, elsewhere));
  writeTree(root, { 'a.js': 'ours', '.git': `gitdir: ${elsewhere}/.git\n` });
  expect(scanFolder(root).blobs).toEqual([['a.js', 'ours']]);
  expect(marks()).toEqual([]);
});

test.each(['elsewhere', 'above', 'below'])('core.worktree that points %s is not believed', (where) => {
  const { marks, command } = createPayload();
  const outer = createFolder();
  const root = join(outer, 'repository');
  writeTree(outer, { 'outside.js': 'o', 'elsewhere/e.js': 'e' });
  createRepository(root, { 'a.js': 'a', 'below/b.js': 'b', '.gitignore': 'ignored\n', ignored: '' });
  const target = { elsewhere: join(outer, 'elsewhere'), above: outer, below: join(root, 'below') }[where] ?? '';
  setConfig(root, { ...hostileSettings(command, root), 'core.worktree': target });
  const seen = scanFolder(root);
  expect(seen.paths).toEqual(['.gitignore', 'a.js', 'below/b.js']);
  expect(seen.notes).toEqual([expect.stringMatching(/^git-fallback: /)]);
  expect(marks()).toEqual([]);
});

test('repository variables in the environment do not lead to another repository', () => {
  const { marks, command } = createPayload();
  const [root, elsewhere] = [createFolder(), createFolder()];
  createRepository(root, { 'a.js': 'a' });
  createRepository(elsewhere, { 'b.js': 'b' });
  const env = {
    ...plainEnv(),
    GIT_DIR: join(elsewhere, '.git'),
    GIT_WORK_TREE: elsewhere,
    GIT_INDEX_FILE: join(elsewhere, '.git/index'),
    GIT_EXTERNAL_DIFF: command('diff'),
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'core.fsmonitor',
    GIT_CONFIG_VALUE_0: command('fsmonitor'),
    GIT_LITERAL_PATHSPECS: '1',
    GIT_SSH_COMMAND: command('ssh'),
  };
  const seen = scanFolder(root, { env });
  expect([seen.paths, seen.notes, marks()]).toEqual([['a.js'], [], []]);
  const kept = createGit({ env, untrusted: root, keepRepository: true })(['ls-files', '-z'], root);
  expect(kept.kind === 'ok' && kept.stdout.toString()).toBe('b.js\0');
  const ours = createGit({ env, untrusted: root })(['ls-files', '-z'], root);
  expect(ours.kind === 'ok' && ours.stdout.toString()).toBe('a.js\0');
  expect(marks()).toEqual([]);
});

// A sparse index makes ls-files read trees; a promised tree that is missing makes git fetch it, from wherever the
// repository says, and `ext::` and uploadpack are commands.
test.each(['ext', 'uploadpack', 'ssh', 'vcs'])('a missing object is not fetched through %s', (transport) => {
  const { marks, command } = createPayload();
  const root = createFolder();
  createRepository(root, { 'in/a.js': 'a', 'out/b.js': 'b' });
  runGit(root, ['sparse-checkout', 'set', '--cone', '--sparse-index', 'in']);
  const tree = runGit(root, ['rev-parse', 'HEAD:out']).trim();
  renameSync(join(root, '.git/objects', tree.slice(0, 2), tree.slice(2)), join(root, '.git/moved'));
  setConfig(root, {
    'core.repositoryFormatVersion': '1',
    'extensions.partialClone': 'origin',
    'remote.origin.promisor': 'true',
    'protocol.allow': 'always',
    'protocol.ext.allow': 'always',
    'protocol.file.allow': 'always',
    'protocol.ssh.allow': 'always',
    'remote.origin.url': { ext: `ext::${command('ext')}`, ssh: 'ssh://host.invalid/x' }[transport] ?? root,
    'remote.origin.uploadpack': command('uploadpack'),
    'core.sshCommand': command('ssh'),
    ...(transport === 'vcs' ? { 'remote.origin.vcs': 'ext', 'remote.origin.url': command('vcs') } : {}),
  });
  expect(scanFolder(root).paths).toEqual(['in/a.js']);
  // Two barriers: git is told not to fetch on its own (new ones listen), and no transport is allowed.
  expect(createGit({ env: plainEnv(), untrusted: root })(['fetch', 'origin'], root).kind).toBe('failed');
  expect(marks()).toEqual([]);
  runGit(root, ['ls-files'], '', true);
  expect(marks()).toEqual([transport]);
});

test('names in a forged index that lead out of the folder, or into .git, are dropped', () => {
  const outer = createFolder();
  const root = join(outer, 'repository');
  writeTree(outer, { 'secret.txt': 'outside' });
  createRepository(root, { 'zz/secret.txt': 'inside', 'XXXX/config': 'c' });
  const index = join(root, '.git/index');
  const patch = `s|zz/secret.txt|../secret.txt|g; s|XXXX/config|.git/config|g`;
  expect(spawnSync('sed', ['-i', patch, index]).status).toBe(0);
  expect(runGit(root, ['ls-files'])).toBe('.git/config\n../secret.txt\n');
  const seen = scanFolder(root);
  expect(seen.blobs.map(([, text]) => text)).not.toContain('outside');
  expect([seen.paths, seen.skipped]).toEqual([['XXXX/config', 'zz/secret.txt'], []]);
});

test('a git program in the scanned tree, in a node_modules or at a relative PATH entry is not run', () => {
  const { marks, command } = createPayload();
  const [root, above] = [createFolder(), createFolder()];
  createRepository(root, { 'a.js': 'a' });
  const bins = [join(root, 'bin'), join(above, 'node_modules/.bin'), join(above, 'bin')];
  for (const [at, bin] of bins.entries()) {
    mkdirSync(bin, { recursive: true });
    renameSync(command(`git-${at}`), join(bin, 'git'));
  }
  const distrusted = [...bins.slice(0, 2), relative(process.cwd(), bins[2] ?? '')];
  const path = ['bin', '.', '', ...distrusted, process.env['PATH'] ?? ''].join(':');
  const seen = scanFolder(root, { env: { ...plainEnv(), PATH: path } });
  expect([seen.notes, marks()]).toEqual([[], []]);
  const own = scanFolder(root, { env: { ...plainEnv(), PATH: distrusted.join(':') } });
  expect(own.notes).toEqual([expect.stringContaining('no git was found')]);
  expect(marks()).toEqual([]);
  expect(existsSync(join(root, 'bin/git'))).toBe(true);
});
