// Is this what git names so? A repository is a stranger's: content under the id of another blob must not make that one
// pass for clean elsewhere.
import { createHash } from 'node:crypto';

/** Of SHA-1 and SHA-256 ids, in hexadecimal digits. */
export function isContentOf(id: string, bytes: Uint8Array): boolean {
  const hash = createHash(id.length === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex') === id;
}
