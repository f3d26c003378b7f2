// What of a history is still to be listed, where it is known what some of its commits bring in.
import type { KnownCommits } from '../known.ts';

export interface WalkPlan {
  /** Commits that are known. */
  readonly known: readonly string[];
  /** Blobs of theirs that were not clean. */
  readonly others: readonly string[];
  /** To be listed one after the other. */
  readonly parts: readonly WalkPart[];
}

export interface WalkPart {
  /** In their order. */
  readonly commits: readonly string[];
  /** Changes that neither bring in nor take away one of these blobs are of no interest; if absent, all are. */
  readonly blobs?: readonly string[];
}

// They stand on a command line: on Windows there is room for 32 KB.
const MOST_BLOBS = 400;

/**
 * `commits` are in the order that decides who brought a blob in, which the parts keep: from the first commit on that is not
 * known all but the clean ones are listed with all their changes. New ones are nearly always the newest.
 */
export function planWalk(commits: readonly string[], known: KnownCommits): WalkPlan {
  const all = commits.map((id) => ({ id, others: known.othersOf(id) }));
  const parts: { readonly commits: string[]; readonly blobs?: string[] }[] = [];
  for (const { id, others } of all) {
    const last = parts.at(-1);
    if (others?.length === 0) continue;
    if (last !== undefined && last.blobs === undefined) last.commits.push(id);
    else if (others === undefined || others.length > MOST_BLOBS) parts.push({ commits: [id] });
    else if (last?.blobs === undefined || last.blobs.length + others.length > MOST_BLOBS) parts.push({ commits: [id], blobs: [...others] });
    else {
      last.commits.push(id);
      last.blobs.push(...others);
    }
  }
  return { known: all.flatMap(({ id, others }) => (others === undefined ? [] : [id])), others: all.flatMap(({ others }) => others ?? []), parts };
}
