// Finds where code puts strings together of literals: `' + '`, `].join('')`, `'.concat('`, `${'`.
import { CONCATENATION, write } from './entries';

/** More blanks before or behind a `+` are lost: deeper than code is indented. */
const MOST_BLANKS: usize = 128;

/** Where the last sum's junction ended: no two share a quote. */
let joined: usize = 0;

/** Before the first byte of a text. */
export function clearJunctions(start: usize): void {
  joined = start;
}

// @ts-ignore
@inline
function isBlank(byte: u32): bool {
  return byte == 0x20 || byte - 0x09 < 2 || byte == 0x0d;
}

// @ts-ignore
@inline
function isQuote(byte: u32): bool {
  return byte == 0x22 || byte == 0x27 || byte == 0x60;
}

/** Where blanks end before a place: at most MOST_BLANKS of them are passed. */
function beforeBlanks(at: usize, start: usize): usize {
  const least = max(start, at - MOST_BLANKS);
  while (at > least && isBlank(<u32>load<u8>(at - 1))) at--;
  return at;
}

/** Behind the text is no blank. */
function behindBlanks(at: usize): usize {
  const most = at + MOST_BLANKS;
  while (at < most && isBlank(<u32>load<u8>(at))) at++;
  return at;
}

/** Writes `" + "` with no blank next to its quotes. */
function meetPlus(at: usize, start: usize, out: usize): usize {
  const from = beforeBlanks(at, start) - 1;
  if (from <= start || from < joined || !isQuote(<u32>load<u8>(from)) || isBlank(<u32>load<u8>(from - 1))) return out;
  const to = behindBlanks(at + 1);
  if (!isQuote(<u32>load<u8>(to)) || isBlank(<u32>load<u8>(to + 1))) return out;
  joined = to + 1;
  return write(CONCATENATION, from - start, to + 1 - start, out);
}

/** Writes the `$` of `${"`. */
function meetDollar(at: usize, start: usize, out: usize): usize {
  if (load<u8>(at, 1) != 0x7b || !isQuote(<u32>load<u8>(behindBlanks(at + 2)))) return out;
  return write(CONCATENATION, at - start, at + 1 - start, out);
}

/** What a dot follows: writes the dot of `".concat("` and the `]` of `].join("")`. */
function meetMember(at: usize, start: usize, out: usize): usize {
  const name = load<u32>(at, 2);
  if (name == 0x6e696f6a) {
    // join(
    const quote = <u32>load<u8>(at, 7);
    if (load<u8>(at) != 0x5d || load<u8>(at, 6) != 0x28 || !isQuote(quote) || load<u8>(at, 8) != quote || load<u8>(at, 9) != 0x29) return out;
  } else {
    // concat(
    if (name != 0x636e6f63 || load<u16>(at, 6) != 0x7461 || load<u8>(at, 8) != 0x28) return out;
    if (!isQuote(<u32>load<u8>(at)) || !isQuote(<u32>load<u8>(behindBlanks(at + 9)))) return out;
    at++;
  }
  return write(CONCATENATION, at - start, at + 1 - start, out);
}

/** A byte that may stand in a junction: writes its place if it does. */
export function meetJunction(at: usize, start: usize, out: usize): usize {
  const byte = <u32>load<u8>(at);
  if (byte == 0x2b) return meetPlus(at, start, out);
  return byte == 0x24 ? meetDollar(at, start, out) : meetMember(at, start, out);
}
