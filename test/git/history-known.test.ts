// What later runs of `leaklint history` know of commits: the report is the same, byte for byte, whatever happened to the
// repository in between; what was clean in a known commit is not listed again; nothing counts where it was not learnt.
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCache, expectSame, fileOf, filesOf, readsAll, scanJson, type Env } from '../support/cache.ts';
import { commit, createHistory, damage, leak, objectFile, token } from '../support/history.ts';
import { createFolder, runGit, writeTree } from '../support/repo-tree.ts';

const word = 'leaklint-' + 'disable-line';
const password = `password: ${['Xk7', 'vQ9z', 'Tp2', 'mW4r'].join('')}\n`;

function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % below;
  };
}

const paths = ['a.js', 'b.yml', 'bun.lock', 'sub/c.md', '.env', 'd.bin'];
const contents: readonly string[] = [
  'clean\n', 'clean too\n', 'a third\n', leak('one'), `\n${leak('one')}`, leak('two').replace('\n', ` // ${word} -- sandbox\n`), `idle // ${word}\n`, password, '\0', '\0\0', '\ufeffmarked\n', '',
];

/** Adds commits with any parents, clocks and changes, on any branches; merges too bring in what no parent has. */
function addCommits(root: string, random: (below: number) => number): void {
  const tips = (): readonly string[] => runGit(root, ['rev-list', '--all', '--reflog']).split('\n').filter((id) => id !== '');
  const known = tips();
  const stream: string[] = [];
  for (let count = 1 + random(5); count > 0; count--) {
    const parents = new Set(Array.from({ length: known.length === 0 ? 0 : random(4) }, () => known[random(known.length)] as string));
    const ref = `refs/heads/b${random(5)}`;
    if (parents.size === 0) stream.push(`reset ${ref}\n\n`);
    stream.push(`commit ${ref}\ncommitter c${random(9)} <c@d> ${1_600_000_000 + random(1000)} +0000\ndata 1\nx\n`);
    [...parents].forEach((id, index) => stream.push(`${index === 0 ? 'from' : 'merge'} ${id}\n`));
    for (let changes = random(4); changes > 0; changes--) {
      const path = paths[random(paths.length)] as string;
      const content = contents[random(contents.length)] as string;
      if (random(5) === 0) stream.push(`D ${path}\n`);
      else stream.push(`M 100644 inline ${path}\ndata ${Buffer.byteLength(content)}\n${content}\n`);
    }
    stream.push('\n');
  }
  runGit(root, ['fast-import', '--quiet', '--force'], stream.join(''));
}

test.each([1, 2, 3, 4])('a repository that changes in any way, seed %i', async (seed) => {
  const env = createCache();
  const random = createRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
  const root = createHistory('-b', 'b0');
  for (let round = 0; round < 6; round++) {
    addCommits(root, random);
    if (random(3) === 0) runGit(root, ['update-ref', '-d', `refs/heads/b${random(5)}`]);
    if (random(3) === 0) runGit(root, ['symbolic-ref', 'HEAD', `refs/heads/b${random(5)}`]);
    if (random(4) === 0) runGit(root, ['update-ref', `refs/tags/t${round}`, runGit(root, ['hash-object', '-w', '--stdin'], pick(contents)).trim()]);
    if (round > 0 && random(4) === 0) rmSync(fileOf(env, 'clean'), { force: true });
    writeTree(root, { '.leaklintignore': pick(['', '', 'sub\n']), 'leaklint.config.json': pick(['{}', '{}', '{ "exclude": ["a.js"] }', '{ "rules": { "generic": "off" } }']) });
    await expectSame(root, env, pick([[], [], ['--reflog'], ['--only', 'qodryx'], ['--jobs', '2'], ['--max-commits', '3']]));
  }
});

/** A repository whose clean commits, and a clean file of another one, only a run that knows them can do without. */
async function createKnown(env: Env): Promise<string> {
  const root = createHistory();
  commit(root, 'one', { 'a.js': 'one\n'.repeat(20) });
  commit(root, 'two', { 'a.js': 'two\n'.repeat(20), 'b.bin': Buffer.from(`\0${'x'.repeat(99)}`) });
  commit(root, 'three', { 'sub/c.js': 'three\n'.repeat(20) });
  commit(root, 'four', { 'a.js': leak('four'), 'd.js': 'four\n'.repeat(20) });
  await expectSame(root, env);
  return root;
}

const lists = async (root: string, env: Env): Promise<boolean> => !(await scanJson(root, env)).stdout.includes('"git-failed"');

test('clean commits are not listed again, nor what is clean in others', async () => {
  const env = createCache();
  const root = await createKnown(env);
  const before = await scanJson(root, env);
  const tree = objectFile(root, 'HEAD~2^{tree}');
  renameSync(tree, `${tree}.lost`);
  damage(root, 'HEAD:d.js');
  rmSync(fileOf(env, 'clean'));
  expect(await scanJson(root, env)).toEqual(before);
  expect((await scanJson(root, env, ['--no-cache'])).stdout).toContain('"git-failed"');
  rmSync(fileOf(env, 'commits'));
  expect(await lists(root, env)).toBe(false);
  renameSync(`${tree}.lost`, tree);
  expect(await readsAll(root, env)).toBe(true);
});

