// Contents of many blobs through one `git cat-file --batch` that lives as long as its reader: a new process would resolve the
// deltas of files with long histories anew.
import { PassThrough } from 'node:stream';
import { createGitStream } from './git.ts';
import type { GitOptions } from './git.ts';

export interface BlobReader {
  /** Asks for blobs by their ids; they are to be taken in this order. */
  ask(ids: readonly string[]): void;
  /** Content of the next blob asked for, valid until the next call; nothing if git does not have it. @throws when git has ended. */
  next(): Promise<Buffer | undefined>;
  end(): void;
}

const FIRST_SIZE = 1 << 16;
// A buffer that a larger blob needed is given back.
const MOST_KEPT = 1 << 22;

/** Starts git in a folder of the repository. */
export function createBlobReader(options: GitOptions, folder: string): BlobReader {
  const input = new PassThrough();
  const output = createGitStream(options)(['cat-file', '--batch'], folder, input)[Symbol.asyncIterator]();
  let pending: Buffer = Buffer.alloc(0);
  let held = Buffer.allocUnsafeSlow(FIRST_SIZE);

  const more = async (): Promise<Buffer> => {
    const { value, done } = await output.next();
    if (done === true) throw new Error('git has ended');
    return value;
  };
  const line = async (): Promise<string> => {
    let end = pending.indexOf(10);
    while (end === -1) {
      pending = Buffer.concat([pending, await more()]);
      end = pending.indexOf(10);
    }
    const text = pending.toString('latin1', 0, end);
    pending = pending.subarray(end + 1);
    return text;
  };
  const bytes = async (size: number): Promise<Buffer> => {
    if (held.length < size || (held.length > MOST_KEPT && size < MOST_KEPT)) held = Buffer.allocUnsafeSlow(Math.max(FIRST_SIZE, size));
    for (let length = 0; length < size; ) {
      if (pending.length === 0) pending = await more();
      const count = pending.copy(held, length, 0, size - length);
      pending = pending.subarray(count);
      length += count;
    }
    return held.subarray(0, size);
  };

  return {
    ask: (ids) => void input.write(ids.map((id) => `${id}\n`).join('')),
    // `<id> blob <size>\n<content>\n`, or `<id> missing\n`.
    async next() {
      const [, type, size = ''] = (await line()).split(' ');
      if (type === 'missing') return undefined;
      const content = await bytes(Number(size));
      await line();
      return type === 'blob' ? content : undefined;
    },
    end() {
      input.end();
      void output.return?.();
    },
  };
}
