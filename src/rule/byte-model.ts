// How common four bytes in a row are in source text, folded as the kernel folds them: what it reads of bytes above ASCII counts
// as the ASCII that it takes them for.
import { COMMON, PAIRS } from './byte-model-data.ts';

// 64 of folded ASCII, and one of all above, which is left out.
const CLASSES = 65;
const ASCII = 0x7f7f7f7f;
const BITS_STEP = 8;

const levels = Buffer.from(PAIRS, 'base64');
// Of a pair: its share of all pairs, and of those that begin alike.
const share = Float64Array.from(levels, (level) => 2 ** (-level / BITS_STEP));
const shareAfter = share.map((one, pair) => one / sumOfRow(pair - (pair % CLASSES)));

function sumOfRow(from: number): number {
  return share.subarray(from, from + CLASSES).reduce((sum, one) => sum + one, 0);
}

// What three pairs say of a word is far too little: the most common fours are known themselves.
const common = readCommon(Buffer.from(COMMON, 'base64'));

function readCommon(data: Buffer): ReadonlyMap<number, number> {
  const shares = new Map<number, number>();
  for (let at = 0; at < data.length; at += 5) shares.set(data.readUInt32LE(at) & ASCII, 2 ** (-data.readUInt8(at + 4) / BITS_STEP));
  return shares;
}

/** The share of positions in source text at which four bytes stand; the first is the lowest byte of `gram`. */
export function gramShare(gram: number): number {
  const known = common.get(gram & ASCII);
  if (known !== undefined) return known;
  const [a, b, c, d] = [gram & 0xff, (gram >>> 8) & 0xff, (gram >>> 16) & 0xff, gram >>> 24].map(classOf) as [number, number, number, number];
  return (share[a * CLASSES + b] as number) * (shareAfter[b * CLASSES + c] as number) * (shareAfter[c * CLASSES + d] as number);
}

function classOf(folded: number): number {
  return ((folded & 0x40) >> 1) | (folded & 0x1f);
}