test('a part of the history is listed as ever: what was there before, its own commits tell', async () => {
  const env = createCache();
  const root = await createKnown(env);
  renameSync(objectFile(root, 'HEAD~2^{tree}'), join(root, '.git/lost'));
  for (const args of [['HEAD'], ['--max-commits', '3'], ['--since', 'HEAD~3']]) expect((await scanJson(root, env, args)).stdout).toContain('"git-failed"');
});

test('a revert that brings a credential back, a branch that is deleted, an older one that is fetched', async () => {
  const env = createCache();
  const [root, other] = [createHistory(), createHistory()];
  const bad = commit(root, 'bad', { 'a.js': leak('a'), 'b.js': 'clean\n' });
  await expectSame(root, env);
  commit(root, 'good', { 'a.js': 'clean\n' });
  await expectSame(root, env);
  runGit(root, ['revert', '--no-edit', 'HEAD']);
  expect(JSON.parse((await expectSame(root, env)).stdout)).toMatchObject({ findings: [{ origin: { commit: bad, inHead: true } }], summary: { files: 2 } });
  runGit(root, ['branch', 'side']);
  runGit(root, ['checkout', '-q', 'side']);
  commit(root, 'side', { 'c.js': 'only here\n', 'b.js': 'another\n' });
  expect(JSON.parse((await expectSame(root, env)).stdout)).toMatchObject({ summary: { files: 4 } });
  runGit(root, ['checkout', '-q', 'main']);
  runGit(root, ['branch', '-q', '-D', 'side']);
  expect(JSON.parse((await expectSame(root, env)).stdout)).toMatchObject({ summary: { files: 2 } });
  expect(JSON.parse((await expectSame(root, env, ['--reflog'])).stdout)).toMatchObject({ summary: { files: 4 } });
  const stream = `commit refs/heads/main\ncommitter old <o@d> 1000000000 +0000\ndata 3\nold\nM 100644 inline a.js\ndata ${leak('a').length}\n${leak('a')}\n`;
  runGit(other, ['fast-import', '--quiet'], stream);
  runGit(root, ['fetch', '-q', other, 'main:old']);
  expect(JSON.parse((await expectSame(root, env)).stdout)).toMatchObject({ findings: [{ origin: { author: 'old', inHead: true } }] });
});

test('a credential that two branches bring in: without the one that was first it is the other', async () => {
  const env = createCache();
  const root = createHistory();
  commit(root, 'base', { 'b.js': 'clean\n' });
  const branches = ['first', 'second'].map((name, index) => {
    runGit(root, ['checkout', '-q', '-b', name, 'main']);
    return commit(root, name, { 'a.js': leak('a'), 'c.js': `clean ${index}\n` });
  });
  runGit(root, ['checkout', '-q', 'main']);
  const origin = async (): Promise<unknown> => (JSON.parse((await expectSame(root, env)).stdout) as { findings: { origin: { commit: string } }[] }).findings.map((finding) => finding.origin.commit);
  expect(branches.map((id) => [id])).toContainEqual(await origin());
  for (const [branch, other] of [['first', 1], ['second', 0]] as const) {
    runGit(root, ['update-ref', '-d', `refs/heads/${branch}`]);
    expect(await origin()).toEqual([branches[other]]);
    runGit(root, ['branch', branch, branches[1 - other] ?? '']);
  }
});

test('more blobs with findings than a command line has room for', async () => {
  const env = createCache();
  const root = createHistory();
  const files = (count: number, seed: string): Record<string, string> => Object.fromEntries(Array.from({ length: count }, (_, index) => [`${seed}/${index}.js`, `${token(seed)}\n${index}\n`]));
  commit(root, 'some', files(250, 'some'));
  commit(root, 'more', files(250, 'more'));
  commit(root, 'clean', { 'clean.js': 'clean\n' });
  await expectSame(root, env);
  commit(root, 'many', files(450, 'many'));
  commit(root, 'last', files(1, 'last'));
  expect(JSON.parse((await expectSame(root, env)).stdout)).toMatchObject({ summary: { files: 952, findings: { critical: 951 } } });
});

test('a shallow repository teaches nothing of its commits, and nothing known is asked for', async () => {
  const env = createCache();
  const root = await createKnown(env);
  const full = await scanJson(root, env);
  const before = readFileSync(fileOf(env, 'commits'));
  const tip = runGit(root, ['rev-parse', 'HEAD~1']);
  writeFileSync(join(root, '.git/shallow'), tip);
  expect(JSON.parse((await expectSame(root, env)).stdout)).toMatchObject({ summary: { files: 4, skipped: { binary: 1 } }, notes: [{ code: 'history-shallow' }] });
  expect(readFileSync(fileOf(env, 'commits'))).toEqual(before);
  rmSync(fileOf(env, 'commits'));
  await expectSame(root, env);
  expect(filesOf(env).filter((name) => name.startsWith('commits'))).toEqual([]);
  rmSync(join(root, '.git/shallow'));
  expect(await expectSame(root, env)).toEqual(full);
});

