// The comment on a pull request, against a server that answers as GitHub does; inputs; what is said when something fails.
import { expect, test } from 'vitest';
import { checkOut, createGitHub, publish, runAction, type GitHub } from '../support/github.ts';
import { commit, leak, token } from '../support/history.ts';
import { runGit } from '../support/repo-tree.ts';

interface Request {
  readonly hub: GitHub;
  run(files: Readonly<Record<string, string>>, inputs?: Readonly<Record<string, string>>, env?: Readonly<Record<string, string>>): ReturnType<typeof runAction>;
}

/** Each run is of one commit with the files. */
async function createRequest(): Promise<Request> {
  const hub = await createGitHub();
  const base = commit(hub.work, 'base', { 'a.js': '1\n' });
  publish(hub, 'main', 'refs/heads/main');
  return {
    hub,
    async run(files, inputs = { comment: 'true', token: 'made-up' }, env = {}) {
      runGit(hub.work, ['checkout', '-q', '--detach', base]);
      const head = commit(hub.work, 'feature', files);
      publish(hub, head, 'refs/pull/7/head');
      const payload = { pull_request: { number: 7, commits: 1, base: { sha: base }, head: { sha: head } } };
      return runAction(hub, await checkOut(hub, head), { event: 'pull_request', payload, inputs, env });
    },
  };
}

test('is written when there is something to say, changed in its place, and then says that all is well', async () => {
  const { hub, run } = await createRequest();
  // A page of others', and one who has taken our mark.
  for (let id = 1; id <= 100; id++) hub.comments.push({ id, body: `comment ${id}`, user: { type: 'User' } });
  hub.comments.push({ id: 101, body: '<!-- leaklint -->\nmine', user: { type: 'User' } });
  expect((await run({ 'b.js': '2\n' })).code).toBe(0);
  expect(hub.comments).toHaveLength(101);
  const { code, summary } = await run({ 'leak.js': leak('comment') });
  expect(code).toBe(1);
  expect(hub.comments).toHaveLength(102);
  const [theirs, ours] = hub.comments.slice(100);
  expect(ours?.body).toBe(`<!-- leaklint -->\n${summary.slice(0, -1)}`);
  expect(ours?.body).toContain('`leak.js:1:14`');
  expect(ours?.body).not.toContain(token('comment').slice(8));
  await run({ 'leak.js': leak('comment'), 'leak-2.js': leak('comment 2') });
  expect(ours?.body).toContain('leak-2.js');
  await run({ 'b.js': '3\n' });
  expect(ours?.body).toContain('no secrets found');
  expect(theirs?.body).toBe('<!-- leaklint -->\nmine');
  expect(hub.comments).toHaveLength(102);
});

test('is not asked for by default', async () => {
  const { hub, run } = await createRequest();
  expect((await run({ 'leak.js': leak('comment') }, { token: 'made-up' })).code).toBe(1);
  expect(hub.asked).toEqual([]);
});

test.each([[403, 'the token may not'], [404, 'the token may not'], [500, 'GitHub answered 500']])('a server that answers %d: a notice, and all the rest as ever', async (status, text) => {
  const { hub, run } = await createRequest();
  hub.refuse = status;
  const seen = await run({ 'leak.js': leak('comment') });
  expect(seen).toMatchObject({ code: 1, outputs: { findings: '1' } });
  expect(seen.annotations).toEqual(['leak.js:1', '::notice']);
  expect(seen.log).toContain(text);
  expect(seen.summary).toContain('leak.js');
});

test('no server, or no token: a notice', async () => {
  const { run } = await createRequest();
  const unreachable = await run({ 'b.js': '4\n', 'leak.js': leak('x') }, { comment: 'true', token: 'made-up' }, { GITHUB_API_URL: 'http://127.0.0.1:1' });
  expect(unreachable).toMatchObject({ code: 1 });
  expect(unreachable.log).toContain('did not answer as expected');
  expect((await run({ 'b.js': '5\n' }, { comment: 'true' })).log).toContain('there is no token');
});

test('more than ten annotations of a level: the most severe ones, and where the others are', async () => {
  const { run } = await createRequest();
  const files = Object.fromEntries(Array.from({ length: 13 }, (_, index) => [`leak-${index}.js`, leak(`many ${index}`)]));
  const seen = await run(files);
  expect(seen.annotations.filter((one) => one.startsWith('leak-'))).toHaveLength(10);
  expect(seen.log).toContain('3 more in the full report');
  for (let index = 0; index < 13; index++) expect(seen.summary).toContain(`leak-${index}.js`);
});

const MISTAKES: readonly (readonly [inputs: Readonly<Record<string, string>>, text: string])[] = [
  [{ scan: 'file' }, 'the input scan is none of auto, history, files (did you mean "files"?)'],
  [{ comment: 'yes' }, 'the input comment is none of'],
  [{ path: '/' }, 'there is no git work tree'],
  [{ config: 'none.json', 'config-from': 'head' }, 'none.json'],
  [{ config: 'none.json' }, 'none.json'],
  [{ 'sarif-file': 'a.js/x' }, 'cannot write sarif-file'],
];

test.each(MISTAKES)('a mistake is an error of the step: %j', async (inputs, text) => {
  const { run } = await createRequest();
  const seen = await run({ 'b.js': '6\n' }, inputs);
  expect(seen).toMatchObject({ code: 2, stderr: '', annotations: ['::error'], outputs: { 'exit-code': '2' } });
  expect(seen.log).toContain(text);
  expect(seen.summary).toContain('could not be done');
});
