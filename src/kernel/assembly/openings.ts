// Finds where gates open, at one look per two bytes. The README beside this folder states the layout and the proofs.

// Bytes of the bitmap: 2^17, which is 2^20 bits.
const BITMAP_BITS: u32 = 17;
const BLOCK: usize = 16;
const STRIP: usize = 4096;
// Folds four bytes at once, as `FOLD` of src/gate.ts does each byte of a gram.
const FOLD: u32 = 0xa0a0a0a0;
// A gate: where its columns and its table are, width, start.
const GATE_SIZE: usize = 32;

let bitmap: usize = 0;
let slots: usize = 0;
let slotBits: u32 = 0;
let entries: usize = 0;
let entryCount: u32 = 0;
let gates: usize = 0;
let queue: usize = 0;
let multiplier: u32 = 0;
let longestWalk: usize = 0;
let resume: usize = 0;

/** Where the tables are; all of them hold zeros. `slots` has 2^slotBits places of 8 bytes. */
export function initOpenings(bitmapAt: usize, slotsAt: usize, bits: u32, entriesAt: usize, gatesAt: usize, queueAt: usize, hash: u32, walk: usize): void {
  bitmap = bitmapAt;
  slots = slotsAt;
  slotBits = bits;
  entries = entriesAt;
  entryCount = 0;
  gates = gatesAt;
  queue = queueAt;
  multiplier = hash;
  longestWalk = walk;
}

/** Where the last `findOpenings` stopped: at the end, or earlier because the output is full. */
export function reachedOpenings(): usize {
  return resume;
}

/**
 * Adds the grams of one place of a gate; `offset` is how far the place lies behind the byte before the gate's first. Returns
 * how many entries that gram has which has most.
 */
export function addGrams(grams: usize, count: u32, gate: u32, offset: u32): u32 {
  let most: u32 = 0;
  for (let index: u32 = 0; index < count; index++) {
    const gram = load<u32>(grams + (index << 2));
    const hash = gram * multiplier;
    const byte = bitmap + (hash >>> (32 - BITMAP_BITS));
    store<u8>(byte, <u8>(<u32>load<u8>(byte) | (<u32>1 << ((hash >>> (29 - BITMAP_BITS)) & 7))));
    const slot = slotOf(gram, hash);
    store<u32>(slot, gram);
    // Entry 0 is none: an entry is gate and offset, and the number of the next one.
    entryCount++;
    const entry = entries + (entryCount << 3);
    store<u32>(entry, (gate << 8) | offset);
    store<u32>(entry, load<u32>(slot, 4), 4);
    store<u32>(slot, entryCount, 4);
    let equal: u32 = 0;
    for (let one = entryCount; one != 0; one = load<u32>(entries + (<usize>one << 3), 4)) equal++;
    most = max(most, equal);
  }
  return most;
}

/** The slot that holds a gram, else the free one where it belongs. */
// @ts-ignore: decorators are AssemblyScript's
@inline
function slotOf(gram: u32, hash: u32): usize {
  const mask: u32 = (1 << slotBits) - 1;
  let index = hash >>> (32 - slotBits);
  let slot = slots + (<usize>index << 3);
  while (load<u32>(slot, 4) != 0 && load<u32>(slot) != gram) {
    index = (index + 1) & mask;
    slot = slots + (<usize>index << 3);
  }
  return slot;
}

// @ts-ignore
@inline
function bit(at: usize): u32 {
  const hash = (load<u32>(at) | FOLD) * multiplier;
  return (<u32>load<u8>(bitmap + (hash >>> (32 - BITMAP_BITS))) >> ((hash >>> (29 - BITMAP_BITS)) & 7)) & 1;
}

/** Does the gate's automaton accept what stands at `at`, or refuse none of the longest walk? The bound keeps every text linear. */
// @ts-ignore
@inline
function accepts(gate: usize, at: usize, end: usize): bool {
  const columns = <usize>load<u32>(gate);
  const table = <usize>load<u32>(gate, 4);
  const width = load<u32>(gate, 8);
  let state = load<u32>(gate, 12);
  const limit = at + longestWalk;
  const last = min(end, limit);
  while (at < last) {
    state = <u32>load<u16>(table + (<usize>(state * width + <u32>load<u8>(columns + load<u8>(at))) << 1));
    if (state <= 1) return state == 1;
    at++;
  }
  return at == limit;
}

function check(at: usize, start: usize, end: usize, out: usize): usize {
  const gram = load<u32>(at) | FOLD;
  let entry = load<u32>(slotOf(gram, gram * multiplier), 4);
  while (entry != 0) {
    const record = entries + (<usize>entry << 3);
    const what = load<u32>(record);
    const first = at + 1 - (what & 0xff);
    if (first >= start) {
      const gate = gates + <usize>(what >>> 8) * GATE_SIZE;
      if (accepts(gate, first, end)) {
        store<u32>(out, what >>> 8);
        store<u32>(out, <u32>(first - start), 4);
        out += 8;
      }
    }
    entry = load<u32>(record, 4);
  }
  return out;
}

/**
 * Writes (gate, offset into the text) for each place of the text at which a gate opens, from `from` on; returns the end of
 * what it wrote. Stops after the strip in which it passed `outLimit`. `start` and `from` are even, and 32 zero bytes follow `end`.
 */
export function findOpenings(start: usize, from: usize, end: usize, outAt: usize, outLimit: usize): usize {
  let at = from;
  let out = outAt;
  while (at < end) {
    const limit = min(at + STRIP, end);
    let queued = queue;
    while (at < limit) {
      const set = bit(at) | (bit(at + 2) << 1) | (bit(at + 4) << 2) | (bit(at + 6) << 3) | (bit(at + 8) << 4) | (bit(at + 10) << 5) | (bit(at + 12) << 6) | (bit(at + 14) << 7);
      // Stored always, kept only if a bit is set: no branch to mispredict.
      store<u32>(queued, <u32>at);
      store<u32>(queued, set, 4);
      queued += <usize>(set != 0) << 3;
      at += BLOCK;
    }
    for (let one = queue; one < queued; one += 8) {
      const block = <usize>load<u32>(one);
      for (let set = load<u32>(one, 4); set != 0; set &= set - 1) {
        out = check(block + (<usize>ctz(set) << 1), start, end, out);
      }
    }
    if (out > outLimit) break;
  }
  resume = at;
  return out;
}
