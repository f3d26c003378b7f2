// The file of a baseline on disk: links, pipes, mistakes, several runs at once, a disk that takes nothing.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expandExample } from '../../src/rule/expand.ts';
import { createAccepted, FILE, leak, leaklint, seen, shortOf, textOf, told } from '../support/baseline.ts';
import { createFolder, writeTree } from '../support/repo-tree.ts';
import { runCli } from '../support/run-cli.ts';
import { createTree } from '../support/temp.ts';

const onPosix = test.skipIf(process.platform === 'win32');
const files = { 'src/a.js': `${leak('a')}${leak('b')}`, 'b.js': leak('a').repeat(2), 'clean.js': '1\n' };

onPosix('a link inside the project is followed and kept; one that leads out is refused', async () => {
  const root = await createAccepted({ ...files, 'conf/keep': '' });
  const outside = createFolder();
  writeFileSync(join(root, 'conf/real.jsonl'), textOf(root));
  spawnSync('rm', [join(root, FILE)]);
  symlinkSync('conf/real.jsonl', join(root, FILE));
  writeTree(root, { 'new.js': leak('new') });
  await told(root, 'baseline', 'update');
  expect(readlinkSync(join(root, FILE))).toBe('conf/real.jsonl');
  expect(await seen(root)).toMatchObject({ code: 0, fresh: [] });
  for (const target of [join(outside, 'x.jsonl'), '.git/config', 'nowhere']) {
    spawnSync('ln', ['-sfn', target, join(root, FILE)]);
    writeFileSync(join(outside, 'x.jsonl'), '');
    for (const args of [[], ['baseline', 'update'], ['baseline', 'create', '--force']]) {
      expect(await leaklint(root, ...args), `${target} ${args.join(' ')}`).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/is a link that leads/) as string });
    }
    expect(readFileSync(join(outside, 'x.jsonl'), 'utf8')).toBe('');
  }
});

onPosix('a pipe or a folder is no baseline, and nobody waits for it', async () => {
  const root = createTree(files, { git: true });
  spawnSync('mkfifo', [join(root, FILE)]);
  expect(await leaklint(root)).toMatchObject({ code: 2, stderr: expect.stringContaining('is no text file') as string });
  const other = createTree(files);
  mkdirSync(join(other, FILE));
  expect(await leaklint(other)).toMatchObject({ code: 2, stderr: expect.stringContaining('is no text file') as string });
});

test('one of no text or too large is refused', async () => {
  const root = createTree({ ...files, [FILE]: Uint8Array.of(0xff, 0, 1) });
  expect(await leaklint(root)).toMatchObject({ code: 2, stderr: expect.stringContaining('is no text file') as string });
  writeFileSync(join(root, FILE), `${'\n'.repeat(32_000_001)}`);
  expect(await leaklint(root)).toMatchObject({ code: 2, stderr: expect.stringContaining('is no text file') as string });
});

test('a mistake in it is told with its line and stops every command that would need it', async () => {
  const root = await createAccepted(files);
  const token = expandExample('qx_live_<alnum:32>', 'in the baseline');
  writeFileSync(join(root, FILE), `${textOf(root)}${JSON.stringify({ path: `${token}\u001b[31m`, rule: 'x', hash: token, count: 0 })}\n`);
  for (const args of [[], ['staged'], ['history'], ['baseline', 'update'], ['baseline', 'prune'], ['explain', '--file', 'b.js:1']]) {
    const { code, stdout, stderr } = await leaklint(root, ...args);
    expect([code, stdout], args.join(' ')).toEqual([2, '']);
    expect(stderr).toContain(`${FILE}:5:1: count must be at least 1`);
    expect(stderr).not.toContain(token.slice(8, 16));
    expect(stderr).not.toContain('\u001b');
  }
  expect(await leaklint(root, '--no-baseline', '--quiet')).toMatchObject({ code: 1, stderr: '' });
});

test('runs at the same time leave one whole file', async () => {
  const root = await createAccepted(files);
  writeTree(root, { 'new.js': leak('new') });
  const runs = await Promise.all([1, 2, 3, 4].map(() => runCli(['baseline', 'update'], { cwd: root })));
  for (const { code, stderr } of runs) expect([code, stderr].join(' ')).toMatch(/^0 $|^2 leaklint: leaklint\.baseline\.jsonl has changed meanwhile/);
  expect(shortOf(root)).toEqual(['b.js 2', 'new.js', 'src/a.js', 'src/a.js']);
  expect(readdirSync(root).filter((name) => name.includes('leaklint-'))).toEqual([]);
});

test.skipIf(process.platform !== 'linux')('where nothing can be written nothing else is either', async () => {
  const root = createTree(files, { git: true });
  expect(await leaklint(root, 'baseline', 'create', '--baseline', '/proc/leaks.jsonl')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('cannot write /proc/leaks.jsonl (') as string });
  expect(readdirSync(root).sort()).toEqual(['.git', 'b.js', 'clean.js', 'src']);
});
