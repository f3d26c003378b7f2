// What commits bring in, as git tells it: which blob stands at which path. Trees are compared, no content is read. Settings of
// the repository change nothing of the output.
import { devNull } from 'node:os';
import { Readable } from 'node:stream';
import type { Git, GitOutput, GitResult, GitStream } from './git.ts';
import { streamNul } from './git-records.ts';
import type { WalkPart } from './walk-plan.ts';

/** Told for each commit, the oldest first; a commit's parents are told before it. */
export interface HistoryVisitor {
  commit(id: string, date: string, author: string): void;
  /** A blob that the commit has at a path (one character a byte) and no parent of it has. Both are parts of a larger text. */
  blob(id: string, path: string): void;
  /** After that, if it matters: a blob that a parent has there. */
  before?(id: string, path: string): void;
}

const ORDER = ['--date-order', '--reverse'];

// A merge is compared with all its parents at once: what is in its combined diff was made in it, or by an evil merge. Renames
// are not looked for, since that would read content; nor are signatures, notes and the mailmap.
const LOG = [
  'log', '--raw', '-z', '--no-abbrev', '--no-renames', '--diff-merges=combined', '--root',
  '--format=tformat:%H%x00%aI%x00%an', '--encoding=UTF-8', '--no-ext-diff', '--no-textconv', '--no-color', '--no-relative',
  '--no-show-signature', '--no-notes', '--no-mailmap', '--no-decorate', '--ignore-submodules=none', '-l0', `-O${devNull}`,
];

const SUBMODULE = '160000';
const NOTHING = '000000';

/** Walks the commits that the arguments select; gives a clause if git did not come to its end. */
export function walkHistory(stream: GitStream, folder: string, commits: readonly string[], visitor: HistoryVisitor): Promise<string | undefined> {
  return visit(stream([...LOG, ...ORDER, ...commits, '--'], folder), visitor);
}

/** The ids of the commits that the arguments select, in the order in which `walkHistory` would tell of them. Cheap: no tree is read. */
export function listCommits(git: Git, folder: string, commits: readonly string[]): GitResult<readonly string[]> {
  const result = git(['rev-list', ...ORDER, ...commits, '--'], folder);
  return result.kind === 'failed' ? result : { ...result, stdout: result.stdout.toString('latin1').split('\n').slice(0, -1) };
}

/** The same as `walkHistory` for commits by their ids. One without a change of interest may be left out. */
export function walkCommits(stream: GitStream, folder: string, { commits, blobs = [] }: WalkPart, visitor: HistoryVisitor): Promise<string | undefined> {
  const input = Readable.from([commits.map((id) => `${id}\n`).join('')]);
  return visit(stream([...LOG, ...blobs.map((id) => `--find-object=${id}`), '--no-walk=unsorted', '--stdin'], folder, input), visitor);
}

async function visit(output: GitOutput, visitor: HistoryVisitor): Promise<string | undefined> {
  const take = createParser(visitor);
  for await (const records of streamNul(output)) records.forEach(take);
  return output.failure();
}

// `<id>`, `<date>`, `<author>`, then for each path `:<modes> <blobs> <status>` and the path. There is a line end before the
// first `:` of a commit with one parent.
function createParser(visitor: HistoryVisitor): (record: string) => void {
  let commit: readonly string[] = [];
  let header: string | undefined;
  return (record) => {
    if (header !== undefined) {
      takeChange(header, record, visitor);
      header = undefined;
    } else if (commit.length === 0 && isHeader(record)) {
      header = record;
    } else if (commit.length > 0 || record.length > 0) {
      commit = [...commit, Buffer.from(record, 'latin1').toString()];
      const [id = '', date = '', author = ''] = commit;
      if (commit.length < 3) return;
      visitor.commit(id.trim(), date, author);
      commit = [];
    }
  };
}

const COLON = 0x3a;

function isHeader(record: string): boolean {
  return record.charCodeAt(record.startsWith('\n') ? 1 : 0) === COLON;
}

// With n parents n colons, n + 1 modes, n + 1 ids and n letters; the last mode and id are the commit's.
function takeChange(header: string, path: string, visitor: HistoryVisitor): void {
  const parents = header.lastIndexOf(':') + (header.startsWith('\n') ? 0 : 1);
  const fields = header.slice(header.lastIndexOf(':') + 1).split(' ');
  if (!isFile(fields[parents])) return;
  visitor.blob(fields[2 * parents + 1] ?? '', path);
  if (visitor.before === undefined) return;
  for (let parent = 0; parent < parents; parent++) if (isFile(fields[parent])) visitor.before(fields[parents + 1 + parent] ?? '', path);
}

function isFile(mode: string | undefined): boolean {
  return mode !== SUBMODULE && mode !== NOTHING;
}
