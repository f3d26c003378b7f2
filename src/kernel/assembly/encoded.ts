// Finds what may be encoded: runs of base64 that hold text, sections with escapes that hide something, and where strings are put
// together. One pass, 16 bytes a step. A section is a chain of the bytes that begin escapes of one kind, each less than APART
// behind the one before.
import { BASE64, CONCATENATION, ESCAPE, HTML, PERCENT, write } from './entries';
import { clearJunctions, meetJunction } from './junctions';

/** A shorter run is taken for what it is. */
const SHORTEST_RUN: usize = 10;
/** Characters of the beginning that must be text before the rest is looked at. */
const PROBE: usize = 16;
/** From so many bytes on, one byte of sixteen may be another. */
const SURELY_TEXT: usize = 32;

/** Those of escapes. */
const SECTIONS: u32 = 4;

/** `\u{41}`, `&#x41;`, `&nbsp;` and what may follow of their last byte. */
const LONGEST_ESCAPE: usize = 8;
/** So far apart two escapes have nothing to do with each other, whatever the length of the first. */
const APART: usize = 256 + LONGEST_ESCAPE;

const STRIP: usize = 4096;
const PADDING: u8 = 0x3d;
const NONE: u8 = 0xff;

// A byte is in the base64 alphabet if the sets of its two halves share a bit: one bit for each shape that a column of the
// ASCII table has. 2_: + - /, 3_: digits, 4_ and 6_: A-O, 5_: P-Z and _, 7_: p-z. Two bits for the bytes
// that are looked at one by one: 2_: $ % & +, 5_: \. The highest bit for those that are if a dot follows: 2_: " ' and -, 5_: ] and R W.
// @ts-ignore: vectors are AssemblyScript's
@lazy const HIGH_HALVES: v128 = i8x16(0, 0, -95, 2, 4, -56, 4, 16, 0, 0, 0, 0, 0, 0, 0, 0);
// @ts-ignore
@lazy const LOW_HALVES: v128 = i8x16(26, 30, -98, 30, 62, 62, 62, -98, 30, 30, 28, 37, 68, -123, 4, 13);
/** The bits of the alphabet. */
const ALPHABET: i8 = 31;

/** Of 256 bytes: the value of each character of base64 or base64url, NONE for all others. */
let values: usize = 0;
/** Of each kind of escape, the section that is open: where it began, its last byte, is there a mark in it. */
let sections: usize = 0;
// Where the run began that the current step continues.
let runStart: usize = 0;
let resume: usize = 0;

/** `table` has 256 bytes, `open` has 16 for each kind. */
export function initEncoded(table: usize, open: usize): void {
  values = table;
  sections = open;
  memory.fill(table, NONE, 256);
  for (let index: u32 = 0; index < 26; index++) {
    store<u8>(table + 0x41 + index, <u8>index);
    store<u8>(table + 0x61 + index, <u8>(index + 26));
  }
  for (let index: u32 = 0; index < 10; index++) store<u8>(table + 0x30 + index, <u8>(index + 52));
  store<u8>(table + 0x2b, 62);
  store<u8>(table + 0x2d, 62);
  store<u8>(table + 0x2f, 63);
  store<u8>(table + 0x5f, 63);
}

/** Where the last `findEncoded` stopped. */
export function reachedEncoded(): usize {
  return resume;
}

// @ts-ignore
@inline
function value(at: usize): u32 {
  return <u32>load<u8>(values + load<u8>(at));
}

/** The first of four characters has the two highest bits of a byte: 010xxx to 011xxx are printable ASCII. */
// @ts-ignore
@inline
function mayBeginText(at: usize): bool {
  const first = value(at);
  return first >= 8 && first < 32;
}

// @ts-ignore
@inline
function isPrintable(byte: u32): bool {
  return (byte >= 0x20 && byte < 0x7f) || byte == 0x09 || byte == 0x0a || byte == 0x0d;
}

/** Do so many characters decode to text? What a last group has too little of is left out. */
function isText(from: usize, length: usize): bool {
  const bytes = (length >>> 2) * 3 + ((length & 3) == 0 ? 0 : (length & 3) - 1);
  const most: usize = bytes < SURELY_TEXT ? 0 : bytes;
  let odd: usize = 0;
  let left = bytes;
  for (let at = from; left > 0; at += 4) {
    const group = (value(at) << 18) | (value(at + 1) << 12) | ((value(at + 2) & 63) << 6) | (value(at + 3) & 63);
    odd += <usize>!isPrintable(group >>> 16);
    if (left > 1) odd += <usize>!isPrintable((group >>> 8) & 0xff);
    if (left > 2) odd += <usize>!isPrintable(group & 0xff);
    if (odd << 4 > most) return false;
    left = left > 3 ? left - 3 : 0;
  }
  return true;
}

/** Writes the run if it holds text. */
function take(from: usize, to: usize, start: usize, end: usize, out: usize): usize {
  const length = to - from;
  if ((length & 3) == 1 || !mayBeginText(from) || !mayBeginText(from + 4)) return out;
  if (!isText(from, min(length, PROBE)) || !isText(from, length)) return out;
  while (to < end && load<u8>(to) == PADDING) to++;
  return write(BASE64, from - start, to - start, out);
}

// @ts-ignore
@inline
function isDigit(byte: u32): bool {
  return byte - 0x30 < 10;
}

