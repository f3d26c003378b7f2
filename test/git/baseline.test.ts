// A baseline under every command that scans a repository: moves, edits, renames, staged lines, reviews, history.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commitAll, createAccepted, editEntries, entriesOf, FILE, leak, leaklint, seen, shortOf, textOf, told } from '../support/baseline.ts';
import { createFolder, runGit, writeTree } from '../support/repo-tree.ts';

const next = ['leaklint', 'disable', 'next', 'line'].join('-');

describe('within a file', () => {
  test('what is accepted may move, and lines around it may change', async () => {
    const root = await createAccepted({ 'a.js': `${leak('a')}1\n2\n${leak('b')}` });
    writeTree(root, { 'a.js': `0\n${leak('b').replace('key', 'other')}1\n${leak('a')}` });
    expect(await seen(root)).toMatchObject({ code: 0, fresh: [], accepted: ['a.js:2', 'a.js:4'], notes: [] });
  });

  test('one more is new, wherever it stands: the last one', async () => {
    const root = await createAccepted({ 'a.js': leak('a').repeat(2) });
    expect(shortOf(root)).toEqual(['a.js 2']);
    writeTree(root, { 'a.js': leak('a') + leak('a').repeat(2) });
    expect(await seen(root)).toMatchObject({ code: 1, accepted: ['a.js:1', 'a.js:2'], fresh: ['a.js:3'] });
  });

  test('two on a line, of which one is new', async () => {
    const one = (seed: string): string => leak(seed).trimEnd();
    const root = await createAccepted({ 'a.js': `${one('a')} ${one('a')}\n` });
    writeTree(root, { 'a.js': `${one('a')} ${one('b')} ${one('a')}\n` });
    expect(await seen(root)).toMatchObject({ code: 1, accepted: ['a.js:1', 'a.js:1'], fresh: ['a.js:1'] });
  });

  test('the same credential in another file is new, unless an entry is for any', async () => {
    const root = await createAccepted({ 'a.js': leak('a') });
    writeTree(root, { 'b.js': leak('a').repeat(2), 'c/d.js': leak('a') });
    expect((await seen(root)).fresh).toEqual(['b.js:1', 'b.js:2', 'c/d.js:1']);
    editEntries(root, (entry) => ({ ...entry, path: '*', reason: 'in all samples' }));
    expect(await seen(root)).toMatchObject({ accepted: ['a.js:1', 'b.js:1', 'c/d.js:1'].map((place) => `${place} in all samples`), fresh: ['b.js:2'], notes: [] });
  });

  test('suppressions go first: what they accept takes nothing of the baseline, whose entry is then stale', async () => {
    const root = await createAccepted({ 'a.js': leak('a') });
    writeTree(root, { 'a.js': `// ${next} qodryx-live-key -- first\n${leak('a')}${leak('a')}` });
    expect(await seen(root)).toMatchObject({ code: 0, accepted: ['a.js:3'], fresh: [], suppressed: 1, notes: [] });
    writeTree(root, { 'a.js': `// ${next} qodryx-live-key -- first\n${leak('a')}` });
    expect(await seen(root)).toMatchObject({ code: 0, accepted: [], suppressed: 1, notes: ['baseline-stale'] });
    expect(await told(root, 'baseline', 'prune')).toBe(`${FILE}: 1 no longer there, 0 entries left\n`);
  });

  test('the configuration goes first too', async () => {
    const root = await createAccepted({ 'a.js': leak('a') });
    const config = readFileSync(join(root, 'leaklint.config.yaml'), 'utf8');
    writeTree(root, { 'leaklint.config.yaml': `${config}allow: [{paths: [a.js], reason: sandbox}]\n` });
    expect(await seen(root)).toMatchObject({ code: 0, accepted: [], suppressed: 1, notes: ['baseline-stale'] });
  });
});

