// Commits that a shallow clone lacks, fetched from where it was cloned. At the boundary of such a clone git takes a commit for the
// first one, so that all of its files look new: a range is only looked at when no boundary lies in it.
import { resolve } from 'node:path';
import { knownIds } from './revisions.ts';
import type { Git } from './git.ts';
import { loadSmallText } from './small-text.ts';

export interface DeepenOptions {
  readonly git: Git;
  /** A git that may fetch. */
  readonly fetch: Git;
  readonly folder: string;
}

/** Two commits by their ids. */
export interface CommitRange {
  /** Left out together with all before it; absent if nothing is left out. */
  readonly base?: string;
  readonly head: string;
}

const FETCH = ['fetch', '--quiet', '--no-tags', '--no-recurse-submodules', '--no-write-fetch-head', '--refmap='];

/** Further commits from the boundary on; in the end all there are. Each is a round trip. */
const STEPS = ['--deepen=50', '--deepen=500', '--deepen=5000', '--unshallow'];

/**
 * Makes all commits that `head` has and `base` has not be there, and where the two part. `depth` is a guess of how many they are.
 * Gives a clause if that cannot be had.
 */
export function deepenRange(options: DeepenOptions, range: CommitRange, depth: number): string | undefined {
  const { git, fetch, folder } = options;
  const ids = [range.head, ...(range.base === undefined ? [] : [range.base])];
  const rounds = isShallow(git, folder) ? [`--depth=${depth + 1}`, ...STEPS] : [undefined];
  for (const round of rounds) {
    if (isWhole(options, range)) return undefined;
    const fetched = fetch([...FETCH, ...(round === undefined ? [] : [round]), 'origin', ...ids], folder);
    if (fetched.kind === 'failed') return fetched.reason;
    if (!isShallow(git, folder)) break;
  }
  return isWhole(options, range) ? undefined : 'it has commits that the remote does not give';
}

/** Makes all branches and tags with all their commits be there. Gives a clause if that cannot be had. */
export function deepenAll({ git, fetch, folder }: DeepenOptions): string | undefined {
  if (!isShallow(git, folder)) return undefined;
  const fetched = fetch([...FETCH.filter((flag) => flag !== '--no-tags'), '--unshallow', '--tags', 'origin', '+refs/heads/*:refs/remotes/origin/*'], folder);
  if (fetched.kind === 'failed') return fetched.reason;
  return isShallow(git, folder) ? 'the remote is a shallow clone itself' : undefined;
}

/** The commit a branch of the remote is at, fetched; nothing if that cannot be had. */
export function fetchBranch({ git, fetch, folder }: DeepenOptions, branch: string): string | undefined {
  const ref = `refs/remotes/origin/${branch}`;
  const depth = isShallow(git, folder) ? ['--depth=1'] : [];
  if (fetch([...FETCH, ...depth, 'origin', `+refs/heads/${branch}:${ref}`], folder).kind === 'failed') return undefined;
  const id = git(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`], folder);
  return id.kind === 'ok' ? id.stdout.toString().trim() : undefined;
}

/** Is a commit there, or can it be fetched? */
export function haveCommit({ git, fetch, folder }: DeepenOptions, id: string): boolean {
  if (isThere(git, folder, [id])) return true;
  const depth = isShallow(git, folder) ? ['--depth=1'] : [];
  return fetch([...FETCH, ...depth, 'origin', id], folder).kind === 'ok' && isThere(git, folder, [id]);
}

function isShallow(git: Git, folder: string): boolean {
  const result = git(['rev-parse', '--is-shallow-repository'], folder);
  return result.kind === 'failed' || result.stdout.toString().trim() !== 'false';
}

function isThere(git: Git, folder: string, ids: readonly string[]): boolean {
  const known = knownIds(git, folder, ids);
  return known.kind === 'ok' && ids.every((id) => known.stdout.has(id));
}

/**
 * Proof: from `head` every way back stays among the commits listed, each of which has all its parents here, until it meets one
 * that `base` has too; so nothing is missing. The same from `base`, so that what it has is not taken for new.
 */
function isWhole({ git, folder }: DeepenOptions, { base, head }: CommitRange): boolean {
  if (!isThere(git, folder, base === undefined ? [head] : [head, base])) return false;
  if (!isShallow(git, folder)) return true;
  const boundary = loadBoundary(git, folder);
  const listed = git(['rev-list', base === undefined ? head : `${head}...${base}`, '--'], folder);
  if (boundary === undefined || listed.kind === 'failed') return false;
  if (listed.stdout.toString('latin1').split('\n').some((id) => boundary.has(id))) return false;
  return base === undefined || git(['merge-base', head, base], folder).kind === 'ok';
}

/** The commits without their parents; nothing if git's list of them cannot be read. */
function loadBoundary(git: Git, folder: string): ReadonlySet<string> | undefined {
  const place = git(['rev-parse', '--git-common-dir'], folder);
  if (place.kind === 'failed') return undefined;
  const common = place.stdout.toString().replace(/\r?\n$/, '');
  const text = loadSmallText(resolve(folder, common, 'shallow'));
  return text === undefined ? undefined : new Set(text.match(/^[0-9a-f]{40,64}$/gm));
}
