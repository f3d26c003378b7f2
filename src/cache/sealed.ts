// A cache file: what it is, what it holds for which circumstances, and a seal over all that only the user's key can make.
import { createHmac, timingSafeEqual } from 'node:crypto';

const MAGIC = Buffer.from('leaklint clean 1');
const SEAL = 32;

/** `context` is a hash of everything that the content depends on. */
export function seal(key: Buffer, context: Buffer, content: Buffer): Buffer {
  const parts = [MAGIC, context, content];
  return Buffer.concat([...parts, sealOf(key, parts)]);
}

/** The content of a file; nothing if it is cut short, changed, of another key, format or context. */
export function unseal(key: Buffer, context: Buffer, file: Buffer): Buffer | undefined {
  const start = MAGIC.length + context.length;
  const end = file.length - SEAL;
  if (end < start || !file.subarray(0, start).equals(Buffer.concat([MAGIC, context]))) return undefined;
  return timingSafeEqual(file.subarray(end), sealOf(key, [file.subarray(0, end)])) ? file.subarray(start, end) : undefined;
}

function sealOf(key: Buffer, parts: readonly Buffer[]): Buffer {
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}