describe('renames', () => {
  test('a file that git moved and that was changed takes its entry along, with reason and end', async () => {
    const lines = Array.from({ length: 20 }, (_, index) => `${index}\n`).join('');
    const root = await createAccepted({ 'src/a.js': `${lines}${leak('a')}`, 'src/b.js': `${lines}${leak('b')}` });
    editEntries(root, (entry) => ({ ...entry, reason: `because ${entry.path}`, until: '2999-12-31' }));
    commitAll(root);
    runGit(root, ['mv', 'src', 'lib']);
    writeTree(root, { 'lib/a.js': `new\n${lines}${leak('a')}end\n` });
    runGit(root, ['add', '-A', '.']);
    expect(runGit(root, ['diff', '--cached', '-M', '--name-status'])).toMatch(/^R\d+\tsrc\/a\.js\tlib\/a\.js$/m);
    expect((await seen(root)).notes).toEqual(['baseline-stale']);
    expect(await told(root, 'baseline', 'update')).toBe(`${FILE}: 2 moved to another file\n`);
    expect(entriesOf(root)).toMatchObject([{ path: 'lib/a.js', reason: 'because src/a.js', until: '2999-12-31' }, { path: 'lib/b.js', reason: 'because src/b.js' }]);
    expect(await seen(root)).toMatchObject({ code: 0, fresh: [], notes: [] });
  });

  test('files with the same credential keep their own reasons in a new folder', async () => {
    const root = await createAccepted({ 'x/a.js': leak('same'), 'x/b.js': leak('same'), 'x/c/a.js': leak('same') });
    editEntries(root, (entry) => ({ ...entry, reason: entry.path }));
    commitAll(root);
    runGit(root, ['mv', 'x', 'y']);
    await told(root, 'baseline', 'update');
    expect(entriesOf(root).map(({ path, reason }) => [path, reason])).toEqual([['y/a.js', 'x/a.js'], ['y/b.js', 'x/b.js'], ['y/c/a.js', 'x/c/a.js']]);
  });

  test('a file that is copied is not moved, and one that git does not list is not gone', async () => {
    const root = await createAccepted({ 'a.js': leak('a'), 'local.env': `KEY=${leak('local').slice(13, 53)}\n` });
    writeTree(root, { 'b.js': leak('a'), '.gitignore': 'local.env\n' });
    runGit(root, ['rm', '-q', '--cached', 'local.env']);
    expect((await seen(root)).notes).toEqual([]);
    expect(await told(root, 'baseline', 'update')).toBe(`${FILE}: 1 added\n`);
    expect(await told(root, 'baseline', 'prune')).toBe(`${FILE}: nothing to take out, 3 entries left\n`);
    expect(shortOf(root)).toEqual(['a.js', 'b.js', 'local.env']);
  });

  test('what a sparse checkout leaves out is not gone', async () => {
    const root = await createAccepted({ 'in/a.js': leak('a'), 'out/b.js': leak('b') });
    runGit(root, ['sparse-checkout', 'set', 'in']);
    expect(await seen(root)).toMatchObject({ accepted: ['in/a.js:1'], notes: [] });
    await told(root, 'baseline', 'prune');
    expect(shortOf(root)).toEqual(['in/a.js', 'out/b.js']);
  });
});

