// Files and folders as they are on disk: links, pipes, sizes, encodings, globs, walks outside git.
import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFileSource } from '../../src/sources/files.ts';
import { asOrdinaryUser, createFolder, createRepository, plainEnv, scanFolder, writeTree } from '../support/repo-tree.ts';

test('the walk honours nested .gitignore files, and its own notes', () => {
  const root = createFolder();
  writeTree(root, {
    '.gitignore': '*.log\n/only-top\nbuild/\nx/y\n!keep.log\n.env\n',
    'a.log': '', 'keep.log': '', 'only-top': '', 'sub/only-top': '', 'sub/a.log': '', 'sub/build/x': '', '.env': '',
    'sub/.gitignore': '!a.log\n/here\n', 'sub/here': '', 'sub/deep/here': '', 'sub/deep/a.log': '', 'x/y/z': '',
    'x/.gitignore': '!y\n', 'odd [1]/.gitignore': 'n.js\n', 'odd [1]/n.js': '', 'odd [1]/m/n.js': '', 'odd 1/n.js': '',
    'node_modules/p/i.js': '', 'packages/q/node_modules/r/i.js': '',
  });
  const seen = scanFolder(root);
  expect(seen.paths).toEqual([
    '.gitignore', 'keep.log', 'odd 1/n.js', 'odd [1]/.gitignore', 'sub/.gitignore', 'sub/a.log', 'sub/deep/a.log', 'sub/deep/here',
    'sub/only-top', 'x/.gitignore', 'x/y/z',
  ]);
  expect(seen.notes).toEqual([
    'env-ignored: 1 .env file was left out because git ignores it; name it or use --no-gitignore to scan it',
    'dependencies-skipped: 2 node_modules folders were not scanned; name one or use --no-gitignore to scan them',
  ]);
});

test('the walk agrees with git on the same rules', () => {
  const [plain, repository] = [createFolder(), createFolder()];
  const files = {
    '.gitignore': '*.log\n/only-top\nbuild/\nx/y\n!keep.log\n# c\n\\#h\n\\!b\nf[a-c].js\n**/q/r\ns/**\n!s/t\ntrail \\ \nu/*/v\n',
    'a.log': '', 'keep.log': '', 'only-top': '', 'p/only-top': '', 'p/build/x': '', 'p/.gitignore': '!a.log\n/here\nsub/file\n',
    'p/a.log': '', 'p/here': '', 'p/deep/here': '', 'p/sub/file': '', 'p/deep/sub/file': '', 'x/.gitignore': '!y\n', 'x/y/z': '',
    '#h': '', '!b': '', 'fb.js': '', 'fd.js': '', 'm/q/r': '', 'q/r/s': '', 's/t': '', 's/w': '', 'u/1/v': '', 'u/1/2/v': '', build: '',
    'A.LOG': '', '#d/.gitignore': 'e\n/f/g\n', '#d/e': '', '#d/f/g': '', '#d/h/f/g': '', '!d/.gitignore': 'e\n', '!d/e': '', '!d/x/e': '',
    'sp ace/.gitignore': 'e \n', 'sp ace/e': '', 'st*r/.gitignore': 'e\n', 'st*r/e': '', 'star/e': '', 'b\\s/.gitignore': 'e\n', 'b\\s/e': '',
  };
  writeTree(plain, files);
  writeTree(repository, files);
  mkdirSync(join(repository, '.git'));
  rmSync(join(repository, '.git'), { recursive: true });
  createRepositoryWithout(repository);
  expect(scanFolder(repository).notes).toEqual([]);
  expect(scanFolder(plain).paths).toEqual(scanFolder(repository).paths);
});

function createRepositoryWithout(folder: string): void {
  spawnSync('git', ['init', '-q'], { cwd: folder, env: plainEnv() });
}

test('dependencies are scanned when they are named, or when nothing is ignored', () => {
  const root = createFolder();
  writeTree(root, { 'a.js': '', 'node_modules/p/i.js': '', 'node_modules/p/node_modules/q/i.js': '' });
  const all = ['node_modules/p/i.js', 'node_modules/p/node_modules/q/i.js'];
  expect(scanFolder(root, { paths: ['node_modules'] })).toMatchObject({ paths: all, notes: [] });
  expect(scanFolder(root, { paths: ['node_modules/p'] })).toMatchObject({ paths: all, notes: [] });
  expect(scanFolder(root, { gitignore: false }).paths).toEqual(['a.js', ...all]);
  expect(scanFolder(root).paths).toEqual(['a.js']);
});

test('outside git too, an ignored folder that is named is scanned, by the rules inside it', () => {
  const root = createFolder();
  writeTree(root, { '.gitignore': 'dist\n*.log\n', 'dist/a.js': '', 'dist/a.log': '', 'dist/.gitignore': 'b.js\n', 'dist/b.js': '', 'src/c.js': '', 'src/c.log': '' });
  expect(scanFolder(root, { paths: ['dist'] }).paths).toEqual(['dist/.gitignore', 'dist/a.js', 'dist/a.log']);
  expect(scanFolder(root, { paths: ['src'] }).paths).toEqual(['src/c.js']);
});

