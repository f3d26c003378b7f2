// Byte offsets of a blob to the lines and columns people see. Nothing is computed before it is asked for, and no byte
// is looked at twice for offsets that ascend, so that thousands of findings in one minified line stay linear.
import type { Point, Span } from '../types.ts';
import { isUtf8, type Encoding } from './decode.ts';

const LF = 0x0a;
const CR = 0x0d;

export interface LineIndex {
  /** 1-based number of the line that holds the byte; a line end belongs to the line it ends. */
  lineAt(offset: number): number;
  /** Column in UTF-16 units; an offset inside a character stands after it. */
  pointAt(offset: number): Point;
  /** The bytes of a line without its line end; undefined if the blob has no such line. */
  lineSpan(line: number): Span | undefined;
  /** What a line is decoded and counted as: UTF-8, or single bytes if the line is not valid UTF-8. */
  encodingOf(line: number): Encoding;
}

/** Line ends are `\n`, `\r\n` and a lone `\r`; text that ends in one has an empty last line, as editors show it. */
export function createLineIndex(bytes: Uint8Array): LineIndex {
  const starts = createLineStarts(bytes);
  const encodings = new Map<number, Encoding>();
  let last = { offset: 0, line: 1, units: 0 };

  function lineSpan(line: number): Span | undefined {
    const start = starts.ofLine(line);
    if (start === undefined) return undefined;
    const next = starts.ofLine(line + 1);
    if (next === undefined) return { start, end: bytes.length };
    const crlf = bytes[next - 1] === LF && bytes[next - 2] === CR;
    return { start, end: next - (crlf ? 2 : 1) };
  }

  function encodingOf(line: number): Encoding {
    let encoding = encodings.get(line);
    if (encoding === undefined) {
      const { start, end } = lineSpan(line) ?? { start: 0, end: 0 };
      encoding = isUtf8(bytes.subarray(start, end)) ? 'utf8' : 'latin1';
      encodings.set(line, encoding);
    }
    return encoding;
  }

  function pointAt(offset: number): Point {
    const line = starts.lineAt(offset);
    const start = starts.ofLine(line) ?? 0;
    if (encodingOf(line) === 'latin1') return { line, column: offset - start + 1 };
    // Spans that nest or overlap ask a little backwards: walk back rather than from the start of a long line.
    const near = last.line === line && Math.abs(offset - last.offset) < offset - start;
    const from = near ? last : { offset: start, units: 0 };
    const step =
      offset >= from.offset ? utf16Units(bytes, from.offset, offset) : -utf16Units(bytes, offset, from.offset);
    last = { offset, line, units: from.units + step };
    return { line, column: last.units + 1 };
  }

  return { lineAt: (offset) => starts.lineAt(offset), pointAt, lineSpan, encodingOf };
}

/** UTF-16 units of the characters that begin in a range of valid UTF-8. */
function utf16Units(bytes: Uint8Array, start: number, end: number): number {
  let units = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}

/** Where lines start, read only as far as asked. Four bytes a line: a blob of nothing but line ends must fit too. */
function createLineStarts(bytes: Uint8Array) {
  let starts = new Uint32Array(64);
  let count = 1;
  let read = 0;

  function readLine(): void {
    while (read < bytes.length) {
      const byte = bytes[read++];
      if (byte !== LF && byte !== CR) continue;
      if (byte === CR && bytes[read] === LF) read++;
      if (count === starts.length) {
        const larger = new Uint32Array(count * 2);
        larger.set(starts);
        starts = larger;
      }
      starts[count++] = read;
      return;
    }
  }

  return {
    ofLine(line: number): number | undefined {
      while (count < line && read < bytes.length) readLine();
      return line >= 1 && line <= count ? starts[line - 1] : undefined;
    },
    lineAt(offset: number): number {
      while (read <= offset && read < bytes.length) readLine();
      let low = 0;
      let high = count;
      while (high - low > 1) {
        const middle = (low + high) >>> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle;
      }
      return low + 1;
    },
  };
}
