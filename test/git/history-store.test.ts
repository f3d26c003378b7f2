// Histories that are not simply there: shallow, partial and damaged clones, bare repositories, linked work trees, alternates,
// SHA-256, replacements and grafts. Each is right, or a clear problem.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCache } from '../support/cache.ts';
import { createFolder, runGit, writeTree } from '../support/repo-tree.ts';
import { runHere } from '../support/run-cli.ts';
import { commit, createHistory, damage, history, historyJson, leak, noConfig, objectFile } from '../support/history.ts';

/** a.js leaks in `one`, is clean in `two`; b.js leaks in `two`. */
function createTwo(...options: readonly string[]): string {
  const root = createHistory(...options);
  commit(root, 'one', { 'a.js': leak('a') });
  commit(root, 'two', { 'a.js': 'clean\n', 'b.js': leak('b') });
  return root;
}

const both = ['a.js:1 one gone', 'b.js:1 two head'];

function clone(root: string, ...options: readonly string[]): string {
  const folder = join(createFolder(), 'clone');
  runGit(root, ['clone', '-q', ...options, `file://${root}`, folder]);
  return folder;
}

test('a shallow clone: what is there, and a note', async () => {
  const root = createTwo();
  expect(await history(clone(root, '--depth=1'))).toEqual({ code: 1, found: ['b.js:1 two head'], problems: [], notes: ['history-shallow'], files: 2 });
  expect((await history(clone(root))).notes).toEqual([]);
});

test('a clone without blobs: problems that say how to get them', async () => {
  const root = createTwo();
  commit(root, 'three', { 'a.js': 'again\n' });
  runGit(root, ['config', 'uploadpack.allowFilter', 'true']);
  const folder = clone(root, '--filter=blob:none', '--no-checkout');
  // With a cache of its own: what is known to be clean is not missed.
  const { code, problems, summary } = await historyJson(folder, [], { env: createCache() });
  expect({ code, files: summary.files }).toEqual({ code: 2, files: 0 });
  const hint = 'git does not have its content; in a partial clone "git fetch --refetch --no-filter" gets it, else the repository is damaged';
  expect(problems).toEqual([
    { path: 'a.js', code: 'unreadable', message: `3 versions: ${hint}` },
    { path: 'b.js', code: 'unreadable', message: hint },
  ]);
  runGit(folder, ['fetch', '-q', '--refetch', '--no-filter']);
  expect(await history(folder)).toMatchObject({ code: 1, found: both, problems: [] });
});

test('a clone without trees: the history cannot be listed, and that is said', async () => {
  const root = createTwo();
  runGit(root, ['config', 'uploadpack.allowFilter', 'true']);
  const folder = clone(root, '--filter=tree:0', '--no-checkout');
  expect(await history(folder)).toMatchObject({ code: 2, problems: expect.arrayContaining(['. git-failed']) as unknown });
});

test.each(['a blob', 'a tree', 'a commit'])('%s that is lost or damaged', async (what) => {
  const root = createTwo();
  commit(root, 'three', { 'c.js': leak('c') });
  const name = { 'a blob': 'HEAD~1:b.js', 'a tree': 'HEAD~1^{tree}', 'a commit': 'HEAD~1' }[what] ?? '';
  const file = objectFile(root, name);
  renameSync(file, join(root, '.git/lost'));
  const lost = await history(root);
  expect(lost.code).toBe(what === 'a commit' ? 2 : 1);
  expect(lost.problems).toEqual([what === 'a blob' ? 'b.js unreadable' : '. git-failed']);
  writeFileSync(file, 'damaged');
  expect((await history(root)).problems.length).toBeGreaterThan(0);
});

test('where the history breaks off, what HEAD still has is said to be there', async () => {
  const root = createHistory();
  commit(root, 'one', { 'a.js': leak('a') });
  commit(root, 'two', { 'sub/b.js': 'b\n' });
  commit(root, 'three', { 'a.js': `\n${leak('a')}`, 'sub/b.js': 'c\n' });
  rmSync(objectFile(root, 'HEAD~1:sub'));
  expect(await history(root)).toMatchObject({ found: ['a.js:2 one head'], problems: ['. git-failed'] });
});

