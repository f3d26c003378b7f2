// Standard input as a source of one blob. The stream is passed in; only the surface knows where it comes from.
import type { SourceItem } from '../types.ts';
import { createItem } from './create-item.ts';
import { tooLarge } from './read-file.ts';
import { errorCode, explainCode } from './system-error.ts';

/**
 * One item with origin `stdin`: a blob, a binary skipped, or a problem when the stream fails or holds more than `limit`
 * bytes. `filename` gives path and syntax; default `stdin`.
 */
export async function* createStdinSource(
  stream: AsyncIterable<Uint8Array>,
  filename: string | undefined,
  limit: number,
): AsyncGenerator<SourceItem> {
  const path = filename === undefined || filename === '' ? 'stdin' : filename;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      const bytes = Buffer.from(chunk);
      chunks.push(bytes);
      size += bytes.length;
      if (size > limit) {
        yield { kind: 'problem', problem: { path, ...tooLarge(limit) } };
        return;
      }
    }
  } catch (error) {
    yield { kind: 'problem', problem: { path, code: 'unreadable', message: explainCode(errorCode(error)) } };
    return;
  }
  yield createItem(path, Buffer.concat(chunks), { kind: 'stdin' });
}
