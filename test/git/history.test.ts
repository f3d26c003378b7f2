// `leaklint history` on real repositories: whatever a commit, stash, note or tag brought in is found, once, with the commit
// that brought it in.
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runGit, writeTree } from '../support/repo-tree.ts';
import { runHere } from '../support/run-cli.ts';
import { commit, createHistory, history, historyJson, leak, noConfig, token, writeObject } from '../support/history.ts';

test('a credential that was removed, and one that is still there', async () => {
  const root = createHistory();
  commit(root, 'one', { 'a.js': `${leak('a')}`, 'b.js': leak('b') });
  commit(root, 'two', { 'a.js': `// moved down\n\n${leak('a')}` });
  commit(root, 'three', { 'a.js': `${leak('new')}// moved down\n\n${leak('a')}`, 'b.js': 'clean\n' });
  expect(await history(root)).toEqual({
    code: 1,
    found: ['a.js:1 three head', 'a.js:4 one head', 'b.js:1 one gone'],
    problems: [],
    notes: [],
    files: 5,
  });
});

test('a file that was deleted, one that was moved, a commit that was reverted', async () => {
  const root = createHistory();
  commit(root, 'one', { 'gone.js': leak('gone'), 'old.js': `${leak('moved')}${'line\n'.repeat(30)}` });
  commit(root, 'two', { 'gone.js': undefined });
  runGit(root, ['mv', 'old.js', 'new.js']);
  commit(root, 'three');
  const bad = commit(root, 'bad', { 'c.js': leak('reverted') });
  runGit(root, ['revert', '--no-edit', bad]);
  runGit(root, ['revert', '--no-edit', 'HEAD']);
  expect((await history(root)).found).toEqual(['c.js:1 bad head', 'gone.js:1 one gone', 'new.js:1 three head', 'old.js:1 one gone']);
});

test('a secret that moved from file to file is a finding in each', async () => {
  const root = createHistory();
  commit(root, 'one', { 'a.js': `x\n${leak('moving')}`, 'b.js': 'b\n' });
  commit(root, 'two', { 'a.js': 'x\n', 'b.js': `b\nc\n${leak('moving')}` });
  expect((await history(root)).found).toEqual(['a.js:2 one gone', 'b.js:3 two head']);
});

test('one content at several paths: counted once, judged by the syntax of each', async () => {
  const root = createHistory();
  // A credential without a prefix counts in settings, not in a lock file.
  const text = `password: ${['Xk7', 'vQ9z', 'Tp2', 'mW4r'].join('')}\n${token('same')}\n`;
  commit(root, 'one', { 'a.yml': text, 'bun.lock': text, 'sub/c.yml': text });
  const { findings, summary } = await historyJson(root);
  expect(findings.map(({ path, startLine }) => `${path}:${startLine}`)).toEqual(['a.yml:1', 'a.yml:2', 'bun.lock:2', 'sub/c.yml:1', 'sub/c.yml:2']);
  expect(summary.files).toBe(1);
});

test('what a merge itself brings in: in conflicts, and where there was none', async () => {
  const root = createHistory();
  commit(root, 'base', { 'a.js': '1\n2\n3\n', 'quiet.js': 'quiet\n' });
  runGit(root, ['checkout', '-q', '-b', 'other']);
  commit(root, 'theirs', { 'a.js': '1\ntheirs\n3\n', 'theirs.js': leak('theirs') });
  runGit(root, ['checkout', '-q', 'main']);
  commit(root, 'ours', { 'a.js': '1\nours\n3\n' });
  runGit(root, ['merge', '-q', 'other'], '', true);
  commit(root, 'merge', { 'a.js': `1\n${leak('conflict')}3\n`, 'evil.js': leak('evil'), 'quiet.js': `quiet\n${leak('changed')}` });
  commit(root, 'clean', { 'a.js': '1\n', 'evil.js': undefined, 'quiet.js': 'quiet\n' });
  expect((await history(root)).found).toEqual(['a.js:2 merge gone', 'evil.js:1 merge gone', 'quiet.js:2 merge gone', 'theirs.js:1 theirs head']);
});

test('an octopus', async () => {
  const root = createHistory();
  commit(root, 'base', { 'a.js': 'a\n' });
  for (const name of ['x', 'y', 'z']) {
    runGit(root, ['checkout', '-q', '-b', name, 'main']);
    commit(root, name, { [`${name}.js`]: leak(name) });
  }
  runGit(root, ['checkout', '-q', 'main']);
  runGit(root, ['merge', '-q', '--no-commit', 'x', 'y', 'z']);
  commit(root, 'octopus', { 'evil.js': leak('octopus') });
  expect((await history(root)).found).toEqual(['evil.js:1 octopus head', 'x.js:1 x head', 'y.js:1 y head', 'z.js:1 z head']);
});

