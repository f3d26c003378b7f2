// A GitHub for tests of the action, in this process: repositories over git's own HTTP server, comments of pull requests, checkouts as
// actions/checkout leaves them, and the built action run as the runner would.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { createFolder, plainEnv, runGit } from './repo-tree.ts';
import { cleanEnv, finished } from './run-cli.ts';

const bundle = fileURLToPath(new URL('../../dist/action.mjs', import.meta.url));

export interface Comment {
  readonly id: number;
  body: string;
  readonly user: { readonly type: string };
}

export interface GitHub {
  /** A bare repository, and a clone of it to work in. */
  readonly origin: string;
  readonly work: string;
  readonly url: string;
  readonly comments: Comment[];
  /** Answers writes to comments with this status. */
  refuse: number | undefined;
  /** Method and path of what was asked of the API. */
  readonly asked: string[];
}

const CREDENTIALS = `Basic ${Buffer.from('x-access-token:made-up').toString('base64')}`;

/** With an empty repository. */
export async function createGitHub(): Promise<GitHub> {
  const folder = createFolder();
  const [origin, work] = [join(folder, 'origin.git'), join(folder, 'work')];
  mkdirSync(origin);
  runGit(origin, ['init', '-q', '--bare']);
  runGit(origin, ['config', 'uploadpack.allowAnySHA1InWant', 'true']);
  mkdirSync(work);
  runGit(work, ['init', '-q']);
  const server = createServer((request, response) => void answer(request, response, folder, hub));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const hub: GitHub = { origin, work, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, comments: [], refuse: undefined, asked: [] };
  return hub;
}

async function answer(request: IncomingMessage, response: ServerResponse, folder: string, hub: GitHub): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  if (pathname.startsWith('/origin.git/')) return serveGit(request, response, folder, pathname, searchParams.toString(), body);
  hub.asked.push(`${request.method} ${pathname}`);
  const send = (status: number, value: unknown): void => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  if (request.method === 'GET') {
    const page = Number(searchParams.get('page'));
    return send(200, hub.comments.slice((page - 1) * 100, page * 100));
  }
  if (hub.refuse !== undefined) return send(hub.refuse, { message: 'Resource not accessible by integration' });
  const { body: text } = JSON.parse(body.toString()) as { body: string };
  const known = hub.comments.find(({ id }) => pathname.endsWith(`/comments/${id}`));
  if (known !== undefined) known.body = text;
  else hub.comments.push({ id: 1000 + hub.comments.length, body: text, user: { type: 'Bot' } });
  return send(known === undefined ? 201 : 200, {});
}

/** The CGI program that comes with git, for who has the credentials. */
function serveGit(request: IncomingMessage, response: ServerResponse, folder: string, path: string, query: string, body: Buffer): void {
  if (request.headers.authorization !== CREDENTIALS) {
    response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
    return;
  }
  const env = {
    ...plainEnv(), GIT_PROJECT_ROOT: folder, GIT_HTTP_EXPORT_ALL: '1', PATH_INFO: path, QUERY_STRING: query, REQUEST_METHOD: request.method,
    CONTENT_TYPE: request.headers['content-type'], CONTENT_LENGTH: String(body.length), HTTP_CONTENT_ENCODING: request.headers['content-encoding'],
    GIT_PROTOCOL: request.headers['git-protocol'] as string | undefined,
  };
  const child = spawn('git', ['http-backend'], { env });
  const out: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.on('close', () => {
    const all = Buffer.concat(out);
    const end = all.indexOf('\r\n\r\n');
    const headers = all.toString('latin1', 0, end).split('\r\n').map((line) => line.split(/: (.*)/s));
    const status = headers.find(([name]) => name === 'Status')?.[1];
    for (const [name = '', value = ''] of headers) if (name !== 'Status') response.setHeader(name, value);
    response.writeHead(status === undefined ? 200 : Number.parseInt(status, 10)).end(all.subarray(end + 4));
  });
  // It need not read what it was asked.
  child.stdin.on('error', () => undefined).end(body);
}

/** Pushes commits of the work clone to refs; gives the id. */
export function publish(hub: GitHub, revision: string, ...refs: readonly string[]): string {
  runGit(hub.work, ['push', '-q', '--force', hub.origin, ...refs.map((ref) => `${revision}:${ref}`)]);
  return runGit(hub.work, ['rev-parse', revision]).trim();
}

