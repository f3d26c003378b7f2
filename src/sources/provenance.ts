// Which version of which repository the files around a folder are, as git says. The address of a remote may hold a password or
// a token: user, password, query and fragment are left out, and so is an address that is a path of this machine.
import type { Provenance } from '../types.ts';
import type { Git } from './git.ts';

/** Nothing without a remote that has an address. The remote is that of the current branch, else `origin`, else the only one. */
export function loadProvenance(git: Git, folder: string): Provenance | undefined {
  const ask = (...args: readonly string[]): string | undefined => {
    const result = git(args, folder);
    return result.kind === 'ok' ? result.stdout.toString().replace(/\r?\n$/, '') : undefined;
  };
  const branch = ask('symbolic-ref', '--quiet', '--short', 'HEAD');
  const remotes = ask('remote')?.split('\n') ?? [];
  const tracked = branch === undefined ? undefined : ask('config', '--get', `branch.${branch}.remote`);
  const remote = [tracked, 'origin', remotes.length === 1 ? remotes[0] : undefined].find((name) => name !== undefined && remotes.includes(name));
  const address = remote === undefined ? undefined : ask('remote', 'get-url', '--', remote);
  const repository = address === undefined ? undefined : repositoryUri(address);
  if (repository === undefined) return undefined;
  const revision = ask('rev-parse', '--verify', '--quiet', 'HEAD^{commit}');
  return { repository, ...(revision !== undefined && { revision }), ...(branch !== undefined && { branch }) };
}

const SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'ssh:', 'git:']);

/** The address of a remote as a URL that holds no credentials; `git@host:path` becomes `ssh://host/path`. */
export function repositoryUri(address: string): string | undefined {
  // As git tells it: a colon before the first slash. Before two colons stands a program, one letter is a drive of Windows.
  const [, host, path] = /^(?:[^/@]*@)?([\w.-]{2,}|\[[\da-f:]+\]):(?!:|\/\/)\/?(.*)$/i.exec(address) ?? [];
  const text = host === undefined ? address : `ssh://${host}/${path}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !SCHEMES.has(url.protocol) || url.hostname === '') return undefined;
  Object.assign(url, { username: '', password: '', search: '', hash: '' });
  return url.href;
}
