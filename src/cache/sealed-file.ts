// The files of the cache: private and sealed, one for each kind of content and circumstances.
import { join } from 'node:path';
import { loadKey } from './key.ts';
import { ensureFolder, readPrivateFile, removeOldest, replacePrivateFile } from './private-file.ts';
import { seal, unseal } from './sealed.ts';

export interface SealedFile {
  /** Nothing if there is none, or none that this user's leaklint wrote for these circumstances. */
  load(): Buffer | undefined;
  /** Puts it in the place of what is there, if that can be done. False if it is more than a file here may hold. */
  save(content: Buffer): boolean;
}

// Of a file.
const MOST_BYTES = 128_000_000;
// Of each kind: a new version or configuration, and a repository that is no more, leave one behind that nobody reads again.
const MOST_FILES = 32;

/** Those of a folder, by a word and a hash of the circumstances; nothing if none can be kept there. */
export function openSealedFiles(folder: string): ((kind: string, context: Buffer) => SealedFile) | undefined {
  const key = ensureFolder(folder) ? loadKey(folder) : undefined;
  if (key === undefined) return undefined;
  return (kind, context) => {
    const name = `${kind}-${context.toString('hex')}`;
    return {
      load() {
        const file = readPrivateFile(join(folder, name), MOST_BYTES);
        return file && unseal(key, context, file);
      },
      save(content) {
        const file = seal(key, context, content);
        if (file.length > MOST_BYTES) return false;
        replacePrivateFile(folder, name, file);
        removeOldest(folder, new RegExp(`^${kind}-[0-9a-f]{64}$`), MOST_FILES);
        return true;
      },
    };
  };
}
