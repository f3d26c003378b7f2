// The text of a small rule file of the scanned tree (.gitignore, .leaklintignore).
import type { FilePath } from './file-path.ts';
import { decodeBytes } from './decode.ts';
import { createFileReader } from './read-file.ts';

const LIMIT = 1 << 20;

/** The file's text, or undefined when it is not a readable regular file of up to 1 MB. Links are not followed, as in git. */
export function loadSmallText(location: FilePath): string | undefined {
  const content = createFileReader(LIMIT)(location, false);
  return content.kind === 'content' ? decodeBytes(content.bytes).toString() : undefined;
}