// @ts-ignore
@inline
function isHex(byte: u32): bool {
  return isDigit(byte) || (byte | 0x20) - 0x61 < 6;
}

// @ts-ignore
@inline
function isAsciiHigh(byte: u32): bool {
  return byte - 0x32 < 6;
}

// @ts-ignore
@inline
function kindOf(byte: u32): u32 {
  if (byte == 0x5c) return ESCAPE;
  if (byte == 0x25) return PERCENT;
  return byte == 0x26 ? HTML : CONCATENATION;
}

/** Does an escape that hides something begin here? */
function isMark(kind: u32, at: usize): bool {
  const one = <u32>load<u8>(at, 1);
  const two = <u32>load<u8>(at, 2);
  // %20 to %7f
  if (kind == PERCENT) return isAsciiHigh(one) && isHex(two);
  if (kind == ESCAPE) {
    // \x41
    if (one == 0x78) return isAsciiHigh(two);
    // \\"
    if (one == 0x5c) return two == 0x5c && load<u8>(at, 3) == 0x22;
    if (one != 0x75) return false;
    // \u{41} and \u0041
    if (two == 0x7b) return isAsciiHigh(<u32>load<u8>(at, 3));
    return load<u16>(at, 2) == 0x3030 && isAsciiHigh(<u32>load<u8>(at, 4));
  }
  // &# &quot &apos
  const name = load<u32>(at, 1);
  return one == 0x23 || name == 0x746f7571 || name == 0x736f7061;
}

/** A byte that may begin an escape: it continues the section of its kind, or closes it and opens the next. */
function meet(at: usize, start: usize, out: usize): usize {
  const kind = kindOf(<u32>load<u8>(at));
  if (kind == CONCATENATION) return meetJunction(at, start, out);
  const section = sections + (<usize>kind << 4);
  if (at - <usize>load<u32>(section, 4) >= APART) {
    out = close(kind, start, at, out);
    store<u32>(section, <u32>at);
  }
  store<u32>(section, <u32>at, 4);
  if (isMark(kind, at)) store<u32>(section, 1, 8);
  return out;
}

/** Writes the open section of a kind of escapes if there is a mark in it. */
function close(kind: u32, start: usize, end: usize, out: usize): usize {
  const section = sections + (<usize>kind << 4);
  if (load<u32>(section, 8) == 0) return out;
  store<u32>(section, 0, 8);
  return write(kind, <usize>load<u32>(section) - start, min(end, <usize>load<u32>(section, 4) + LONGEST_ESCAPE) - start, out);
}

/** The bits at which ten set ones begin. */
// @ts-ignore
@inline
function tens(bits: u32): u32 {
  const twos = bits & (bits >>> 1);
  const fours = twos & (twos >>> 2);
  const eights = fours & (fours >>> 4);
  return eights & (twos >>> 8);
}

/**
 * Writes (kind, start, end) of each run of base64 that holds text, padding included, of each section of escapes with a mark, and
 * of each junction of strings, from `from` on; those of a kind are ascending. Returns the end of what it wrote. Stops after the
 * strip in which it passed `outLimit`. 32 zero bytes follow `end`.
 */
export function findEncoded(start: usize, from: usize, end: usize, outAt: usize, outLimit: usize): usize {
  const low = i8x16.splat(15);
  const alphabet = i8x16.splat(ALPHABET);
  const dot = i8x16.splat(0x2e);
  let out = outAt;
  let at = from;
  if (from == start) {
    memory.fill(sections, 0, SECTIONS << 4);
    clearJunctions(start);
    runStart = start;
  }
  while (at < end && out <= outLimit) {
    const limit = min(at + STRIP, end);
    for (; at < limit; at += 16) {
      const bytes = v128.load(at);
      const high = i8x16.swizzle(HIGH_HALVES, v128.and(i16x8.shr_u(bytes, 4), low));
      const shared = v128.and(high, i8x16.swizzle(LOW_HALVES, v128.and(bytes, low)));
      const beforeDot = v128.and(shared, i8x16.eq(v128.load(at, 1), dot));
      const special = v128.or(i8x16.gt_s(shared, alphabet), beforeDot);
      for (let specials = <u32>i8x16.bitmask(special); specials != 0; specials &= specials - 1) out = meet(at + ctz(specials), start, out);
      // Not in the alphabet; nor is the zero behind the text, so the last run ends there.
      const others = <u32>i8x16.bitmask(i8x16.eq(v128.and(shared, alphabet), i8x16.splat(0)));
      if (others != 0) {
        const stop = at + ctz(others);
        if (stop - runStart >= SHORTEST_RUN && stop <= end) out = take(runStart, stop, start, end, out);
        // In 16 bytes only one run of ten can begin and end.
        const first = ctz(tens(~others & 0xffff));
        const inner = others >>> first;
        if (first > 0 && first < 16 && inner != 0) {
          const last = at + first + ctz(inner);
          if (last <= end) out = take(at + first, last, start, end, out);
        }
        runStart = at + 32 - clz(others);
      }
    }
  }
  resume = at;
  if (at < end) return out;
  // A text that ends with its last step.
  if (runStart < end && end - runStart >= SHORTEST_RUN) out = take(runStart, end, start, end, out);
  for (let kind = PERCENT; kind < SECTIONS; kind++) out = close(kind, start, end, out);
  return out;
}
