// What commits bring in, as one pass of git tells it: which blob stands at which path, and in which commit for the first time.
// Trees are compared, no content is read. Settings of the repository change nothing of the output.
import { devNull } from 'node:os';
import type { GitOutput, GitStream } from './git.ts';
import { streamNul } from './git-records.ts';

/** Told for each commit, the oldest first; a commit's parents are told before it. */
export interface HistoryVisitor {
  commit(id: string, date: string, author: string): void;
  /**
   * A blob that the commit has at a path and no parent of it has; `before` are the blobs that its parents have there. `path`
   * dies with the call.
   */
  blob(id: string, path: Buffer, before: readonly string[]): void;
}

// A merge is compared with all its parents at once: what is in its combined diff was made in it, or by an evil merge. Renames
// are not looked for, since that would read content; nor are signatures, notes and the mailmap.
const LOG = [
  'log', '--raw', '-z', '--no-abbrev', '--no-renames', '--diff-merges=combined', '--root', '--date-order', '--reverse',
  '--format=tformat:%H%x00%aI%x00%an', '--encoding=UTF-8', '--no-ext-diff', '--no-textconv', '--no-color', '--no-relative',
  '--no-show-signature', '--no-notes', '--no-mailmap', '--no-decorate', '--ignore-submodules=none', '-l0', `-O${devNull}`,
];

const SUBMODULE = '160000';
const NOTHING = '000000';

/** Walks the commits that the arguments select; gives a clause if git did not come to its end. */
export async function walkHistory(stream: GitStream, folder: string, commits: readonly string[], visitor: HistoryVisitor): Promise<string | undefined> {
  const output: GitOutput = stream([...LOG, ...commits, '--'], folder);
  const take = createParser(visitor);
  for await (const records of streamNul(output)) records.forEach(take);
  return output.failure();
}

// `<id>`, `<date>`, `<author>`, then for each path `:<modes> <blobs> <status>` and the path. There is a line end before the
// first `:` of a commit with one parent.
function createParser(visitor: HistoryVisitor): (record: Buffer) => void {
  let commit: readonly string[] = [];
  let isPath = false;
  let change: Change | undefined;
  return (record) => {
    if (isPath) {
      if (change !== undefined) visitor.blob(change.id, record, change.before);
      isPath = false;
    } else if (commit.length === 0 && isHeader(record)) {
      change = parseHeader(record.toString('latin1').trimStart());
      isPath = true;
    } else if (commit.length > 0 || record.length > 0) {
      commit = [...commit, record.toString()];
      const [id = '', date = '', author = ''] = commit;
      if (commit.length < 3) return;
      visitor.commit(id.trim(), date, author);
      commit = [];
    }
  };
}

function isHeader(record: Buffer): boolean {
  return record[record[0] === 0x0a ? 1 : 0] === 0x3a;
}

interface Change {
  readonly id: string;
  readonly before: readonly string[];
}

// With n parents n colons, n + 1 modes, n + 1 ids and n letters; the last mode and id are the commit's.
function parseHeader(header: string): Change | undefined {
  const parents = header.lastIndexOf(':') + 1;
  const fields = header.slice(parents).split(' ');
  if (!isFile(fields[parents])) return undefined;
  const ids = fields.slice(parents + 1, 2 * parents + 2);
  return { id: ids[parents] ?? '', before: ids.filter((_, index) => index < parents && isFile(fields[index])) };
}

function isFile(mode: string | undefined): boolean {
  return mode !== SUBMODULE && mode !== NOTHING;
}
