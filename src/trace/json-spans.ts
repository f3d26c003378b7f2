// Where the values of a JSON text stand, without building them: a source map of 150 MB holds a few numbers that matter and
// whole source files that mostly do not. What is no JSON gives nothing, or ends early; nothing is thrown.
import type { Span } from '../types.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY] = [0x7b, 0x7d, 0x5b, 0x5d];
const [COLON, COMMA] = [0x3a, 0x2c];

/** The first value at or after an offset; strings with their quotes. */
export function valueAt(bytes: Buffer, offset: number): Span | undefined {
  const start = skipBlanks(bytes, offset);
  const end = endOfValue(bytes, start);
  return end === undefined ? undefined : { start, end };
}

/** The members of the object that a span holds, by name; of several with one name the last. */
export function membersOf(bytes: Buffer, { start, end }: Span): ReadonlyMap<string, Span> {
  const members = new Map<string, Span>();
  if (bytes[start] !== OPEN_OBJECT) return members;
  for (let at = skipBlanks(bytes, start + 1); at < end && bytes[at] === QUOTE; ) {
    const nameEnd = endOfString(bytes, at);
    const colon = nameEnd === undefined ? end : skipBlanks(bytes, nameEnd);
    const value = bytes[colon] === COLON ? valueAt(bytes, colon + 1) : undefined;
    if (value === undefined) break;
    members.set(bytes.toString('utf8', at + 1, (nameEnd as number) - 1), value);
    at = afterComma(bytes, value.end);
  }
  return members;
}

/** The elements of the array that a span holds. */
export function elementsOf(bytes: Buffer, { start, end }: Span): readonly Span[] {
  const elements: Span[] = [];
  if (bytes[start] !== OPEN_ARRAY) return elements;
  for (let at = skipBlanks(bytes, start + 1); at < end && bytes[at] !== CLOSE_ARRAY; ) {
    const value = valueAt(bytes, at);
    if (value === undefined || value.end > end) break;
    elements.push(value);
    at = afterComma(bytes, value.end);
  }
  return elements;
}

/** The string, number or null that a span holds; nothing for any other value. */
export function scalarAt(bytes: Buffer, { start, end }: Span): string | number | null | undefined {
  if (bytes[start] === OPEN_OBJECT || bytes[start] === OPEN_ARRAY) return undefined;
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8', start, end));
    return typeof value === 'string' || typeof value === 'number' || value === null ? value : undefined;
  } catch {
    return undefined;
  }
}

function afterComma(bytes: Buffer, offset: number): number {
  const at = skipBlanks(bytes, offset);
  return bytes[at] === COMMA ? skipBlanks(bytes, at + 1) : at;
}

function skipBlanks(bytes: Buffer, offset: number): number {
  let at = offset;
  while (bytes[at] === 0x20 || (bytes[at] ?? 0) === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at++;
  return at;
}

function endOfValue(bytes: Buffer, start: number): number | undefined {
  const first = bytes[start];
  if (first === undefined) return undefined;
  if (first === QUOTE) return endOfString(bytes, start);
  if (first === OPEN_OBJECT || first === OPEN_ARRAY) return endOfNest(bytes, start);
  let end = start;
  while (end < bytes.length && isLiteral(bytes[end] as number)) end++;
  return end > start ? end : undefined;
}

// Digits, signs, dots and letters: numbers, true, false, null.
function isLiteral(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x7a) || byte === 0x2d || byte === 0x2b || byte === 0x2e || byte === 0x45;
}

// Depth is counted, not stacked: a hostile nest costs no memory.
function endOfNest(bytes: Buffer, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < bytes.length; ) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      const end = endOfString(bytes, at);
      if (end === undefined) return undefined;
      at = end;
      continue;
    }
    if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) depth++;
    else if ((byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) && --depth === 0) return at + 1;
    at++;
  }
  return undefined;
}

function endOfString(bytes: Buffer, start: number): number | undefined {
  for (let quote = bytes.indexOf(QUOTE, start + 1); quote !== -1; quote = bytes.indexOf(QUOTE, quote + 1)) {
    let before = quote;
    while (bytes[before - 1] === BACKSLASH) before--;
    if ((quote - before) % 2 === 0) return quote + 1;
  }
  return undefined;
}
