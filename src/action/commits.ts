// The commits that an event has brought, fetched as far as the checkout lacks them. A range that cannot be had is an error:
// less than all of it would be green for nothing.
import { LeaklintError } from '../errors.ts';
import { deepenAll, deepenRange, fetchBranch, haveCommit, type CommitRange, type DeepenOptions } from '../sources/deepen.ts';
import type { Environment } from '../sources/git.ts';
import type { Trigger } from './trigger.ts';

/** What has commits of its own. */
export type Change = Extract<Trigger, { readonly kind: 'pull-request' | 'push' | 'merge-group' }>;

/** @throws LeaklintError COMMITS_MISSING */
export function loadCommits(change: Change, options: DeepenOptions, env: Environment): CommitRange {
  const base = baseOf(change, options, env);
  const range: CommitRange = { head: change.kind === 'push' ? change.after : change.head, ...(base !== undefined && { base }) };
  const reason = deepenRange(options, range, 'commits' in change ? change.commits : SOME_COMMITS);
  if (reason !== undefined) throw missing('the commits to scan could not be fetched', reason);
  return range;
}

/** @throws LeaklintError COMMITS_MISSING */
export function loadAllCommits(options: DeepenOptions): void {
  const reason = deepenAll(options);
  if (reason !== undefined) throw missing('the history could not be fetched', reason);
}

/** The commit that a pull request is compared with: its first parent, if GitHub's own merge of both is checked out, else what the event says. */
export function baseOf(change: Change, options: DeepenOptions, env: Environment): string | undefined {
  switch (change.kind) {
    case 'pull-request':
      return mergedInto(change.head, options, env) ?? change.base;
    case 'merge-group':
      return change.base;
    case 'push':
      return beforePush(change, options);
    default:
      return change satisfies never;
  }
}

// The event's base is older where the base branch has moved on: what a merge of it has brought into the branch would look new.
// Only the commit that the runner names is GitHub's own; another merge could have any parent that its author likes.
function mergedInto(head: string, { git, folder }: DeepenOptions, { GITHUB_SHA: merge = '', GITHUB_EVENT_NAME: event, GITHUB_REF: ref = '' }: Environment): string | undefined {
  if (event !== 'pull_request' || !/^refs\/pull\/\d+\/merge$/.test(ref) || !/^[0-9a-f]{40,64}$/.test(merge)) return undefined;
  // The object itself: at the boundary of a shallow clone git hides the parents.
  const object = git(['cat-file', 'commit', merge], folder);
  if (object.kind === 'failed') return undefined;
  const [header = ''] = object.stdout.toString('latin1').split('\n\n');
  const parents = [...header.matchAll(/^parent ([0-9a-f]{40,64})$/gm)].map(([, id]) => id);
  return parents.length === 2 && parents[1] === head ? parents[0] : undefined;
}

/** For a new branch, or after a forced push when GitHub has forgotten what was there: the default branch. Nothing if that is what was pushed. */
function beforePush({ before, after, defaultBranch }: Extract<Change, { readonly kind: 'push' }>, options: DeepenOptions): string | undefined {
  if (before !== undefined && haveCommit(options, before)) return before;
  const tip = defaultBranch === undefined ? undefined : fetchBranch(options, defaultBranch);
  return tip === after ? undefined : tip;
}

const SOME_COMMITS = 50;

function missing(message: string, reason: string): LeaklintError {
  return new LeaklintError('COMMITS_MISSING', `${message}: ${reason}`, 'let actions/checkout keep its credentials, or set its fetch-depth to 0');
}
