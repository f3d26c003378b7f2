// Records that git separates by NUL, and the names in them.

/** What stands before the tab (ASCII) and the name behind it. */
export interface GitRecord {
  readonly head: string;
  readonly name: Buffer;
}

/** `head<TAB>name` records. */
export function splitRecords(stdout: Buffer): readonly GitRecord[] {
  return splitNul(stdout).map((bytes) => {
    const tab = bytes.indexOf(9);
    return { head: bytes.toString('latin1', 0, tab), name: bytes.subarray(tab + 1) };
  });
}

/** What stands before each NUL. */
export function splitNul(stdout: Buffer): readonly Buffer[] {
  const records: Buffer[] = [];
  for (let start = 0, end = stdout.indexOf(0); end !== -1; start = end + 1, end = stdout.indexOf(0, start)) {
    records.push(stdout.subarray(start, end));
  }
  return records;
}

/**
 * The same for output that comes in pieces, as texts of one character a byte, which is several times faster. A last record
 * without its NUL is dropped: git did not come to its end.
 */
export async function* streamNul(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly string[], void, undefined> {
  let rest = '';
  for await (const chunk of chunks) {
    const records = (rest + chunk.toString('latin1')).split('\0');
    rest = records.pop() ?? '';
    yield records;
  }
}
