// The comment by which a script or style sheet names its source map. The last one counts; a bundle may hold those of what was
// bundled. https://tc39.es/ecma426/#sec-linking-generated-code
import type { Span } from '../types.ts';

/** `inline`: the span is that of the data URL; `decode` gives nothing for one that is damaged. */
export type MapComment =
  | { readonly kind: 'inline'; readonly span: Span; readonly decode: () => Buffer | undefined }
  | { readonly kind: 'external'; readonly url: string };

const NAME = 'sourceMappingURL=';
const DATA = /^data:[a-z/+.-]{0,60}(?:;[a-z0-9=-]{1,60}){0,4},/i;
// Addresses are short; a data URL goes on to the end of the line.
const LONGEST_ADDRESS = 4096;

export function findMapComment(bytes: Buffer): MapComment | undefined {
  for (let at = bytes.lastIndexOf(NAME); at > 0; at = bytes.lastIndexOf(NAME, at - 1)) {
    const start = at + NAME.length;
    // `//# `, `//@ `, `/*# `, `/*@ `.
    if (!/\/[/*][#@][ \t]$/.test(bytes.toString('latin1', Math.max(0, at - 4), at))) continue;
    const head = bytes.toString('latin1', start, start + LONGEST_ADDRESS);
    const [data] = DATA.exec(head) ?? [];
    if (data === undefined) {
      const [url = ''] = /^[^\s"'*]*/.exec(head) ?? [];
      return url === '' ? undefined : { kind: 'external', url };
    }
    const span = { start, end: endOfAddress(bytes, start) };
    return { kind: 'inline', span, decode: () => decode(bytes, { start: start + data.length, end: span.end }, /;base64,$/i.test(data)) };
  }
  return undefined;
}

function endOfAddress(bytes: Buffer, start: number): number {
  let end = start;
  while (end < bytes.length && !ENDS.has(bytes[end] as number) && !isCommentEnd(bytes, end)) end++;
  return end;
}

// Blanks, line ends and the quote of a string that only looks like a comment.
const ENDS = new Set([0x09, 0x0a, 0x0d, 0x20, 0x22]);

function isCommentEnd(bytes: Buffer, at: number): boolean {
  return bytes[at] === 0x2a && bytes[at + 1] === 0x2f;
}

function decode(bytes: Buffer, { start, end }: Span, isBase64: boolean): Buffer | undefined {
  const text = bytes.toString('latin1', start, end);
  if (isBase64) return Buffer.from(text, 'base64');
  try {
    return Buffer.from(decodeURIComponent(text));
  } catch {
    return undefined;
  }
}
