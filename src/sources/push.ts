// What a push would send, from what git tells its pre-push hook.
import { LeaklintError } from '../errors.ts';
import type { Git, GitResult } from './git.ts';
import { knownIds, resolveRange, selectIds } from './revisions.ts';
import type { Selection } from './revisions.ts';

interface PushedRef {
  readonly local: string;
  readonly remote: string;
}

/**
 * `lines` are the hook's standard input: `<local ref> <local id> <remote ref> <remote id>` each. A branch that the remote
 * has already sends what is new to it; another one sends what none of the remote's branches (of all remotes, if there is
 * none of that name) has. Deleted refs send nothing.
 * @throws LeaklintError PUSH_INVALID
 */
export function selectPush(git: Git, folder: string, lines: string, remote: string | undefined): GitResult<Selection> {
  const refs = lines.split('\n').filter((line) => line.trim() !== '').map(parseLine).filter(({ local }) => !isZero(local));
  const known = knownIds(git, folder, refs.flatMap((ref) => (isZero(ref.remote) ? [] : [ref.remote])));
  if (known.kind === 'failed') return known;
  const isNew = refs.some((ref) => !known.stdout.has(ref.remote));
  const ids = refs.flatMap((ref) => [ref.local, ...(known.stdout.has(ref.remote) ? [`^${ref.remote}`] : [])]);
  return selectIds(git, folder, ids, isNew ? ['--not', remotesOption(git, folder, remote)] : []);
}

/** What a new branch at a commit would send. @throws LeaklintError REVISION_UNKNOWN */
export function selectNewBranch(git: Git, folder: string, local: string, remote: string): GitResult<Selection> {
  return selectIds(git, folder, resolveRange(git, folder, local), ['--not', remotesOption(git, folder, remote)]);
}

// Without a name there may be a URL. What a name could mean as a glob is left out.
function remotesOption(git: Git, folder: string, remote: string | undefined): string {
  if (remote === undefined || !/^\w[\w.-]*$/.test(remote)) return '--remotes';
  const refs = git(['for-each-ref', '--count=1', `refs/remotes/${remote}/`], folder);
  return refs.kind === 'ok' && refs.stdout.length > 0 ? `--remotes=${remote}` : '--remotes';
}

function parseLine(line: string): PushedRef {
  const [, local = '', , remote = ''] = line.trim().split(/\s+/);
  if (isId(local) && isId(remote)) return { local, remote };
  throw new LeaklintError('PUSH_INVALID', '--push wants on standard input what git tells its pre-push hook', 'lines of: local ref, local id, remote ref, remote id');
}

function isId(text: string): boolean {
  return /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(text);
}

function isZero(id: string): boolean {
  return /^0+$/.test(id);
}
