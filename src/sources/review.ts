// What a review is about: the commits after the merge base of two revisions, compared as trees.
import { LeaklintError } from '../errors.ts';
import type { Origin } from '../types.ts';
import type { Git } from './git.ts';
import { resolveRange } from './revisions.ts';

/** Two commits by their ids: the merge base, and the one under review. */
export interface Review {
  readonly base: string;
  readonly to: string;
  readonly origin: Origin;
}

/** The commits of `until` that `since` does not have. @throws LeaklintError REVISION_UNKNOWN or NO_MERGE_BASE */
export function resolveReview(git: Git, folder: string, since: string, until = 'HEAD'): Review {
  const [from, to] = [commitOf(git, folder, since), commitOf(git, folder, until)];
  const base = git(['merge-base', from, to], folder);
  if (base.kind === 'failed') {
    const hint = 'in a shallow clone fetch more of the history: git fetch --unshallow';
    throw new LeaklintError('NO_MERGE_BASE', `"${since}" and "${until}" have no commit in common here`, hint);
  }
  const inHead = until === 'HEAD' || commitOf(git, folder, 'HEAD') === to;
  return { base: base.stdout.toString().trim(), to, origin: { kind: 'ref', ref: until, inHead } };
}

function commitOf(git: Git, folder: string, revision: string): string {
  const [id, ...others] = resolveRange(git, folder, revision);
  if (id !== undefined && others.length === 0 && !id.startsWith('^')) return id;
  throw new LeaklintError('REVISION_UNKNOWN', `"${revision}" is not one commit`, 'name a branch, a tag or a commit');
}