describe('stale', () => {
  const cases: readonly (readonly [what: string, args: readonly string[], notes: readonly string[]])[] = [
    ['a scan of all', [], ['baseline-stale']],
    ['a scan of the file', ['scan', 'a.js'], ['baseline-stale']],
    ['a scan of other files', ['scan', 'sub'], []],
    ['other rules alone', ['--only', 'github'], []],
    ['without its rule', ['--skip', 'qodryx'], []],
    ['its rule alone', ['--only', 'qodryx-live-key'], ['baseline-stale']],
    ['only what is surer', ['--min-confidence', 'high'], []],
    ['staged', ['staged'], []],
    ['a review', ['scan', '--since', 'HEAD'], []],
    ['the history', ['history'], []],
    ['files that are too large', ['--max-file-size', '1B'], []],
  ];
  test.each(cases)('%s', async (_, args, notes) => {
    const root = await createAccepted({ 'a.js': leak('a'), 'sub/b.js': leak('b') });
    writeTree(root, { 'a.js': 'clean, and longer than one byte\n' });
    expect((await seen(root, ...args)).notes.filter((code) => code.startsWith('baseline'))).toEqual(notes);
  });

  test('a file that is gone, and one with fewer than accepted', async () => {
    const root = await createAccepted({ 'a.js': leak('a'), 'b.js': leak('b').repeat(3) });
    runGit(root, ['rm', '-q', 'a.js']);
    writeTree(root, { 'b.js': leak('b') });
    const { stdout } = await leaklint(root);
    expect(stdout).toContain(`note     ${FILE}: more is accepted than there is: 2 entries, one of them for a.js; "leaklint baseline update" follows moved files, then "leaklint baseline prune" takes out the rest  baseline-stale`);
    expect(await told(root, 'baseline', 'prune')).toBe(`${FILE}: 1 no longer there, 1 with a lower count, 1 entry left\n`);
    expect(shortOf(root)).toEqual(['b.js']);
    expect((await seen(root)).notes).toEqual([]);
  });

  test('prune takes out nothing of files that could not be scanned, and says so', async () => {
    const root = await createAccepted({ 'a.js': leak('a'), 'b.js': leak('b') });
    writeTree(root, { 'a.js': 'x'.repeat(100), 'b.js': 'x' });
    expect(await leaklint(root, 'baseline', 'prune', '--max-file-size', '99B')).toMatchObject({
      code: 2,
      stdout: `${FILE}: 1 no longer there, 1 entry left\n`,
      stderr: expect.stringMatching(/^leaklint: not scanned: a\.js: /m) as string,
    });
    expect(shortOf(root)).toEqual(['a.js']);
  });
});

describe('an end', () => {
  test('behind it a finding is new; update leaves it so, prune takes the entry out', async () => {
    const root = await createAccepted({ 'a.js': leak('a'), 'b.js': leak('b') });
    editEntries(root, (entry) => (entry.path === 'a.js' ? { ...entry, until: '2027-01-31' } : entry));
    expect(await seen(root, 'scan', '--today', '2027-01-31')).toMatchObject({ code: 0, fresh: [], notes: [] });
    expect(await seen(root, 'scan', '--today', '2027-02-01')).toMatchObject({ code: 1, fresh: ['a.js:1'], accepted: ['b.js:1'], notes: ['baseline-expired'] });
    expect(await told(root, 'baseline', 'update', '--today', '2027-02-01')).toBe(
      `${FILE}: nothing new\n1 entry expired and left alone: take them out with leaklint baseline prune, or change "until"\n`,
    );
    expect((await seen(root, 'scan', '--today', '2027-02-01')).fresh).toEqual(['a.js:1']);
    expect(await told(root, 'baseline', 'prune', '--today', '2027-02-01')).toBe(`${FILE}: 1 expired, 1 entry left\n`);
    await told(root, 'baseline', 'update', '--today', '2027-02-01');
    expect((await seen(root, 'scan', '--today', '2027-02-01')).fresh).toEqual([]);
  });
});

describe('new lines alone', () => {
  test('staged: what is added is what is too much, though it stands first', async () => {
    const root = await createAccepted({ 'a.js': `1\n2\n${leak('a')}` });
    writeTree(root, { 'a.js': `${leak('a')}1\n2\n${leak('a')}` });
    runGit(root, ['add', '.']);
    expect(await seen(root, 'staged')).toMatchObject({ code: 1, fresh: ['a.js:1'], accepted: [] });
    expect(await seen(root)).toMatchObject({ code: 1, fresh: ['a.js:4'], accepted: ['a.js:1'] });
  });

  test('staged: what only moves is accepted', async () => {
    const root = await createAccepted({ 'a.js': `${leak('a')}1\n2\n3\n${leak('a')}` });
    writeTree(root, { 'a.js': `1\n2\n${leak('a')}3\n${leak('a')}` });
    runGit(root, ['add', '.']);
    expect(await seen(root, 'staged')).toMatchObject({ code: 0, fresh: [], accepted: ['a.js:3'] });
  });

  test('a review', async () => {
    const root = await createAccepted({ 'a.js': `1\n2\n${leak('a')}` });
    runGit(root, ['checkout', '-q', '-b', 'topic']);
    writeTree(root, { 'a.js': `${leak('b')}${leak('a')}1\n2\n${leak('a')}` });
    commitAll(root);
    expect(await seen(root, 'scan', '--since', 'main')).toMatchObject({ code: 1, fresh: ['a.js:1', 'a.js:2'], accepted: [] });
    await told(root, 'baseline', 'update');
    expect(await seen(root, 'scan', '--since', 'main')).toMatchObject({ code: 0, fresh: [], accepted: ['a.js:1', 'a.js:2'] });
  });
});

