// Listing a git work tree: what git would say, whatever state the index and the disk are in.
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { asOrdinaryUser, createFolder, createRepository, plainEnv, runGit, scanFolder, writeTree } from '../support/repo-tree.ts';

const fallback = [expect.stringMatching(/^git-fallback: /)];

test('tracked and untracked files, not ignored ones; a tracked file stays in although it is ignored', () => {
  const root = createFolder();
  createRepository(root, { 'b.js': '1', 'a/c.js': '2', 'dist/kept.js': '3', '.gitignore': 'dist\n*.log\n' });
  writeTree(root, { 'new.js': '4', 'x.log': '', 'dist/built.js': '' });
  expect(scanFolder(root).blobs).toEqual([
    ['.gitignore', 'dist\n*.log\n'],
    ['a/c.js', '2'],
    ['b.js', '1'],
    ['dist/kept.js', '3'],
    ['new.js', '4'],
  ]);
});

test('a folder is listed alone, with paths from the root', () => {
  const root = createFolder();
  createRepository(root, { 'a/b/c.js': '1', 'a/d.js': '2', 'e.js': '3' });
  expect(scanFolder(root, { cwd: join(root, 'a'), paths: ['b', 'd.js', './b/', 'b/c.js'] }).paths).toEqual(['a/b/c.js', 'a/d.js']);
  expect(scanFolder(root, { cwd: join(root, 'a') }).paths).toEqual(['a/b/c.js', 'a/d.js']);
});

test('what is named is scanned although git ignores it: a file, and a folder by its own rules', () => {
  const root = createFolder();
  createRepository(root, { '.gitignore': 'dist/\n.env\n*.log\n' });
  writeTree(root, { '.env': 'E', 'dist/a.js': 'a', 'dist/deep/b.js': 'b', 'dist/.gitignore': 'c.js', 'dist/c.js': '', 'dist/x.log': 'l' });
  expect(scanFolder(root, { paths: ['.env'] }).blobs).toEqual([['.env', 'E']]);
  expect(scanFolder(root, { paths: ['dist'] }).paths).toEqual(['dist/.gitignore', 'dist/a.js', 'dist/deep/b.js', 'dist/x.log']);
  expect(scanFolder(root, { paths: ['dist/deep'] }).paths).toEqual(['dist/deep/b.js']);
  expect(scanFolder(root).paths).toEqual(['.gitignore']);
});

test('without gitignore everything is scanned, but not git\'s own folder', () => {
  const root = createFolder();
  createRepository(root, { '.gitignore': 'dist\nnode_modules\n' });
  writeTree(root, { 'dist/a.js': '', 'node_modules/x/i.js': '', '.svn/x': '', '.hg/x': '', '.jj/x': '' });
  const seen = scanFolder(root, { gitignore: false });
  expect([seen.paths, seen.notes]).toEqual([['.gitignore', 'dist/a.js', 'node_modules/x/i.js'], []]);
});

test('ignored .env files are counted in a note, unless they were named or excluded', () => {
  const root = createFolder();
  createRepository(root, { '.gitignore': '.env*\nhidden/\n' });
  writeTree(root, { '.env': '', 'a/.env.local': '', 'a/b.js': '', 'hidden/.env': '', '.env.d/x': '' });
  expect(scanFolder(root).notes).toEqual([
    'env-ignored: 2 .env files were left out because git ignores them; name them or use --no-gitignore to scan them',
  ]);
  expect(scanFolder(root, { paths: ['.', '.env'] }).notes).toEqual([
    'env-ignored: 1 .env file was left out because git ignores it; name it or use --no-gitignore to scan it',
  ]);
  expect(scanFolder(root, { paths: ['.', '.env', 'a/.env.local'] }).notes).toEqual([]);
  expect(scanFolder(root, { isExcluded: (path) => path.includes('.env') }).notes).toEqual([]);
  expect(scanFolder(root, { gitignore: false }).notes).toEqual([]);
});

test('entries that are not on disk are counted as deleted, whether removed or left out by a sparse checkout', () => {
  const root = createFolder();
  createRepository(root, { 'gone.js': '', 'kept.js': 'k', 'dir/x.js': '', 'skip.js': '', 'skip-here.js': 's' });
  runGit(root, ['update-index', '--skip-worktree', 'skip.js', 'skip-here.js']);
  for (const path of ['gone.js', 'dir', 'skip.js']) rmSync(join(root, path), { recursive: true });
  const seen = scanFolder(root);
  expect(seen.paths).toEqual(['kept.js', 'skip-here.js']);
  expect(seen.skipped).toEqual(['dir/x.js: deleted', 'gone.js: deleted', 'skip.js: deleted']);
  expect(seen.problems).toEqual([]);
});

