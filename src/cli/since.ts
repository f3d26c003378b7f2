// `leaklint scan --since <ref>`: for reviews, what the commits after the merge base added, as HEAD has it.
import { createChangeSource, type ChangeSourceOptions } from '../sources/changes.ts';
import { createGit } from '../sources/git.ts';
import { resolveReview } from '../sources/review.ts';
import type { Source } from '../types.ts';
import type { Io } from './io.ts';
import { workTreeOf } from './work-tree.ts';

/** @throws LeaklintError NO_REPOSITORY, or as `resolveReview` does. */
export function sourceSince(since: string, { cwd, env }: Io, options: Pick<ChangeSourceOptions, 'maxFileSize' | 'isExcluded'>): Source {
  const root = workTreeOf(cwd, 'run it inside one, or leave out --since');
  const git = createGit({ env, untrusted: root });
  return createChangeSource({ ...options, git, cwd, review: resolveReview(git, cwd, since), allLines: false });
}
