// Many short byte strings in memory that threads share: a list that is sent to another thread is still the same.

/** All strings, one behind the other, and where each ends. */
export interface SharedBytes {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
}

/** Texts become UTF-8. @throws RangeError above 4 GB. */
export function packBytes(parts: readonly (Uint8Array | string)[]): SharedBytes {
  const size = parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
  if (size > 0xffffffff) throw new RangeError('more than 4 GB of names');
  const bytes = Buffer.from(new SharedArrayBuffer(size));
  const ends = shareNumbers(parts.length);
  let end = 0;
  parts.forEach((part, index) => {
    if (typeof part === 'string') end += bytes.write(part, end);
    else {
      bytes.set(part, end);
      end += part.length;
    }
    ends[index] = end;
  });
  return { bytes: new Uint8Array(bytes.buffer), ends };
}

/** A copy of one of them. @throws RangeError where there is none. */
export function bytesAt({ bytes, ends }: SharedBytes, index: number): Buffer {
  const end = ends[index];
  if (end === undefined) throw new RangeError(`no text ${index} of ${ends.length}`);
  return Buffer.from(bytes.slice(index === 0 ? 0 : ends[index - 1], end));
}

/** Zeroes, or what is given, in shared memory. */
export function shareNumbers(numbers: number | readonly number[]): Uint32Array {
  const shared = new Uint32Array(new SharedArrayBuffer(4 * (typeof numbers === 'number' ? numbers : numbers.length)));
  if (typeof numbers !== 'number') shared.set(numbers);
  return shared;
}