/** What GitHub offers as `refs/pull/1/merge`: the pull request's head merged into its base. */
export function publishPullRequest(hub: GitHub, base: string, head: string): { readonly merge: string; readonly head: string; readonly base: string } {
  runGit(hub.work, ['checkout', '-q', '--detach', base]);
  runGit(hub.work, ['merge', '-q', '--no-ff', '-m', 'merge', head]);
  const merge = publish(hub, 'HEAD', 'refs/pull/1/merge');
  return { merge, head: publish(hub, head, 'refs/pull/1/head'), base: runGit(hub.work, ['rev-parse', base]).trim() };
}

export interface CheckoutOptions {
  /** 0: all there is. */
  readonly depth?: number;
  /** Where credentials are kept: in a file that the repository's config includes, as since v6; in that config, as before; nowhere. */
  readonly credentials?: 'file' | 'config' | 'nowhere';
}

/** As actions/checkout does it: one commit, and the credentials that it was fetched with. */
export async function checkOut(hub: GitHub, id: string, { depth = 1, credentials = 'file' }: CheckoutOptions = {}): Promise<string> {
  const root = createFolder();
  runGit(root, ['init', '-q']);
  runGit(root, ['remote', 'add', 'origin', `${hub.url}/origin.git`]);
  const kept = credentials === 'config' ? join(root, '.git/config') : join(createFolder(), 'git-credentials.config');
  runGit(root, ['config', '--file', kept, `http.${hub.url}/.extraheader`, `AUTHORIZATION: ${CREDENTIALS}`]);
  if (credentials !== 'config') runGit(root, ['config', `includeIf.gitdir:${root}/.git.path`, kept]);
  const what = depth === 0 ? ['+refs/heads/*:refs/remotes/origin/*', '+refs/pull/*:refs/remotes/pull/*', id] : [`--depth=${depth}`, id];
  const fetched = await finished(spawn('git', ['-c', 'protocol.version=2', 'fetch', '-q', '--no-recurse-submodules', 'origin', ...what], { cwd: root, env: plainEnv() }));
  if (fetched.code !== 0) throw new Error(fetched.stderr);
  runGit(root, ['checkout', '-q', '--force', '--detach', id]);
  if (credentials === 'nowhere') rmSync(kept);
  return root;
}

export interface ActionRun {
  readonly code: number | null;
  readonly log: string;
  readonly stderr: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** Title and place of each annotation of the log. */
  readonly annotations: readonly string[];
}

export interface ActionOptions {
  readonly event: string;
  readonly payload?: unknown;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Another Node than this one. */
  readonly node?: string;
  readonly bundle?: string;
}

/** Runs the built action in a checkout. */
export async function runAction(hub: GitHub, root: string, { event, payload = {}, inputs = {}, env = {}, node = process.execPath, bundle: file = bundle }: ActionOptions): Promise<ActionRun> {
  const folder = createFolder();
  const [eventFile, output, summary] = ['event.json', 'output', 'summary.md'].map((name) => join(folder, name)) as [string, string, string];
  for (const [path, text] of [[eventFile, JSON.stringify(payload)], [output, ''], [summary, '']] as const) writeFileSync(path, text);
  const child = spawn(node, [file], {
    cwd: root,
    env: {
      ...cleanEnv(), GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', RUNNER_TEMP: folder, GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: root, GITHUB_API_URL: `${hub.url}/api`,
      GITHUB_REPOSITORY: 'owner/name', GITHUB_EVENT_NAME: event, GITHUB_EVENT_PATH: eventFile, GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary,
      ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])), ...env,
    },
  });
  const { code, stdout, stderr } = await finished(child);
  const lines = readFileSync(output, 'utf8').split('\n').filter((line) => line !== '');
  return {
    code, log: stdout, stderr,
    summary: readFileSync(summary, 'utf8'),
    outputs: Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string])),
    annotations: stdout.split('\n').filter((line) => line.startsWith('::')).map((line) => line.replace(/^(::\w+ (?:file=([^,]*),line=(\d+))?).*$/, (_, level: string, path?: string, number?: string) => (path === undefined ? level.trim() : `${path}:${number}`))),
  };
}
