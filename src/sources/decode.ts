// Bytes on disk to the bytes that are scanned. Only a byte order mark decides: UTF-16 without one has NULs, counts as
// binary and is lost, and so does UTF-32. Legacy 8-bit encodings are scanned as they are.
const CHUNK = 1 << 20;
const BINARY_HEAD = 8192;

/** Without a byte order mark; UTF-16 becomes UTF-8; all else is returned as it is, not copied. */
export function decodeBytes(bytes: Buffer): Buffer {
  if (isMarked(bytes)) return bytes.subarray(3);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return transcode(bytes.subarray(2), 'little');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return transcode(bytes.subarray(2), 'big');
  return bytes;
}

/** Do they begin with the byte order mark of UTF-8? */
export function isMarked(bytes: Buffer): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** Whether decoded bytes are not text: a NUL in the first 8 KB, as git judges it. */
export function isBinary(bytes: Buffer): boolean {
  return bytes.subarray(0, BINARY_HEAD).includes(0);
}

// In chunks, because a string has a length limit; streaming, because a surrogate pair may straddle a cut.
function transcode(bytes: Buffer, order: 'little' | 'big'): Buffer {
  const decoder = new TextDecoder('utf-16le', { ignoreBOM: true });
  const parts: Buffer[] = [];
  for (let start = 0; start < bytes.length; start += CHUNK) {
    const chunk = bytes.subarray(start, start + CHUNK);
    parts.push(Buffer.from(decoder.decode(order === 'little' ? chunk : swapPairs(chunk), { stream: true })));
  }
  parts.push(Buffer.from(decoder.decode()));
  return Buffer.concat(parts);
}

// Not every Node has a big-endian decoder. A last odd byte is half a character and is dropped.
function swapPairs(chunk: Buffer): Buffer {
  return Buffer.from(chunk.subarray(0, chunk.length & ~1)).swap16();
}