test('an unmerged file is yielded once, with what is on disk', () => {
  const root = createFolder();
  createRepository(root, { 'a.js': 'base\n' });
  runGit(root, ['checkout', '-q', '-b', 'other']);
  writeTree(root, { 'a.js': 'other\n' });
  runGit(root, ['commit', '-qam', 'other']);
  runGit(root, ['checkout', '-q', 'main']);
  writeTree(root, { 'a.js': 'main\n' });
  runGit(root, ['commit', '-qam', 'main']);
  runGit(root, ['merge', '-q', 'other'], '', true);
  expect(runGit(root, ['ls-files', 'a.js']).split('\n')).toHaveLength(4);
  const seen = scanFolder(root);
  expect(seen.paths).toEqual(['a.js']);
  expect(seen.blobs[0]?.[1]).toContain('<<<<<<<');
});

test('submodules and untracked repositories are listed by their own ignore rules, at any depth', () => {
  const root = createFolder();
  createRepository(root, { 'a.js': '', '.gitignore': '*.log\n' });
  createRepository(join(root, 'nested'), { 'n.js': '', 'n.log': '', '.gitignore': '*.tmp\n' });
  createRepository(join(root, 'nested/deep/er'), { 'd.js': '' });
  createRepository(join(root, 'unborn'), {});
  writeTree(root, { 'nested/x.tmp': '', 'nested/.env': 'e', 'unborn/u.js': '' });
  createRepository(join(root, 'module'), { 'm.js': '', '.gitignore': 'o\n' });
  runGit(root, ['add', 'module']);
  writeTree(root, { 'module/o/x': '', 'module/new.js': '' });
  const seen = scanFolder(root);
  expect(seen.paths).toEqual([
    '.gitignore', 'a.js', 'module/.gitignore', 'module/m.js', 'module/new.js', 'nested/.env', 'nested/.gitignore',
    'nested/deep/er/d.js', 'nested/n.js', 'nested/n.log', 'unborn/u.js',
  ]);
  expect([seen.problems, seen.notes]).toEqual([[], []]);
});

test('a submodule entry hides nothing: a plain folder, a file, a link or nothing in its place', () => {
  const root = createFolder();
  createRepository(root, { 'a.js': '' });
  createRepository(join(root, 'm'), { 'm.js': '' });
  const commit = runGit(join(root, 'm'), ['rev-parse', 'HEAD']).trim();
  rmSync(join(root, 'm/.git'), { recursive: true });
  for (const name of ['m', 'file.js', 'link', 'absent']) {
    runGit(root, ['update-index', '--add', '--cacheinfo', `160000,${commit},${name}`]);
  }
  writeTree(root, { 'file.js': 'f' });
  symlinkSync('..', join(root, 'link'));
  const seen = scanFolder(root);
  expect([seen.paths, seen.skipped, seen.notes]).toEqual([['a.js', 'file.js', 'm/m.js'], ['absent: deleted'], []]);
  expect(runGit(root, ['ls-files', '-o', '--exclude-standard'])).not.toContain('m.js');
});

test('a file that became a folder, and a folder that became a file', () => {
  const root = createFolder();
  createRepository(root, { a: '', 'b/c': '' });
  rmSync(join(root, 'a'));
  rmSync(join(root, 'b'), { recursive: true });
  writeTree(root, { 'a/x': 'x', b: 'b' });
  const seen = scanFolder(root);
  expect([seen.blobs, seen.skipped, seen.problems]).toEqual([[['a/x', 'x'], ['b', 'b']], ['b/c: deleted'], []]);
});

test('odd names: newlines, quotes, spaces, globs, backslashes, and bytes that are not UTF-8', () => {
  const names = ['new\nline.js', '"quoted".js', "it's.js", ' space ', 'tab\t.js', '[id]*?.js', 'back\\slash.js', 'ünï.js', '-n', ':x'];
  const root = createFolder();
  createRepository(root, Object.fromEntries(names.map((name) => [name, name])));
  const raw = (text: string): Buffer => Buffer.concat([Buffer.from(`${root}/`), Buffer.from(text, 'latin1')]);
  mkdirSync(raw('d\xff'));
  for (const name of ['x\xfe.js', 'x\xff.js', 'd\xff/y.js']) writeFileSync(raw(name), name);
  runGit(root, ['add', '-A']);
  const expected = [...names.map((name) => [name, name]), ['x\uFFFD.js', 'xþ.js'], ['x\uFFFD.js', 'xÿ.js'], ['d\uFFFD/y.js', 'dÿ/y.js']];
  const sorted = expected.sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : (a[0] ?? '') > (b[0] ?? '') ? 1 : 0));
  expect(scanFolder(root).blobs).toEqual(sorted);
  expect(scanFolder(root, { gitignore: false }).blobs).toEqual(sorted);
});

