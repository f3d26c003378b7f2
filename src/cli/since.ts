// `leaklint scan --since <ref>`: for reviews, what the commits after the merge base added, as HEAD has it.
import { LeaklintError } from '../errors.ts';
import { createChangeSource, type ChangeSourceOptions } from '../sources/changes.ts';
import { createGit } from '../sources/git.ts';
import { findWorkTree } from '../sources/project-root.ts';
import { resolveReview } from '../sources/review.ts';
import type { Source } from '../types.ts';
import type { Io } from './io.ts';

/** @throws LeaklintError NO_REPOSITORY, or as `resolveReview` does. */
export function sourceSince(since: string, { cwd, env }: Io, options: Pick<ChangeSourceOptions, 'maxFileSize' | 'isExcluded'>): Source {
  const root = findWorkTree(cwd);
  if (root === undefined) throw new LeaklintError('NO_REPOSITORY', 'this is not a git work tree', 'run it inside one, or leave out --since');
  const git = createGit({ env, untrusted: root });
  return createChangeSource({ ...options, git, cwd, review: resolveReview(git, cwd, since), allLines: false });
}
