// How the places of what may be encoded are written: kind, start and end, offsets into the text.

// Bytes of each.
const ENTRY: usize = 12;
export const BASE64: u32 = 0;
export const PERCENT: u32 = 1;
export const ESCAPE: u32 = 2;
export const HTML: u32 = 3;
export const CONCATENATION: u32 = 4;

export function write(kind: u32, from: usize, to: usize, out: usize): usize {
  store<u32>(out, kind);
  store<u32>(out, <u32>from, 4);
  store<u32>(out, <u32>to, 8);
  return out + ENTRY;
}