test('other branches, stashes (all of them), notes', async () => {
  const root = createHistory();
  commit(root, 'base', { 'a.js': 'a\n' });
  runGit(root, ['checkout', '-q', '-b', 'side']);
  commit(root, 'side', { 'side.js': leak('side') });
  runGit(root, ['checkout', '-q', 'main']);
  writeTree(root, { 'a.js': leak('older stash'), 'untracked.js': leak('untracked') });
  runGit(root, ['stash', '-q', '-u']);
  writeTree(root, { 'a.js': `\n${leak('newer stash')}` });
  runGit(root, ['stash', '-q']);
  runGit(root, ['notes', 'add', '-m', token('note')]);
  const { found } = await history(root);
  expect(found.map((one) => one.replace(/^[0-9a-f]{40}/, 'note')).sort()).toEqual([
    expect.stringMatching(/^a.js:1 WIP on main.* gone$/),
    expect.stringMatching(/^a.js:2 WIP on main.* gone$/),
    expect.stringMatching(/^note:1 Notes added by .* gone$/),
    'side.js:1 side gone',
    expect.stringMatching(/^untracked.js:1 untracked files on main.* gone$/),
  ]);
});

test('tags of a file and of a folder, also through a tag', async () => {
  const root = createHistory();
  const id = runGit(root, ['hash-object', '-w', '--stdin'], leak('blob')).trim();
  runGit(root, ['tag', 'light', id]);
  runGit(root, ['tag', '-a', '-m', 'm', 'heavy', id]);
  runGit(root, ['tag', '-a', '-m', 'm', 'heavier', 'heavy']);
  writeTree(root, { 'sub/tree.js': leak('tree') });
  runGit(root, ['add', '.']);
  runGit(root, ['tag', 'folder', runGit(root, ['write-tree']).trim()]);
  const names = ['heavier', 'heavy', 'light'].map((name) => `refs/tags/${name}`);
  expect((await history(root)).found).toEqual([...names.map((name) => `${name}:1 ${name} gone`), 'sub/tree.js:1 refs/tags/folder gone']);
  expect((await history(root, ['light'])).found).toEqual([`${id}:1 ${id} gone`]);
});

test('what only the reflog remembers, if it is asked for', async () => {
  const root = createHistory();
  commit(root, 'base', { 'a.js': 'a\n' });
  commit(root, 'dropped', { 'a.js': leak('dropped') });
  runGit(root, ['reset', '-q', '--hard', 'HEAD~1']);
  expect((await history(root)).found).toEqual([]);
  expect((await history(root, ['--reflog'])).found).toEqual(['a.js:1 dropped gone']);
});

test('a detached HEAD is scanned', async () => {
  const root = createHistory();
  commit(root, 'base', { 'a.js': 'a\n' });
  runGit(root, ['checkout', '-q', '--detach']);
  commit(root, 'detached', { 'a.js': leak('detached') });
  expect((await history(root)).found).toEqual(['a.js:1 detached head']);
});

test('links are scanned as their targets, submodules not at all', async () => {
  const root = createHistory();
  symlinkSync(token('link'), join(root, 'link'));
  const module = join(root, 'module');
  mkdirSync(module);
  runGit(module, ['init', '-q']);
  commit(module, 'inner', { 'x.js': leak('module') });
  runGit(root, ['-c', 'advice.addEmbeddedRepo=false', 'add', '-A', '.']);
  runGit(root, ['commit', '-q', '-m', 'one']);
  expect(await history(root)).toMatchObject({ found: ['link:1 one head'], problems: [], files: 1 });
});

test('suppressions: the one in HEAD holds; without HEAD, one version without it is enough', async () => {
  const word = ' // leaklint-' + 'disable-line -- sandbox\n';
  const root = createHistory();
  commit(root, 'one', { 'a.js': leak('a'), 'b.js': leak('b'), 'c.js': leak('c').replace('\n', word), 'd.js': leak('d').replace('\n', word) });
  commit(root, 'two', { 'd.js': leak('d'), 'a.js': leak('a').replace('\n', word), 'b.js': leak('b').replace('\n', word) });
  commit(root, 'three', { 'b.js': undefined, 'c.js': undefined, 'd.js': undefined });
  const { findings } = await historyJson(root);
  expect(findings.map(({ path, status }) => `${path} ${status}`)).toEqual(['a.js suppressed', 'b.js new', 'c.js suppressed', 'd.js new']);
});

