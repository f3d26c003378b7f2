// The history of a repository as a source: the blobs that commits bring in, each once, with every path they had. Contents are
// read by `blob-list.ts`, perhaps in several threads.
import type { CleanBlobs } from '../clean-blob.ts';
import type { Note, Origin, Problem, SourceItem } from '../types.ts';
import { createBlobList, readBlobList } from './blob-list.ts';
import type { BlobList, BroughtBy, Repository } from './blob-list.ts';
import { chooseBlobs, MISSING } from './choose-blobs.ts';
import { createItems } from './create-item.ts';
import { decodePath, pathText } from './file-path.ts';
import { readBlobs } from './git-blobs.ts';
import { createGit, createGitStream } from './git.ts';
import type { Git, GitResult } from './git.ts';
import { listTree, pairsOf } from './git-tree.ts';
import type { TreeEntry } from './git-tree.ts';
import { walkHistory } from './history-log.ts';
import { createHistoryTable } from './history-table.ts';
import type { HistoryTable } from './history-table.ts';
import type { Selection } from './revisions.ts';

export interface HistorySourceOptions {
  readonly repository: Repository;
  /** What is looked at. */
  readonly select: (git: Git, folder: string) => GitResult<Selection>;
  /** Only so many of the newest commits. */
  readonly maxCommits?: number;
  /** In bytes; larger blobs are problems. */
  readonly maxFileSize: number;
  isExcluded(path: string): boolean;
  /** Blobs that need not be read. */
  readonly clean?: CleanBlobs;
}

/** To be iterated once. */
export interface HistorySource extends AsyncIterable<SourceItem> {
  readonly list: BlobList;
  readonly history: HistoryFacts;
  /** To be told of clean blobs. */
  readonly clean?: CleanBlobs;
}

/** What is known of a history beside its blobs. */
export interface HistoryFacts {
  /** Smaller for what was brought in earlier: a commit's parents come before it. */
  rank(origin: Origin): number;
  /** HEAD's blobs at these paths that are not in the list. */
  headItems(paths: ReadonlySet<string>): Iterable<SourceItem>;
  /** What was at these paths before the commits that are looked at, if these are a part of the history. */
  beforeItems(paths: ReadonlySet<string>): Iterable<SourceItem>;
}

/** Lists a history. Whatever git cannot tell is a problem of the source; if there is nothing, a note says so. */
export async function createHistorySource(options: HistorySourceOptions): Promise<HistorySource> {
  const { repository, isExcluded } = options;
  const git = createGit(repository.options);
  const table = createHistoryTable(isExcluded);
  const faults = await fillTable(table, git, options);
  const head = listTree(git, repository.folder, 'HEAD');
  const isInHead = pairsOf(head.kind === 'ok' ? head.stdout : []);
  const { blobs, problems, known } = chooseBlobs(git, options, table, isInHead);
  const list = createBlobList(repository, blobs, table.paths, table.origins);
  const isEmpty = table.rows.length === 0 && faults.length === 0;
  const others: readonly SourceItem[] = [
    { kind: 'known', ...known },
    ...[...faults, ...problems].map((problem) => ({ kind: 'problem', problem }) as const),
    ...notesOf(git, repository.folder, isEmpty).map((note) => ({ kind: 'note', note }) as const),
  ];
  const source = createSource(list, others, {
    rank: rankBy(table.origins),
    beforeItems: createItemReader(git, options, table.before),
    headItems: createItemReader(git, options, (head.kind === 'ok' ? head.stdout : []).filter(({ id, path }) => !table.has(id, path))),
  });
  return { ...source, ...(options.clean && { clean: options.clean }) };
}

// A function of its own: what was listed, far larger than the list, would live on in the closure.
function createSource(list: BlobList, others: readonly SourceItem[], history: HistoryFacts): HistorySource {
  return {
    list,
    history,
    async *[Symbol.asyncIterator]() {
      yield* readBlobList(list);
      yield* others;
    },
  };
}

/** Walks what is selected; gives what could not be listed. */
async function fillTable(table: HistoryTable, git: Git, { repository: { options, folder }, select, maxCommits }: HistorySourceOptions): Promise<readonly Problem[]> {
  const selection = select(git, folder);
  if (selection.kind === 'failed') return [unlisted(selection.reason)];
  const { commits, direct } = selection.stdout;
  const problems: Problem[] = [];
  if (commits.length > 0) {
    const limit = maxCommits === undefined ? [] : [`--max-count=${maxCommits}`];
    const failure = await walkHistory(createGitStream(options), folder, [...limit, ...commits], {
      commit: (commit, date, author) => table.begin({ kind: 'commit', commit, author, date }),
      blob(id, path, before) {
        table.add(id, path);
        for (const one of before) table.addBefore(one, path);
      },
    });
    if (failure !== undefined) problems.push(unlisted(failure));
  }
  for (const { ref, id, type } of direct) {
    table.begin({ kind: 'ref', ref });
    const tree = type === 'tree' ? listTree(git, folder, id) : undefined;
    if (tree === undefined) table.add(id, Buffer.from(ref));
    else if (tree.kind === 'failed') problems.push(unlisted(tree.reason));
    else for (const entry of tree.stdout) table.add(entry.id, entry.path);
  }
  return problems;
}

function unlisted(reason: string): Problem {
  return { path: '.', code: 'git-failed', message: `not all of the history could be listed: ${reason}` };
}

function notesOf(git: Git, folder: string, isEmpty: boolean): readonly Note[] {
  const notes: Note[] = isEmpty ? [{ code: 'nothing-in-history', message: 'no commit brings in a file here, so nothing was scanned' }] : [];
  const shallow = git(['rev-parse', '--is-shallow-repository'], folder);
  if (shallow.kind === 'failed' || shallow.stdout.toString().trim() !== 'true') return notes;
  return [...notes, { code: 'history-shallow', message: 'this clone is shallow: older commits are not here and were not scanned; "git fetch --unshallow" gets them' }];
}

function rankBy(origins: readonly BroughtBy[]): HistoryFacts['rank'] {
  const ranks = new Map(origins.map((origin, index) => [nameOf(origin), index]));
  return (origin) => (origin.kind === 'commit' || origin.kind === 'ref' ? ranks.get(nameOf(origin)) : undefined) ?? origins.length;
}

function nameOf(origin: BroughtBy): string {
  return origin.kind === 'commit' ? origin.commit : origin.ref;
}

// Blobs beside those of the list, read when it is known which are needed.
function createItemReader(git: Git, { repository: { folder }, maxFileSize }: HistorySourceOptions, entries: readonly TreeEntry[]): HistoryFacts['headItems'] {
  return function* (paths) {
    const wanted = entries.map(({ id, path }) => ({ id, path: pathText(decodePath(path)) })).filter(({ path }) => paths.has(path));
    const contents = readBlobs(git, folder, wanted.map(({ id }) => id));
    if (contents.kind === 'failed') return yield { kind: 'problem', problem: { path: '.', code: 'git-failed', message: `not all versions could be compared: ${contents.reason}` } };
    for (const { id, path } of wanted) {
      const content = contents.stdout.get(id);
      if (content === undefined) yield { kind: 'problem', problem: { path, ...MISSING } };
      else if (content.length <= maxFileSize) yield* createItems(id, [{ path, origin: { kind: 'ref', ref: 'HEAD', inHead: true } }], content);
    }
  };
}