test('repositories in a plain folder are listed by git', () => {
  const root = createFolder();
  writeTree(root, { '.gitignore': 'a.js\n', 'a.js': '' });
  createRepository(join(root, 'one'), { 'a.js': '', '.gitignore': 'kept.js\n', 'kept.js': '' });
  expect(scanFolder(root).paths).toEqual(['.gitignore', 'one/.gitignore', 'one/a.js', 'one/kept.js']);
});

test('links are not followed: loops, to the outside, to a file, dangling; one that is named is', () => {
  const [root, outside] = [createFolder(), createFolder()];
  writeTree(outside, { 'secret.txt': 'outside', 'd/x': 'x' });
  writeTree(root, { 'real/a.js': 'a' });
  for (const [name, target] of [['loop', '.'], ['self', 'self'], ['up', '..'], ['out', outside], ['file', join(outside, 'secret.txt')], ['gone', 'nowhere']]) {
    symlinkSync(target ?? '', join(root, name ?? ''));
  }
  for (const gitignore of [true, false]) {
    const seen = scanFolder(root, { gitignore });
    expect([seen.paths, seen.problems, seen.skipped]).toEqual([['real/a.js'], [], []]);
  }
  createRepository(root, {});
  expect(scanFolder(root).paths).toEqual(['real/a.js']);
  expect(scanFolder(root, { paths: ['**'] }).paths).toEqual(['real/a.js']);
  expect(scanFolder(root, { paths: ['file', 'out'] }).blobs).toEqual([['file', 'outside'], ['out/d/x', 'x'], ['out/secret.txt', 'outside']]);
  expect(scanFolder(root, { paths: ['file', '.'] }).paths).toEqual(['file', 'real/a.js']);
  expect(scanFolder(root, { paths: ['self'] }).problems).toEqual(['self: unreadable']);
});

test('a link in the middle of a tracked path is not followed', () => {
  const [root, outside] = [createFolder(), createFolder()];
  writeTree(outside, { 'b/secret.txt': 'outside' });
  createRepository(root, { 'a/b/secret.txt': 'inside' });
  rmSync(join(root, 'a'), { recursive: true });
  symlinkSync(outside, join(root, 'a'));
  const seen = scanFolder(root);
  expect([seen.blobs, seen.skipped]).toEqual([[], ['a/b/secret.txt: deleted']]);
});

test('pipes, sockets and devices do not hang and are problems only when named', async () => {
  const root = createFolder();
  writeTree(root, { 'a.js': 'a' });
  expect(spawnSync('mkfifo', [join(root, 'pipe'), join(root, '.gitignore')]).status).toBe(0);
  const server = createServer().listen(join(root, 'socket'));
  await new Promise((resolve) => server.once('listening', resolve));
  symlinkSync('/dev/zero', join(root, 'zero'));
  expect(scanFolder(root)).toMatchObject({ paths: ['a.js'], problems: [] });
  const named = scanFolder(root, { paths: ['pipe', 'socket', 'zero'] });
  expect(named.problems).toEqual(['pipe: not-a-file', 'socket: not-a-file', 'zero: not-a-file']);
  server.close();
});

test('a tracked file that became a pipe does not hang', () => {
  const root = createFolder();
  createRepository(root, { 'a.js': 'a', 'b.js': 'b' });
  rmSync(join(root, 'a.js'));
  expect(spawnSync('mkfifo', [join(root, 'a.js')]).status).toBe(0);
  expect(scanFolder(root)).toMatchObject({ paths: ['b.js'], problems: [] });
});

test('what may not be read is a problem, a file and a folder', () => {
  const root = createFolder();
  writeTree(root, { 'a.js': 'a', 'locked.js': '', 'closed/x.js': '' });
  asOrdinaryUser(root, () => {
    chmodSync(join(root, 'locked.js'), 0);
    chmodSync(join(root, 'closed'), 0);
    const seen = scanFolder(root);
    expect([seen.paths, seen.problems]).toEqual([['a.js'], ['locked.js: unreadable', 'closed: unreadable']]);
    expect(scanFolder(root, { paths: ['closed/x.js', 'closed'] }).problems).toEqual(['closed/x.js: unreadable', 'closed: unreadable']);
    expect(scanFolder(root, { paths: ['**/*.js'] }).problems).toEqual(['locked.js: unreadable', 'closed: unreadable']);
    expect(scanFolder(root, { isExcluded: (path) => path !== 'a.js' }).problems).toEqual([]);
    chmodSync(join(root, 'closed'), 0o700);
  });
});

test('a problem names the limit and the option, never a path on this machine', () => {
  const root = createFolder();
  writeTree(root, { 'big.js': 'x'.repeat(11), 'fits.js': 'x'.repeat(10) });
  const items = [...createFileSource({ cwd: root, env: plainEnv(), root, paths: [], gitignore: true, maxFileSize: 10, isExcluded: () => false })];
  expect(items).toContainEqual({
    kind: 'problem',
    problem: { path: 'big.js', code: 'too-large', message: 'larger than the limit of 10 bytes (--max-file-size)' },
  });
  expect(items.map((item) => item.kind)).toEqual(['problem', 'blob']);
  expect(JSON.stringify(items)).not.toContain(root);
});

