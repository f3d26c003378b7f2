// Promise 3 for all that asks git: nothing of a repository is executed, and its leaks are found all the same.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPayload, setConfig } from '../support/hostile.ts';
import { commit, leak, noConfig, writeObject, type Json } from '../support/history.ts';
import { hostileSettings, plants, type Ground } from '../support/plants.ts';
import { createFolder, plainEnv, runGit, writeTree } from '../support/repo-tree.ts';
import { runHere } from '../support/run-cli.ts';

let model = '';
beforeAll(() => {
  model = mkdtempSync(join(tmpdir(), 'leaklint-hostile-'));
  createModel(model);
});
afterAll(() => rmSync(model, { recursive: true, force: true }));

/** With a leak in its last commit, one in the index and one on disk, and all that a setting may need to come into play. */
function createModel(root: string): void {
  runGit(root, ['init', '-q']);
  for (const name of ['user.name', 'user.email']) runGit(root, ['config', name, 't']);
  commit(root, 'one', { 'a.js': 'a\n', 'lost.js': '1\n2\n3\n', '.gitattributes': '* filter=x diff=x merge=x\n' });
  runGit(root, ['checkout', '-q', '-b', 'side']);
  commit(root, 'side', { 'a.js': 'side\n' });
  runGit(root, ['checkout', '-q', 'main']);
  commit(root, 'two', { 'a.js': 'b\n', 'lost.js': undefined, 'committed.js': leak('committed') });
  const tree = runGit(root, ['rev-parse', 'HEAD^{tree}']).trim();
  for (const [branch, kind] of [['signed', 'PGP'], ['signed-ssh', 'SSH']]) {
    const signature = `gpgsig -----BEGIN ${kind} SIGNATURE-----\n x\n -----END ${kind} SIGNATURE-----`;
    runGit(root, ['update-ref', `refs/heads/${branch}`, writeObject(root, 'commit', `tree ${tree}\nauthor a <a@b> 1 +0000\ncommitter a <a@b> 1 +0000\n${signature}\n\n${branch}\n`)]);
  }
  writeTree(root, { 'staged.js': leak('staged') });
  runGit(root, ['add', 'staged.js']);
  // A refresh of the index would find something to run filters on.
  writeTree(root, { 'a.js': 'changed\n', 'disk.js': leak('disk') });
}

function createGround(): Ground & { readonly marks: () => string[] } {
  const folder = createFolder();
  const [root, outside] = [join(folder, 'repository'), join(folder, 'outside')];
  cpSync(model, root, { recursive: true });
  mkdirSync(outside);
  return { root, outside, ...createPayload() };
}

type Env = Readonly<Record<string, string>>;

const commands: readonly (readonly [args: readonly string[], found: readonly string[]])[] = [
  [['scan'], ['committed.js', 'disk.js', 'staged.js']],
  [['scan', '--since', 'HEAD~1'], ['committed.js']],
  [['staged'], ['staged.js']],
  [['history', '--reflog'], ['committed.js']],
];

async function find(args: readonly string[], cwd: string, env: Env, stdin = ''): Promise<{ readonly code: number | null; readonly found: readonly string[] }> {
  const { code, stdout, stderr } = await runHere([...args, '--format', 'json'], { cwd, env: { ...noConfig, ...env }, stdin });
  if (stdout === '') throw new Error(stderr);
  return { code, found: (JSON.parse(stdout) as Json).findings.map(({ path }) => path) };
}

test('there are many kinds', () => {
  expect(new Set(plants.map(({ name }) => name)).size).toBeGreaterThan(40);
});

// Each alone, so that no other hides it.
test.each(plants)('$name', async ({ plant, show, isLost = false }) => {
  const ground = createGround();
  const env: Env = plant(ground) ?? {};
  const planted = ground.marks();
  for (const [args, found] of commands) {
    const seen = await find(args, ground.root, env);
    if (!isLost) expect(seen, args.join(' ')).toEqual({ code: 1, found });
    else expect(seen.code, args.join(' ')).not.toBe(0);
    expect(ground.marks(), args.join(' ')).toEqual(planted);
  }
  spawnSync('sh', ['-c', show], { cwd: ground.root, env: { ...plainEnv(), ...env }, timeout: 20_000 });
  expect(ground.marks().length, show).toBeGreaterThan(planted.length);
});

test('all settings together, for whatever else asks git', async () => {
  const { root, command, marks } = createGround();
  runGit(root, ['config', 'remote.origin.fetch', '+refs/heads/*:refs/remotes/origin/*']);
  setConfig(root, hostileSettings(command, root));
  const zero = '0'.repeat(40);
  const stdin = `refs/heads/main ${runGit(root, ['rev-parse', 'main']).trim()} refs/heads/main ${zero}\n`;
  expect((await find(['history', '--push', 'origin'], root, {}, stdin)).found).toEqual(['committed.js']);
  expect((await find(['history', 'side..main'], root, {})).found).toEqual(['committed.js']);
  expect((await find(['staged', 'committed.js'], root, {})).found).toEqual(['committed.js']);
  for (const args of [['init', '--push'], ['init', '--remove'], ['explain', '--file', 'committed.js:1']]) {
    expect(await runHere(args, { cwd: root, env: noConfig })).toMatchObject({ code: 0, stderr: '' });
  }
  expect(marks()).toEqual([]);
});
