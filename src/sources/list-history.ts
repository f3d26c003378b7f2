// What a history brings in, as a table: of the commits that are selected, and what refs point to directly. What earlier runs
// found clean in a commit is not listed again.
import type { KnownCommits } from '../known.ts';
import type { Problem } from '../types.ts';
import type { Repository } from './blob-list.ts';
import { createGitStream } from './git.ts';
import type { Git, GitResult } from './git.ts';
import { listTree } from './git-tree.ts';
import { listCommits, walkCommits, walkHistory } from './history-log.ts';
import type { HistoryVisitor } from './history-log.ts';
import { createHistoryTable } from './history-table.ts';
import type { HistoryTable } from './history-table.ts';
import type { DirectTip, Selection } from './revisions.ts';
import { planWalk } from './walk-plan.ts';
import type { WalkPlan } from './walk-plan.ts';

export interface HistoryOptions {
  readonly repository: Repository;
  /** What is looked at. */
  readonly select: (git: Git, folder: string) => GitResult<Selection>;
  /** Only so many of the newest commits. */
  readonly maxCommits?: number;
  isExcluded(path: string): boolean;
}

export interface HistoryListing {
  readonly table: HistoryTable;
  /** What could not be listed. */
  readonly problems: readonly Problem[];
  /** There is nothing before or beside it. */
  readonly isWhole: boolean;
  /** Of known commits only what was not clean need be in the table. */
  readonly plan: Pick<WalkPlan, 'known' | 'others'>;
  /** Its other commits if all of the history could be listed, with indexes into the table of what each brings in. */
  readonly listed: readonly ListedCommit[];
}

export interface ListedCommit {
  readonly id: string;
  readonly blobs: readonly number[];
}

/** `known` is asked if the whole history is selected: what was there before a part of it, each of its commits tells. */
export async function listHistory(git: Git, options: HistoryOptions, known: KnownCommits | undefined): Promise<HistoryListing> {
  const { repository: { folder }, select, maxCommits, isExcluded } = options;
  const table = createHistoryTable(isExcluded);
  const selection = select(git, folder);
  if (selection.kind === 'failed') return { table, problems: [unlisted(selection.reason)], isWhole: false, plan: NOTHING_KNOWN, listed: [] };
  const { commits, direct, isWhole } = selection.stdout;
  const listed: { readonly id: string; readonly blobs: number[] }[] = [];
  const isPart = !isWhole || maxCommits !== undefined;
  const { plan, failure } = await walk(git, options, commits, isPart ? undefined : known, {
    commit(commit, date, author) {
      table.begin({ kind: 'commit', commit, author, date });
      listed.push({ id: commit, blobs: [] });
    },
    blob(id, path) {
      const blob = table.add(id, path);
      if (blob !== undefined) listed.at(-1)?.blobs.push(blob);
    },
    ...(isPart && { before: table.addBefore }),
  });
  const isComplete = failure === undefined;
  const old = new Set(plan.known);
  return {
    table,
    problems: [...(isComplete ? [] : [unlisted(failure)]), ...addTips(git, folder, direct, table)],
    isWhole: !isPart && isComplete,
    // A part of what a commit brings in says nothing of the rest.
    plan: { known: plan.known, others: isComplete ? plan.others : [] },
    listed: !isPart && isComplete ? listed.filter(({ id }) => !old.has(id)) : [],
  };
}

const NOTHING_KNOWN = { known: [], others: [] };

interface Walked {
  readonly plan: Pick<WalkPlan, 'known' | 'others'>;
  readonly failure?: string | undefined;
}

// Where nothing is known one pass of git does.
async function walk(git: Git, { repository: { options, folder }, maxCommits }: HistoryOptions, commits: readonly string[], known: KnownCommits | undefined, visitor: HistoryVisitor): Promise<Walked> {
  if (commits.length === 0) return { plan: NOTHING_KNOWN };
  const stream = createGitStream(options);
  const limit = maxCommits === undefined ? [] : [`--max-count=${maxCommits}`];
  if (known?.hasAny() !== true) return { plan: NOTHING_KNOWN, failure: await walkHistory(stream, folder, [...limit, ...commits], visitor) };
  const ids = listCommits(git, folder, commits);
  if (ids.kind === 'failed') return { plan: NOTHING_KNOWN, failure: ids.reason };
  const plan = planWalk(ids.stdout, known);
  for (const part of plan.parts) {
    const failure = await walkCommits(stream, folder, part, visitor);
    if (failure !== undefined) return { plan, failure };
  }
  return { plan };
}

/** Adds what refs point to without a commit; gives what of it could not be listed. */
function addTips(git: Git, folder: string, tips: readonly DirectTip[], table: HistoryTable): readonly Problem[] {
  const problems: Problem[] = [];
  for (const { ref, id, type } of tips) {
    table.begin({ kind: 'ref', ref });
    const tree = type === 'tree' ? listTree(git, folder, id) : undefined;
    if (tree === undefined) table.add(id, Buffer.from(ref).toString('latin1'));
    else if (tree.kind === 'failed') problems.push(unlisted(tree.reason));
    else for (const entry of tree.stdout) table.add(entry.id, entry.path);
  }
  return problems;
}

function unlisted(reason: string): Problem {
  return { path: '.', code: 'git-failed', message: `not all of the history could be listed: ${reason}` };
}
