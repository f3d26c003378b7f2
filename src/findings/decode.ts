// How bytes become text for people: UTF-8, or Latin-1 (one character a byte) where they are not valid UTF-8.
// It does not make text safe for a terminal: control characters are the reporters' business.
import type { Match, Span } from '../types.ts';

export type Encoding = 'utf8' | 'latin1';

/** Bytes validated at a time, so that a line of any length is checked in constant memory. */
const CHUNK = 1 << 16;

/** Whether the bytes are UTF-8 from end to end, without building their text. */
export function isUtf8(bytes: Uint8Array): boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let at = 0; at < bytes.length; at += CHUNK) decoder.decode(bytes.subarray(at, at + CHUNK), { stream: true });
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** The text of a span; a character of which the span holds only a part becomes U+FFFD. */
export function decodeSpan(bytes: Uint8Array, span: Span, encoding: Encoding): string {
  return asBuffer(bytes).toString(encoding, span.start, span.end);
}

/** The text of a span on its own: UTF-8 if the span is, else Latin-1. */
export function decodeSecret(bytes: Uint8Array, span: Span): string {
  return decodeSpan(bytes, span, isUtf8(bytes.subarray(span.start, span.end)) ? 'utf8' : 'latin1');
}

/** The secret of a match; decoded, where it stands in an encoded text. */
export function secretText(bytes: Uint8Array, { secret, decoded }: Pick<Match, 'secret' | 'decoded'>): string {
  if (decoded === undefined) return decodeSecret(bytes, secret);
  const plain = Buffer.from(decoded, 'latin1');
  return decodeSecret(plain, { start: 0, end: plain.length });
}

/** The same memory as a Buffer, for its searches and decoders. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