test('notes on suppressions are about HEAD, not about every version', async () => {
  const idle = (text: string): string => `${text} // leaklint-${'disable-line'}\n`;
  const root = createHistory();
  for (const text of ['1', '2', '3']) commit(root, text, { 'a.js': idle(text), 'old.js': idle(text) });
  commit(root, 'last', { 'old.js': undefined });
  expect((await history(root)).notes).toEqual(['suppression-unused']);
});

test('binary, too large and excluded files; a configuration holds', async () => {
  const root = createHistory();
  commit(root, 'one', { 'a.bin': Buffer.of(0, 1), 'big.js': 'x'.repeat(2000), 'out/a.js': leak('out'), 'b.js': leak('b') });
  commit(root, 'two', { 'big.js': 'y'.repeat(3000), 'b.js': 'b\n', '.leaklintignore': 'out/\n', 'leaklint.config.json': '{ "allow": [{ "paths": ["b.js"], "reason": "sandbox" }] }' });
  const report = await historyJson(root, ['--max-file-size', '1KB']);
  expect(report).toMatchObject({ code: 2, findings: [{ path: 'b.js', status: 'suppressed' }], summary: { files: 4, skipped: { binary: 1 } } });
  expect(report.problems).toEqual([{ path: 'big.js', code: 'too-large', message: expect.stringMatching(/^2 versions: /) as string }]);
});

test('no commits: a note, and no failure', async () => {
  const root = createHistory();
  expect(await history(root)).toEqual({ code: 0, found: [], problems: [], notes: ['nothing-in-history'], files: 0 });
});

test('the oldest commit is the one that has it first, whatever the clocks say', async () => {
  const root = createHistory();
  const make = (subject: string, text: string, year: number, parent?: string): string => {
    writeTree(root, { 'a.js': text });
    runGit(root, ['add', '.']);
    const seconds = year * 365 * 86_400;
    const tree = runGit(root, ['write-tree']).trim();
    return writeObject(root, 'commit', `tree ${tree}\n${parent === undefined ? '' : `parent ${parent}\n`}author ${subject} <a@b> ${seconds} +0200\ncommitter c <c@d> ${seconds} +0200\n\n${subject}\n`);
  };
  const first = make('first', leak('a'), 60);
  // Reached from a younger child too, the first commit comes before this one in the order of dates.
  runGit(root, ['update-ref', 'refs/heads/side', make('side', `\n${leak('a')}`, 10, first)]);
  runGit(root, ['update-ref', 'HEAD', make('main', 'clean\n', 65, first)]);
  const { findings } = await historyJson(root);
  expect(findings.map(({ origin }) => origin)).toMatchObject([{ kind: 'commit', author: 'first', date: '2029-12-17T02:00:00+02:00', inHead: false }]);
});

test('the text says who, when, and whether it is still there', async () => {
  const root = createHistory();
  const id = commit(root, 'one', { 'a.js': leak('a'), 'b.js': leak('b') });
  commit(root, 'two', { 'a.js': 'a\n' });
  const { stdout } = await runHere(['history'], { cwd: root, env: noConfig });
  const date = runGit(root, ['show', '-s', '--format=%as', id]).trim();
  expect(stdout).toContain(`a.js:1:14  commit ${id.slice(0, 12)} by t on ${date}, no longer in HEAD`);
  expect(stdout).toContain(`b.js:1:14  commit ${id.slice(0, 12)} by t on ${date}, still in HEAD`);
});

test('SARIF: a category of its own, the commit in words and as properties', async () => {
  const root = createHistory();
  const id = commit(root, 'one', { 'a.js': leak('a') });
  const { stdout } = await runHere(['history', '--format', 'sarif'], { cwd: root, env: noConfig });
  const { runs } = JSON.parse(stdout) as { readonly runs: readonly unknown[] };
  expect(runs[0]).toMatchObject({
    automationDetails: { id: 'leaklint/history/' },
    results: [{ properties: { origin: { kind: 'commit', commit: id, author: 't', inHead: true } }, message: { text: expect.stringContaining(`It came with commit ${id.slice(0, 12)} and is still in HEAD.`) as string } }],
  });
});