test('one damaged blob does not hide the others of its chunk', async () => {
  const root = createHistory();
  const names = Array.from({ length: 9 }, (_, index) => `${index}.js`);
  commit(root, 'one', Object.fromEntries(names.map((name) => [name, leak(name)])));
  damage(root, 'HEAD:5.js');
  const seen = await history(root);
  expect(seen.problems).toEqual(['5.js unreadable']);
  expect(seen.found).toEqual(names.filter((name) => name !== '5.js').map((name) => `${name}:1 one head`));
});

test('a bare repository, from its top and from a folder in it; inside `.git` it is the work tree', async () => {
  const root = createTwo();
  const bare = clone(root, '--bare');
  for (const cwd of [bare, join(bare, 'objects'), join(root, '.git'), join(root, '.git/refs')]) {
    expect((await history(cwd, [], {}, root)).found, cwd).toEqual(both);
  }
  mkdirSync(join(root, 'sub'));
  expect((await history(join(root, 'sub'))).found).toEqual(both);
});

test('a hook of a bare repository: what git says counts', async () => {
  const root = createTwo();
  const bare = clone(root, '--bare');
  expect((await history(bare, ['main~1..main'], { env: { GIT_DIR: '.' } })).found).toEqual(['b.js:1 two head']);
});

test('a linked work tree, with the detached HEADs of the others', async () => {
  const root = createTwo();
  const tree = join(createFolder(), 'tree');
  runGit(root, ['worktree', 'add', '-q', '--detach', tree, 'HEAD~1']);
  commit(tree, 'there', { 'there.js': leak('there') });
  expect((await history(tree)).found).toEqual(['a.js:1 one head', 'b.js:1 two gone', 'there.js:1 there head']);
  expect((await history(root)).found).toEqual([...both, 'there.js:1 there gone']);
});

test('alternates', async () => {
  const root = createTwo();
  const folder = join(createFolder(), 'clone');
  runGit(root, ['clone', '-q', '--shared', root, folder]);
  expect(existsSync(join(folder, '.git/objects/info/alternates'))).toBe(true);
  expect((await history(folder)).found).toEqual(both);
});

test('alternates that are gone: a problem', async () => {
  const root = createTwo();
  const folder = join(createFolder(), 'clone');
  runGit(root, ['clone', '-q', '--shared', root, folder]);
  commit(folder, 'three', { 'c.js': leak('c') });
  writeFileSync(join(folder, '.git/objects/info/alternates'), `${createFolder()}/nowhere\n`);
  expect(await history(folder)).toMatchObject({ code: 2, problems: expect.arrayContaining(['. git-failed']) as unknown });
});

test('a partial clone with what is checked out: that is scanned, the rest is problems', async () => {
  const root = createTwo();
  runGit(root, ['config', 'uploadpack.allowFilter', 'true']);
  const folder = clone(root, '--filter=blob:none');
  expect(await history(folder)).toMatchObject({ code: 1, found: ['b.js:1 two head'], problems: ['a.js unreadable'], files: 2 });
});

test('a range whose commits cannot be compared with what was there before: a problem beside the finding', async () => {
  const root = createTwo();
  commit(root, 'three', { 'b.js': `${leak('b')}more\n` });
  expect(await history(root, ['HEAD~1..'])).toMatchObject({ code: 0, found: [], problems: [] });
  runGit(root, ['config', 'uploadpack.allowFilter', 'true']);
  expect(await history(clone(root, '--filter=blob:none'), ['HEAD~1..'])).toMatchObject({ code: 1, found: ['b.js:1 three head'], problems: ['. git-failed'] });
  renameSync(objectFile(root, 'HEAD~1:b.js'), join(root, '.git/lost'));
  expect(await history(root, ['HEAD~1..'])).toMatchObject({ code: 1, found: ['b.js:1 three head'], problems: ['b.js unreadable'] });
});

