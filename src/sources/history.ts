// The history of a repository as a source: the blobs that commits bring in, each once, with every path they had. Contents are
// read by `blob-list.ts`, perhaps in several threads.
import { sumOf, type CleanBlob, type Known } from '../known.ts';
import type { Note, Origin, SourceItem } from '../types.ts';
import { createBlobList, readBlobList } from './blob-list.ts';
import type { BlobList, BroughtBy, Repository } from './blob-list.ts';
import { chooseBlobs, MISSING } from './choose-blobs.ts';
import { createItems } from './create-item.ts';
import { decodePath, pathText } from './file-path.ts';
import { readBlobs } from './git-blobs.ts';
import { createGit } from './git.ts';
import type { Git } from './git.ts';
import { listTree } from './git-tree.ts';
import type { TreeEntry } from './git-tree.ts';
import { listHistory } from './list-history.ts';
import type { HistoryOptions } from './list-history.ts';
import { createRemember } from './remember.ts';

export interface HistorySourceOptions extends HistoryOptions {
  /** In bytes; larger blobs are problems. */
  readonly maxFileSize: number;
  /** Older commits are not there. */
  readonly isShallow: boolean;
  /** What need not be looked at; it is told what else need not. */
  readonly known?: Known;
}

/** To be iterated once. */
export interface HistorySource extends AsyncIterable<SourceItem> {
  readonly list: BlobList;
  readonly history: HistoryFacts;
  /** To be told of all clean blobs of the list. */
  readonly remember?: (blobs: readonly CleanBlob[]) => void;
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
  const { repository, known } = options;
  const git = createGit(repository.options);
  const listing = await listHistory(git, options, known?.commits);
  const { table } = listing;
  const { blobs, problems, clean } = chooseBlobs(git, options, table, known?.blobs);
  // Of the whole history all that HEAD has is in the table, or clean.
  const head = blobs.length === 0 && listing.isWhole ? [] : table.addHead(listHead(git, repository.folder));
  const list = createBlobList(repository, blobs, table.paths, table.origins);
  const unlisted = known?.commits?.sum(listing.plan.known, table.blobs) ?? sumOf([]);
  const isEmpty = table.blobs.length === 0 && unlisted.files + unlisted.binary === 0 && listing.problems.length === 0;
  const others: readonly SourceItem[] = [
    { kind: 'known', ...sumOf(clean) },
    { kind: 'known', ...unlisted },
    ...[...listing.problems, ...problems].map((problem) => ({ kind: 'problem', problem }) as const),
    ...notesOf(isEmpty, options.isShallow).map((note) => ({ kind: 'note', note }) as const),
  ];
  const source = createSource(list, others, {
    rank: rankBy(table.origins),
    beforeItems: createItemReader(git, options, table.before),
    headItems: createItemReader(git, options, listing.isWhole ? [] : head),
  });
  return { ...source, ...(known && { remember: createRemember(known, listing, clean) }) };
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

/** Nothing if there is no commit. */
function listHead(git: Git, folder: string): readonly TreeEntry[] {
  const tree = listTree(git, folder, 'HEAD');
  return tree.kind === 'ok' ? tree.stdout : [];
}

function notesOf(isEmpty: boolean, isShallow: boolean): readonly Note[] {
  const notes: Note[] = [];
  if (isEmpty) notes.push({ code: 'nothing-in-history', message: 'no commit brings in a file here, so nothing was scanned' });
  if (isShallow) notes.push({ code: 'history-shallow', message: 'this clone is shallow: older commits are not here and were not scanned; "git fetch --unshallow" gets them' });
  return notes;
}

function rankBy(origins: readonly BroughtBy[]): HistoryFacts['rank'] {
  const ranks = new Map(origins.map((origin, index) => [nameOf(origin), index]));
  return (origin) => (origin.kind === 'commit' || origin.kind === 'ref' ? ranks.get(nameOf(origin)) : undefined) ?? origins.length;
}

function nameOf(origin: BroughtBy): string {
  return origin.kind === 'commit' ? origin.commit : origin.ref;
}

// Blobs beside those of the list, read when it is known which are needed.
function createItemReader(git: Git, { repository: { folder }, maxFileSize }: { readonly repository: Repository; readonly maxFileSize: number }, entries: readonly TreeEntry[]): HistoryFacts['headItems'] {
  return function* (paths) {
    const wanted = entries.map(({ id, path }) => ({ id, path: pathText(decodePath(Buffer.from(path, 'latin1'))) })).filter(({ path }) => paths.has(path));
    const contents = readBlobs(git, folder, wanted.map(({ id }) => id));
    if (contents.kind === 'failed') return yield { kind: 'problem', problem: { path: '.', code: 'git-failed', message: `not all versions could be compared: ${contents.reason}` } };
    for (const { id, path } of wanted) {
      const content = contents.stdout.get(id);
      if (content === undefined) yield { kind: 'problem', problem: { path, ...MISSING } };
      else if (content.length <= maxFileSize) yield* createItems(id, [{ path, origin: { kind: 'ref', ref: 'HEAD', inHead: true } }], content);
    }
  };
}