test('a file without a stated size is read to its end, within the limit', () => {
  const root = createFolder();
  const seen = scanFolder(root, { cwd: '/proc/self', root: '/proc/self', paths: ['status'] });
  expect(seen.blobs[0]?.[1]).toMatch(/^Name:/);
  expect(scanFolder(root, { cwd: '/proc/self', root: '/proc/self', paths: ['status'], maxFileSize: 10 }).problems).toEqual(['status: too-large']);
});

test('the buffer grows under a file whose size was not known', () => {
  const seen = scanFolder('/proc/self', { paths: ['smaps'] });
  expect(seen.blobs[0]?.[1].length).toBeGreaterThan(70_000);
  expect(seen.blobs[0]?.[1]).toMatch(/^[0-9a-f]+-[0-9a-f]+ /);
});

test('files of every size come out whole from the one buffer', () => {
  const root = createFolder();
  const sizes = [0, 1, 65_535, 65_536, 65_537, 300_000, 3, 999_999, 1_000_000];
  writeTree(root, Object.fromEntries(sizes.map((size, at) => [`f${at}`, 'x'.repeat(size)])));
  expect(scanFolder(root).blobs.map(([, text]) => text.length)).toEqual(sizes);
});

test('UTF-16 and byte order marks are decoded, binary is skipped', () => {
  const root = createFolder();
  const little = Buffer.from('\uFEFFkey = "ü𝒳"', 'utf16le');
  writeTree(root, {
    'bom.txt': '\uFEFFkey', 'le.txt': little, 'be.txt': Buffer.from(little).swap16(), 'bin.dat': 'a\0b', 'empty.txt': '',
    'late.dat': Buffer.concat([Buffer.alloc(8192, 97), Buffer.alloc(1)]), 'latin.txt': Buffer.from([0xe9, 0x61]),
  });
  const seen = scanFolder(root);
  expect(seen.skipped).toEqual(['bin.dat: binary']);
  expect(Object.fromEntries(seen.blobs)).toMatchObject({ 'bom.txt': 'key', 'le.txt': 'key = "ü𝒳"', 'be.txt': 'key = "ü𝒳"', 'empty.txt': '' });
  expect(seen.paths).toContain('late.dat');
});

test('globs: dot files too, no dependencies or version control, each file once; brackets that exist are names', () => {
  const root = createFolder();
  writeTree(root, {
    'src/a.ts': '', 'src/.hidden/b.ts': '', 'src/c.js': '', 'node_modules/d.ts': '', '.git/e.ts': '', 'app/[id]/page.ts': 'id', 'app/i/page.ts': '',
  });
  expect(scanFolder(root, { paths: ['**/*.ts', 'src/*.ts', 'src/a.ts'] }).paths).toEqual(['app/[id]/page.ts', 'app/i/page.ts', 'src/.hidden/b.ts', 'src/a.ts']);
  expect(scanFolder(root, { paths: ['app/[id]'] }).paths).toEqual(['app/[id]/page.ts']);
  expect(scanFolder(root, { paths: ['node_modules/*.ts'] }).paths).toEqual(['node_modules/d.ts']);
});

test.each(['missing', 'a.js/below', '*.nothing', 'dangling'])('the path %s is not found, before anything is yielded', (path) => {
  const root = createFolder();
  writeTree(root, { 'a.js': '' });
  symlinkSync('nowhere', join(root, 'dangling'));
  expect(() => scanFolder(root, { paths: ['a.js', path] })).toThrow(expect.objectContaining({ code: 'PATH_NOT_FOUND', message: expect.stringContaining(path) }));
});

test('paths outside the root begin with ../', () => {
  const outer = createFolder();
  writeTree(outer, { 'root/a.js': '', 'other/b.js': '', 'c.js': '' });
  const root = join(outer, 'root');
  expect(scanFolder(root, { paths: ['.', '../other', '../c.js'] }).paths).toEqual(['../c.js', '../other/b.js', 'a.js']);
});

test('what is excluded is left out even when named, and its folders are not entered', () => {
  const root = createFolder();
  writeTree(root, { 'a.js': '', 'b.js': '', 'c/d.js': '' });
  const asked: string[] = [];
  const isExcluded = (path: string): boolean => {
    asked.push(path);
    return path === 'b.js' || path === 'c/';
  };
  expect(scanFolder(root, { paths: ['.', 'b.js'], isExcluded }).paths).toEqual(['a.js']);
  expect(asked).not.toContain('c/d.js');
});

test('hostile .gitignore files and deep trees take no time', () => {
  const root = createFolder();
  const deep = `${Array(100).fill('a').join('/')}/y`;
  writeTree(root, { '.gitignore': `${'**/a/'.repeat(9)}z\n${'*a'.repeat(40)}z\ny\n`, [deep]: '', ['a'.repeat(250)]: '' });
  const start = performance.now();
  expect(scanFolder(root).paths).toContain(deep);
  expect(performance.now() - start).toBeLessThan(5_000);
});