// What git-lfs makes of a file, and what core.autocrlf does.
test('of a file in LFS the pointer is scanned, of carriage returns what git keeps; no filter runs', async () => {
  const root = createHistory();
  const ran = join(createFolder(), 'ran');
  const settings = { 'core.autocrlf': 'true', 'filter.lfs.clean': 'sed s/.*/pointer/', 'filter.lfs.smudge': `touch '${ran}'`, 'filter.lfs.required': 'true' };
  for (const [name, value] of Object.entries(settings)) runGit(root, ['config', name, value]);
  const crlf = `1\r\n${leak('crlf').replace('\n', '\r\n')}`;
  commit(root, 'one', { '.gitattributes': '*.bin filter=lfs diff=lfs merge=lfs -text\nkept.js -text\n', 'big.bin': leak('large'), 'a.js': crlf, 'kept.js': crlf });
  expect(runGit(root, ['cat-file', 'blob', 'HEAD:big.bin'])).toBe('pointer\n');
  expect(['a.js', 'kept.js'].map((path) => runGit(root, ['cat-file', 'blob', `HEAD:${path}`]).includes('\r'))).toEqual([false, true]);
  rmSync(ran, { force: true });
  expect(await history(root)).toMatchObject({ found: ['a.js:2 one head', 'kept.js:2 one head'], problems: [], files: 4 });
  expect(existsSync(ran)).toBe(false);
  runGit(root, ['cat-file', '--filters', 'HEAD:big.bin'], '', true);
  expect(existsSync(ran)).toBe(true);
});

test('a SHA-256 repository', async () => {
  const root = createTwo('--object-format=sha256');
  expect((await history(root)).found).toEqual(both);
  const zero = '0'.repeat(64);
  const stdin = `refs/heads/main ${runGit(root, ['rev-parse', 'main']).trim()} refs/heads/main ${zero}\n`;
  expect((await history(root, ['--push'], { stdin })).found).toEqual(both);
});

test('replacements and grafts hide nothing', async () => {
  const root = createTwo();
  const [one = '', two = ''] = ['HEAD~1', 'HEAD'].map((name) => runGit(root, ['rev-parse', name]).trim());
  runGit(root, ['checkout', '-q', '--orphan', 'other']);
  commit(root, 'other', { 'a.js': 'clean\n', 'b.js': 'clean\n' });
  const other = runGit(root, ['rev-parse', 'HEAD']).trim();
  runGit(root, ['checkout', '-q', 'main']);
  runGit(root, ['replace', one, other]);
  writeFileSync(join(root, '.git/info/grafts'), `${two}\n`);
  expect(runGit(root, ['log', '--format=%s', 'main']).trim()).toBe('two');
  const seen = await historyJson(root);
  expect(seen.findings.map(({ path, origin }) => `${path} ${origin.commit ?? ''}`)).toEqual([`a.js ${one}`, `b.js ${two}`]);
});

test('a commit graph of another history hides nothing', async () => {
  const root = createTwo();
  const graft = join(root, '.git/info/grafts');
  // Git writes no graph while there are grafts, but takes one that tells of another parent as it is.
  const tips = runGit(root, ['rev-parse', 'HEAD~1', 'HEAD']).trim().split('\n');
  expect(existsSync(graft)).toBe(false);
  runGit(root, ['commit-graph', 'write', '--reachable']);
  const file = join(root, '.git/objects/info/commit-graph');
  const graph = readFileSync(file);
  const at = commitData(graph, tips.toSorted().indexOf(tips[1] ?? ''));
  // The first parent: none.
  graph.writeUInt32BE(0x70000000, at + 20);
  rmSync(file);
  writeFileSync(file, graph);
  expect(runGit(root, ['log', '--format=%s']).trim()).toBe('two');
  expect((await history(root)).found).toEqual(both);
});

/** Where a commit graph (SHA-1) holds the tree and parents of its nth commit. */
function commitData(graph: Buffer, index: number): number {
  const chunk = graph.indexOf('CDAT');
  return Number(graph.readBigUInt64BE(chunk + 4)) + index * 36;
}

test('a repository of another user, or one that is none, is said so', async () => {
  const root = createFolder();
  writeTree(root, { '.git': 'gitdir: /nowhere\n' });
  const { code, stdout, stderr } = await runHere(['history'], { cwd: root, env: noConfig });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('the repository cannot be read: git does not take it for a repository');
});
