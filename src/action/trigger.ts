// What has started the workflow, from the event that GitHub describes in a file. A pull request's author decides some of its
// texts, so only numbers, ids and names of branches are taken from it.
import { readFileSync } from 'node:fs';
import { LeaklintError } from '../errors.ts';
import type { Environment } from '../sources/git.ts';

export type Trigger =
  | { readonly kind: 'pull-request'; readonly number: number; readonly base: string; readonly head: string; readonly commits: number }
  // Without `before` the branch or tag is new.
  | { readonly kind: 'push'; readonly before?: string; readonly after: string; readonly commits: number; readonly defaultBranch?: string }
  | { readonly kind: 'merge-group'; readonly base: string; readonly head: string }
  // A branch or tag is gone: there is nothing to look at.
  | { readonly kind: 'deletion' }
  // A schedule, a person, a release …: no commits of its own.
  | { readonly kind: 'other' };

/** @throws LeaklintError EVENT_UNREADABLE */
export function loadTrigger(env: Environment): Trigger {
  const name = env['GITHUB_EVENT_NAME'] ?? '';
  if (!(name in readers)) return { kind: 'other' };
  const trigger = readers[name as keyof typeof readers](readEvent(env['GITHUB_EVENT_PATH'] ?? ''));
  if (trigger !== undefined) return trigger;
  throw unreadable(`the event ${name} does not name its commits`);
}

const readers = {
  pull_request: readPullRequest,
  pull_request_target: readPullRequest,
  push: readPush,
  merge_group: readMergeGroup,
};

function readPullRequest(event: Json): Trigger | undefined {
  const request = event.get('pull_request');
  const [number, base, head] = [request.number('number'), request.get('base').id('sha'), request.get('head').id('sha')];
  if (number === undefined || base === undefined || head === undefined) return undefined;
  return { kind: 'pull-request', number, base, head, commits: request.number('commits') ?? SOME_COMMITS };
}

function readPush(event: Json): Trigger | undefined {
  const [before, after] = [event.id('before'), event.id('after')];
  if (after === undefined) return undefined;
  if (isZero(after)) return { kind: 'deletion' };
  const defaultBranch = event.get('repository').branch('default_branch');
  const isNew = before === undefined || isZero(before);
  return { kind: 'push', ...(!isNew && { before }), after, commits: event.length('commits') ?? SOME_COMMITS, ...(defaultBranch !== undefined && { defaultBranch }) };
}

function readMergeGroup(event: Json): Trigger | undefined {
  const group = event.get('merge_group');
  const [base, head] = [group.id('base_sha'), group.id('head_sha')];
  return base === undefined || head === undefined ? undefined : { kind: 'merge-group', base, head };
}

const SOME_COMMITS = 50;
/** More are not guessed: what is too much is fetched in vain. */
const MOST_COMMITS = 1000;

/** A value that need not have the shape that is asked for. */
interface Json {
  get(name: string): Json;
  number(name: string): number | undefined;
  length(name: string): number | undefined;
  id(name: string): string | undefined;
  branch(name: string): string | undefined;
}

function json(value: unknown): Json {
  const at = (name: string): unknown => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined);
  const match = (name: string, pattern: RegExp): string | undefined => {
    const text = at(name);
    return typeof text === 'string' && pattern.test(text) ? text : undefined;
  };
  return {
    get: (name) => json(at(name)),
    number(name) {
      const found = at(name);
      return typeof found === 'number' && Number.isSafeInteger(found) && found >= 0 ? (name === 'commits' ? Math.min(found, MOST_COMMITS) : found) : undefined;
    },
    length(name) {
      const found = at(name);
      return Array.isArray(found) ? Math.min(found.length, MOST_COMMITS) : undefined;
    },
    id: (name) => match(name, /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/),
    // What git might take for an option or a pattern is none.
    branch: (name) => match(name, /^(?![-/.])(?!.*(?:\.\.|\/\/))[\w./+@-]{1,200}$/),
  };
}

function isZero(id: string): boolean {
  return /^0+$/.test(id);
}

function readEvent(path: string): Json {
  try {
    return json(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw unreadable('the description of the event cannot be read', cause);
  }
}

function unreadable(message: string, cause?: unknown): LeaklintError {
  return new LeaklintError('EVENT_UNREADABLE', message, 'does this run on GitHub? GITHUB_EVENT_PATH names a file with it', { cause });
}