describe('the history', () => {
  /** `old.js` once held a credential, and `a.js` two of one. */
  async function createPast(...flags: readonly string[]): Promise<string> {
    const root = createFolder();
    runGit(root, ['init', '-q']);
    writeTree(root, { 'old.js': leak('old'), 'a.js': leak('a').repeat(2) });
    commitAll(root);
    writeTree(root, { 'old.js': 'clean\n' });
    commitAll(root);
    await told(root, 'baseline', 'create', ...flags);
    commitAll(root);
    return root;
  }

  test('one of a file counts as one, whatever its versions hold; what only the past has is new', async () => {
    const root = await createPast();
    editEntries(root, (entry) => ({ ...entry, count: 1 }));
    expect(await seen(root, 'history')).toMatchObject({ code: 1, fresh: ['old.js:1'], accepted: ['a.js:1'] });
  });

  test('--history accepts it too, and from then on update and prune look at the history', async () => {
    const root = await createPast('--history');
    expect(textOf(root)).toMatch(/^\{"version":1,"salt":"[0-9a-f]{8}","history":true\}\n/);
    expect(shortOf(root)).toEqual(['a.js 2', 'old.js']);
    expect(await seen(root, 'history')).toMatchObject({ code: 0, fresh: [], accepted: ['a.js:1', 'old.js:1'], notes: [] });
    expect(await seen(root)).toMatchObject({ code: 0, notes: [] });
    expect(await told(root, 'baseline', 'prune')).toBe(`${FILE}: nothing to take out, 2 entries left\n`);
    runGit(root, ['mv', 'a.js', 'b.js']);
    commitAll(root);
    await told(root, 'baseline', 'update');
    expect(shortOf(root)).toEqual(['a.js 2', 'b.js 2', 'old.js']);
    expect(await seen(root, 'history')).toMatchObject({ code: 0, fresh: [] });
  });

  test('update --history turns one for files into one for the history', async () => {
    const root = await createPast();
    expect(await told(root, 'baseline', 'update', '--history')).toBe(`${FILE}: 1 added\n`);
    expect(await seen(root, 'history')).toMatchObject({ code: 0, fresh: [] });
  });

  test('of a shallow clone nothing is pruned', async () => {
    const origin = await createPast('--history');
    const clone = join(createFolder(), 'clone');
    runGit(origin, ['clone', '-q', '--depth', '1', `file://${origin}`, clone]);
    const before = textOf(clone);
    expect(await leaklint(clone, 'baseline', 'prune')).toMatchObject({ code: 2, stderr: expect.stringContaining('git fetch --unshallow') as string });
    expect(textOf(clone)).toBe(before);
  });

  test('a part of it', async () => {
    const root = await createPast();
    writeTree(root, { 'b.js': leak('b'), 'c.js': leak('c') });
    await told(root, 'baseline', 'update');
    editEntries(root, (entry) => (entry.path === 'c.js' ? undefined : entry));
    commitAll(root);
    expect(await seen(root, 'history', 'HEAD~1..HEAD')).toMatchObject({ code: 1, accepted: ['b.js:1'], fresh: ['c.js:1'] });
  });
});
