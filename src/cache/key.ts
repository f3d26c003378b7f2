// The key that proves that this user's leaklint wrote a cache: random, made once, never sent anywhere.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createPrivateFile, readPrivateFile, removeFile } from './private-file.ts';

const NAME = 'key';
const BYTES = 32;

/** Of a folder that is there. Runs that begin at once get the same; nothing if none can be kept. */
export function loadKey(folder: string): Buffer | undefined {
  const path = join(folder, NAME);
  const known = readKey(path);
  if (known !== undefined) return known;
  removeFile(path);
  createPrivateFile(folder, NAME, randomBytes(BYTES));
  // Another run may have been first.
  return readKey(path);
}

function readKey(path: string): Buffer | undefined {
  const key = readPrivateFile(path, BYTES);
  return key?.length === BYTES ? key : undefined;
}