test('other exclusions and other rules: nothing known', async () => {
  const env = createCache();
  const root = createHistory();
  commit(root, 'one', { 'sub/a.js': leak('a'), 'b.yml': password });
  for (const settings of [{ '.leaklintignore': 'sub\n' }, { '.leaklintignore': '' }]) {
    writeTree(root, settings);
    await expectSame(root, env, ['--only', 'qodryx']);
    await expectSame(root, env);
  }
  for (const config of ['{ "exclude": ["**"] }', '{ "include": ["none"] }', '{ "rules": { "generic": "off", "qodryx": "off" } }', '{}']) {
    writeTree(root, { 'leaklint.config.json': config });
    expect((await expectSame(root, env)).code).toBe(config === '{}' ? 1 : 0);
  }
});

test('what could not be read, or listed, is looked at again until it can be', async () => {
  const env = createCache();
  const root = createHistory();
  commit(root, 'one', { 'a.js': 'clean\n'.repeat(20), 'b.js': 'also clean\n'.repeat(20) });
  commit(root, 'two', { 'sub/c.js': leak('c') });
  const [blob, tree] = [objectFile(root, 'HEAD:a.js'), objectFile(root, 'HEAD:sub')];
  const lost = [blob, tree].map((file) => `${file}.lost`);
  renameSync(blob, `${blob}.lost`);
  renameSync(tree, `${tree}.lost`);
  expect((await expectSame(root, env)).code).toBe(2);
  expect(existsSync(fileOf(env, 'commits'))).toBe(false);
  renameSync(`${tree}.lost`, tree);
  expect((await expectSame(root, env)).code).toBe(1);
  expect(await readsAll(root, env)).toBe(true);
  renameSync(`${blob}.lost`, blob);
  expect(lost.some(existsSync)).toBe(false);
  const before = readFileSync(fileOf(env, 'commits'));
  expect((await expectSame(root, env)).code).toBe(1);
  expect(readFileSync(fileOf(env, 'commits'))).not.toEqual(before);
  damage(root, 'HEAD:a.js');
  rmSync(fileOf(env, 'clean'));
  expect(await readsAll(root, env)).toBe(false);
});

test('a known commit of which not all could be listed is known as before', async () => {
  const env = createCache();
  const root = createHistory();
  commit(root, 'one', { 'bun.lock': password });
  commit(root, 'two', { 'sub/a.yml': password });
  expect((await expectSame(root, env)).code).toBe(1);
  const tree = objectFile(root, 'HEAD:sub');
  renameSync(tree, `${tree}.lost`);
  await scanJson(root, env);
  renameSync(`${tree}.lost`, tree);
  expect((await expectSame(root, env)).code).toBe(1);
});

test('commits count in the repository in which they were learnt, not in a copy or in another one in its place', async () => {
  const env = createCache();
  const [place, copy] = [join(createFolder(), 'place'), join(createFolder(), 'copy')];
  const honest = createHistory();
  commit(honest, 'one', { 'a.js': leak('a') });
  // The same commit, with another tree under the id of its own.
  cpSync(honest, place, { recursive: true });
  const clean = runGit(place, ['mktree'], `100644 blob ${runGit(place, ['hash-object', '-w', '--stdin'], 'clean\n').trim()}\ta.js\n`).trim();
  renameSync(objectFile(place, clean), objectFile(place, 'HEAD^{tree}'));
  expect((await scanJson(place, env)).code).toBe(0);
  expect((await scanJson(place, env)).code).toBe(0);
  cpSync(honest, copy, { recursive: true });
  expect((await scanJson(copy, env)).code).toBe(1);
  renameSync(place, `${place}.forged`);
  renameSync(honest, place);
  expect((await scanJson(place, env)).code).toBe(1);
});

test('all work trees of a repository, and its SHA-256, know the same', async () => {
  const env = createCache();
  const root = createHistory('--object-format=sha256');
  commit(root, 'one', { 'a.js': 'one\n'.repeat(20) });
  commit(root, 'two', { 'a.js': leak('a') });
  const tree = join(createFolder(), 'tree');
  runGit(root, ['worktree', 'add', '-q', '--detach', tree]);
  await expectSame(root, env);
  const { ino } = statSync(fileOf(env, 'commits'));
  await expectSame(tree, env);
  expect(statSync(fileOf(env, 'commits')).ino).toBe(ino);
  commit(root, 'three', { 'b.js': 'three\n' });
  await expectSame(tree, env);
  expect(filesOf(env)).toHaveLength(3);
  expect(readdirSync(tree).sort()).toEqual(['.git', 'a.js']);
});