test('a repository inside a folder whose name is not UTF-8 is walked', () => {
  const root = createFolder();
  createRepository(root, { a: '' });
  createRepository(join(root, 'n'), { 'x.js': 'x' });
  renameSync(join(root, 'n'), Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xff])]));
  expect(scanFolder(root).blobs).toEqual([['a', ''], ['\uFFFD/x.js', 'x']]);
});

test('without git the folder is walked, and a note says why', () => {
  const root = createFolder();
  createRepository(root, { 'a.js': '', '.gitignore': '*.log\n', 'sub/b.js': '', 'sub/.gitignore': 'c.js\n' });
  writeTree(root, { 'x.log': '', 'sub/c.js': '', 'sub/y.log': '', '.env': '' });
  const seen = scanFolder(root, { env: { ...plainEnv(), PATH: '' } });
  expect(seen.paths).toEqual(['.env', '.gitignore', 'a.js', 'sub/.gitignore', 'sub/b.js']);
  expect(seen.notes).toEqual(['git-fallback: no git was found on the PATH; files were found without git, by the .gitignore files alone']);
  const below = scanFolder(root, { env: { ...plainEnv(), PATH: '' }, paths: ['sub'] });
  expect([below.paths, below.notes]).toEqual([['sub/.gitignore', 'sub/b.js'], seen.notes]);
});

test('a repository of another user is walked, unless the user\'s own config trusts it', (context) => {
  if (process.getuid?.() !== 0) return context.skip();
  const root = createFolder();
  createRepository(root, { 'a.js': '' });
  spawnSync('chown', ['-R', '12345', root]);
  const seen = scanFolder(root);
  expect(seen.paths).toEqual(['a.js']);
  expect(seen.notes).toEqual([expect.stringContaining('another user owns the repository')]);
  const home = createFolder();
  writeTree(home, { config: `[safe]\n\tdirectory = ${root}\n` });
  expect(scanFolder(root, { env: { ...plainEnv(), GIT_CONFIG_GLOBAL: join(home, 'config') } }).notes).toEqual([]);
});

test('the user\'s own global excludes file holds', () => {
  const [root, home] = [createFolder(), createFolder()];
  createRepository(root, { 'a.js': '' });
  writeTree(root, { 'mine.txt': '' });
  writeTree(home, { ignore: 'mine.txt\n', config: `[core]\n\texcludesFile = ${home}/ignore\n` });
  expect(scanFolder(root, { env: { ...plainEnv(), GIT_CONFIG_GLOBAL: join(home, 'config') } }).paths).toEqual(['a.js']);
});

test.each([['an empty .git folder', ''], ['a .git file of garbage', 'garbage']])('%s', (_, content) => {
  const root = createFolder();
  writeTree(root, { 'a.js': '', '.gitignore': 'b.js', 'b.js': '' });
  if (content === '') mkdirSync(join(root, '.git'));
  else writeTree(root, { '.git': content });
  const seen = scanFolder(root);
  expect([seen.paths, seen.notes]).toEqual([['.gitignore', 'a.js'], fallback]);
});

test('a folder that git cannot open is a problem, also below the folder that is listed', () => {
  const root = createFolder();
  createRepository(root, { 'a.js': '', 'sub/b.js': '' });
  writeTree(root, { 'sub/locked/c.js': '' });
  asOrdinaryUser(root, () => {
    chmodSync(join(root, 'sub/locked'), 0);
    expect(scanFolder(root).problems).toEqual(['sub/locked: unreadable']);
    expect(scanFolder(root, { paths: ['sub'] }).problems).toEqual(['sub/locked: unreadable']);
    expect(scanFolder(root).notes).toEqual([]);
    expect(scanFolder(root, { isExcluded: (path) => path.startsWith('sub/locked/') }).problems).toEqual([]);
    chmodSync(join(root, 'sub/locked'), 0o700);
  });
});
