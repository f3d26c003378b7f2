// Text with every secret of its blob replaced by a redacted form. All text of scanned origin that is shown goes through
// here; which text that is, the callers decide.
import type { Engine, Match, Span } from '../types.ts';
import { SecretValue } from '../secret.ts';
import { decodeSecret, decodeSpan, secretText, type Encoding } from './decode.ts';
import { createEchoFinder } from './echo.ts';

/** Bytes that are never shown, and what stands for them. */
export interface Mask extends Span {
  readonly label: string;
}

/** A stretch of shown text and the bytes it stands for. */
export interface Piece extends Span {
  readonly text: string;
  readonly masked: boolean;
}

/** The masks that touch a span: ascending, disjoint, whole even where they reach beyond the span. */
export type Masking = (span: Span) => readonly Mask[];

/** `matches` are all matches of the blob, reported or not: one left out may be shown. */
export function createMasking(bytes: Uint8Array, matches: readonly Match[]): Masking {
  const present = matches.filter(({ mask }) => mask.end > mask.start);
  const masks = merge(
    bytes,
    present.flatMap((match) => [
      { ...match.mask, label: labelOf(bytes, match) },
      ...(match.half === undefined ? [] : [{ ...match.half.secret, label: anonymous(bytes, match.half.secret) }]),
    ]),
  );
  const echoesIn = createEchoFinder(bytes, matches);
  return (span) => {
    const touching = masks.slice(firstEndingAfter(masks, span.start), firstStartingAt(masks, span.end));
    const loose = echoesIn(span).filter((echo) => !touching.some((mask) => holds(mask, echo)));
    if (loose.length === 0) return touching;
    // An echo may lean on a mask beyond the span; the mask is whole there, so what is shown of the span stays right.
    return merge(bytes, [...touching, ...loose.map((echo) => ({ ...echo, label: anonymous(bytes, echo) }))]);
  };
}

/**
 * The span's text in pieces; `masks` are those that touch the span. A mask shows its label where it begins, and `…`
 * where it began before the span.
 */
export function maskedPieces(
  bytes: Uint8Array,
  masks: readonly Mask[],
  span: Span,
  encoding: Encoding,
): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = span.start;
  const show = (end: number): void => {
    if (end > at) pieces.push({ start: at, end, text: decodeSpan(bytes, { start: at, end }, encoding), masked: false });
  };
  for (const mask of masks) {
    show(mask.start);
    const start = Math.max(mask.start, span.start);
    at = Math.min(mask.end, span.end);
    pieces.push({ start, end: at, text: mask.start < span.start ? '…' : mask.label, masked: true });
  }
  show(span.end);
  return pieces;
}

/** A span as shown text. */
export function maskedText(bytes: Uint8Array, masking: Masking, span: Span, encoding: Encoding): string {
  return maskedPieces(bytes, masking(span), span, encoding)
    .map((piece) => piece.text)
    .join('');
}

/**
 * Any text (a path, a commit's subject, a problem's message) with every match masked; nothing of the scanned tree is
 * printed without it.
 */
export function maskText(engine: Engine, text: string): string {
  const bytes = Buffer.from(text);
  const parts = text.includes('/') ? engine.scan(apart(bytes), 'prose') : [];
  const matches = [...engine.scan(bytes, 'prose'), ...parts];
  if (matches.length === 0) return text;
  return maskedText(bytes, createMasking(bytes, matches), { start: 0, end: bytes.length }, 'utf8');
}

/** A path's parts on lines of their own: in `<token>/x` the slash is no part of the token, though base64 has it. */
function apart(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => (byte === 0x2f ? 0x0a : byte)));
}

function labelOf(bytes: Uint8Array, match: Match): string {
  const { rule, mask, secret, decoded } = match;
  if (decoded !== undefined) return `${new SecretValue(secretText(bytes, match), rule.pattern.prefix)}`;
  if (mask.start !== secret.start) return anonymous(bytes, mask);
  return `${new SecretValue(decodeSecret(bytes, mask), rule.pattern.prefix)}`;
}

function anonymous(bytes: Uint8Array, span: Span): string {
  return `${new SecretValue(decodeSecret(bytes, span), '')}`;
}

/** Ascending and disjoint; what overlaps becomes one mask without a prefix, unless it is the same mask twice. */
function merge(bytes: Uint8Array, masks: readonly Mask[]): readonly Mask[] {
  const merged: { start: number; end: number; label: string | undefined }[] = [];
  for (const mask of [...masks].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = merged.at(-1);
    if (last === undefined || mask.start >= last.end) merged.push({ ...mask });
    else if (mask.start !== last.start || mask.end !== last.end || mask.label !== last.label) {
      last.end = Math.max(last.end, mask.end);
      last.label = undefined;
    }
  }
  return merged.map((mask) => ({ ...mask, label: mask.label ?? anonymous(bytes, mask) }));
}

function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function firstEndingAfter(masks: readonly Mask[], offset: number): number {
  return partition(masks, (mask) => mask.end <= offset);
}

function firstStartingAt(masks: readonly Mask[], offset: number): number {
  return partition(masks, (mask) => mask.start < offset);
}

/** How many of the first masks hold; `holding` is true for a beginning of the list and false from there on. */
function partition(masks: readonly Mask[], holding: (mask: Mask) => boolean): number {
  let low = 0;
  let high = masks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const mask = masks[middle];
    if (mask !== undefined && holding(mask)) low = middle + 1;
    else high = middle;
  }
  return low;
}
