// What GitHub's uploader of SARIF files takes for the identity of a line, so that an alert stays the same alert when lines move:
// a hash of what follows from its start, and how many lines up to it have that hash. Its definition, of which the uploader's
// published vectors are the test: the units of a file are the UTF-16 code units of its text without blanks and tabs, every line
// end one LF, then U+FFFF, then zeros; the hash of a line is the sum of its first 100, the i-th times 37 ** (99 - i), mod 2 ** 64.
// Hazard: there is no key in it, and where all of a line but a short secret is known it tells the secret. For SARIF alone.
import type { Blob } from '../types.ts';
import { createLineIndex } from './lines.ts';

type Text = Pick<Blob, 'bytes' | 'marked'>;
/** The hash as two halves, unsigned. */
type Tell = (line: number, high: number, low: number) => void;

const WINDOW = 100;
const BASE = 37;
const [LF, CR, BLANK, TAB] = [0x0a, 0x0d, 0x20, 0x09];
const MARK = '\ufeff';
const END = `\uffff${'\0'.repeat(WINDOW)}`;
/** Bytes decoded at a time. */
const CHUNK = 1 << 12;

/** Of each of these lines (1-based) that the text has: 1 to 16 hexadecimal digits, `:`, and the count, from 1. */
export function lineHashes(text: Text, lines: ReadonlySet<number>): ReadonlyMap<number, string> {
  const index = createLineIndex(text.bytes);
  const wanted = new Set<number>();
  let last = 0;
  for (const line of lines) {
    const start = index.lineSpan(line)?.start;
    if (start === undefined) continue;
    last = Math.max(last, line);
    const fromThere = { bytes: text.bytes.subarray(start), marked: line === 1 && text.marked === true };
    eachHash(fromThere, 1, (_line, _high, low) => wanted.add(low));
  }
  const hashes = new Map<number, string>();
  if (wanted.size === 0) return hashes;
  const counts = new Map<string, number>();
  // Only hashes that are wanted are counted: nothing is kept for each line, of which there can be as many as bytes.
  eachHash(text, last, (line, high, low) => {
    if (!wanted.has(low)) return;
    const hash = high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0');
    const count = (counts.get(hash) ?? 0) + 1;
    counts.set(hash, count);
    if (lines.has(line)) hashes.set(line, `${hash}:${count}`);
  });
  return hashes;
}

/** Tells the hash of each line up to the last one wanted. */
function eachHash({ bytes, marked }: Text, last: number, tell: Tell): void {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const take = createRollingHash(last, tell);
  if (marked === true) take(MARK);
  let goesOn = true;
  for (let at = 0; at < bytes.length && goesOn; at += CHUNK) goesOn = take(decoder.decode(bytes.subarray(at, at + CHUNK), { stream: true }));
  if (goesOn) take(decoder.decode() + END);
}

/**
 * Takes the text piece by piece until the last line wanted is told. One running hash of all units does: that of a window is the
 * running hash at its end less that at its start, shifted by the window. A line has a unit at least, so that there are never more
 * than a window of lines that have begun and are not yet told.
 */
function createRollingHash(last: number, tell: Tell): (text: string) => boolean {
  const begins = { units: new Float64Array(WINDOW), high: new Int32Array(WINDOW), low: new Uint32Array(WINDOW) };
  let state = { high: 0, low: 0, units: 0, begun: 0, told: 0, end: -1, isStart: true, afterCr: false };
  return (text) => {
    // Not fields: this is the inner loop.
    let { high, low, units, begun, told, end, isStart, afterCr } = state;
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index);
      const isRest = unit === LF && afterCr;
      afterCr = unit === CR;
      if (unit === BLANK || unit === TAB || isRest) continue;
      if (isStart) {
        begins.units[begun % WINDOW] = units;
        begins.high[begun % WINDOW] = high;
        begins.low[begun % WINDOW] = low;
        if (begun++ === told) end = units + WINDOW;
      }
      isStart = unit === LF || afterCr;
      // Below 2 ** 38, so exact; so is the carry.
      const product = low * BASE + (isStart ? LF : unit);
      low = product >>> 0;
      high = (Math.imul(high, BASE) + (product - low) / TWO_32) | 0;
      if (++units !== end) continue;
      const before = shift(begins.high[told % WINDOW] as number, begins.low[told % WINDOW] as number);
      const borrow = low < before.low ? 1 : 0;
      tell(++told, (high - before.high - borrow) >>> 0, (low - before.low) >>> 0);
      if (told === last) return false;
      end = told === begun ? -1 : (begins.units[told % WINDOW] as number) + WINDOW;
    }
    state = { high, low, units, begun, told, end, isStart, afterCr };
    return true;
  };
}

const TWO_32 = 2 ** 32;
const FACTOR = BigInt.asUintN(64, BigInt(BASE) ** BigInt(WINDOW));
const FACTOR_HIGH = Number(FACTOR >> 32n);
const FACTOR_LOW = Number(FACTOR & 0xffffffffn);
const [FACTOR_1, FACTOR_0] = [FACTOR_LOW >>> 16, FACTOR_LOW & 0xffff];

/** The value times 37 ** 100 mod 2 ** 64. Products of 16 bits and their sums are exact; of the others 32 bits are wanted. */
function shift(high: number, low: number): { readonly high: number; readonly low: number } {
  const [low1, low0] = [low >>> 16, low & 0xffff];
  const middle = low1 * FACTOR_0 + low0 * FACTOR_1;
  const lowest = low0 * FACTOR_0 + (middle % 0x10000) * 0x10000;
  const carry = low1 * FACTOR_1 + Math.floor(middle / 0x10000) + Math.floor(lowest / TWO_32);
  return { high: (carry + Math.imul(high, FACTOR_LOW) + Math.imul(low, FACTOR_HIGH)) >>> 0, low: lowest >>> 0 };
}
