// The one comment on a pull request, written anew in its place. A token that may not write is no failure: the workflows of forks
// have no other.
import type { Environment } from '../sources/git.ts';
import type { Io } from './io.ts';

/** The first line of our comment, by which it is known again. */
const MARK = '<!-- leaklint -->';
const LONGEST = 65_536;
const TIMEOUT_MS = 20_000;
const PAGE = 100;
const MOST_PAGES = 30;

export interface CommentOptions {
  readonly env: Environment;
  readonly fetch: Io['fetch'];
  readonly token: string | undefined;
  readonly number: number;
  /** There is something to say; if not, only a comment of an earlier run is changed. */
  readonly isNeeded: boolean;
}

/** Gives a sentence if the comment could not be written. Never throws for what the server answers. */
export async function writeComment(text: string, { env, fetch, token, number, isNeeded }: CommentOptions): Promise<string | undefined> {
  const repository = env['GITHUB_REPOSITORY'] ?? '';
  if (token === undefined || !/^[\w.-]+\/[\w.-]+$/.test(repository)) return 'no comment was written: there is no token';
  const api = `${env['GITHUB_API_URL'] ?? 'https://api.github.com'}/repos/${repository}/issues`;
  const ask = async (method: string, path: string, body?: string): Promise<unknown> => {
    const headers = { accept: 'application/vnd.github+json', authorization: `Bearer ${token}`, 'content-type': 'application/json', 'user-agent': 'leaklint', 'x-github-api-version': '2022-11-28' };
    const request = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify({ body }) };
    const response = await fetch(`${api}${path}`, { ...request, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) throw new Refused(response.status);
    return response.json();
  };
  const body = `${MARK}\n${text}`.slice(0, LONGEST);
  try {
    const earlier = await findComment((page) => ask('GET', `/${number}/comments?per_page=${PAGE}&page=${page}`));
    if (earlier !== undefined) await ask('PATCH', `/comments/${earlier}`, body);
    else if (isNeeded) await ask('POST', `/${number}/comments`, body);
    return undefined;
  } catch (error) {
    if (!(error instanceof Refused)) return 'no comment was written: GitHub did not answer as expected';
    if (error.status !== 401 && error.status !== 403 && error.status !== 404) return `no comment was written: GitHub answered ${error.status}`;
    return 'no comment was written: the token may not; pull requests of forks have one that only reads, others need "pull-requests: write"';
  }
}

class Refused extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`status ${status}`);
    this.status = status;
  }
}

interface Comment {
  readonly id: number;
  readonly body?: string | null;
  readonly user?: { readonly type?: string } | null;
}

// Anybody can write the mark; what a person wrote is not changed.
async function findComment(loadPage: (page: number) => Promise<unknown>): Promise<number | undefined> {
  for (let page = 1; page <= MOST_PAGES; page++) {
    const comments = (await loadPage(page)) as readonly Comment[];
    const own = comments.find(({ body, user }) => user?.type === 'Bot' && body?.startsWith(MARK) === true);
    if (own !== undefined) return own.id;
    if (comments.length < PAGE) return undefined;
  }
  return undefined;
}
