// The kernel as the engine sees it: gates and texts in, places out. Owns the memory of the WebAssembly module.
import { LONGEST_WALK, type Gate } from '../gate.ts';
import { KERNEL } from '../generated/kernel.ts';
import type { LayerName, Span } from '../types.ts';
import { createMemory, type KernelMemory } from './memory.ts';

/** Holds one text at a time; what it finds is in the text that was loaded last. */
export interface Kernel {
  /** Bytes, or a text of one character a byte. */
  load(text: Uint8Array | string): void;
  /** Calls `open` with the index of the gate for every offset at which it opens. Nothing may be loaded from `open`. */
  findOpenings(open: (gate: number, offset: number) => void): void;
  findEncoded(): Encoded;
}

/**
 * Runs of base64 that hold text, `=` at their end included; of each kind of escape the sections with one that hides
 * something; and where strings are put together: `" + "`, or the `$` of `${"`, the `.` of `".concat("`, the `]` of `].join("")`.
 * What begins an escape of the kind outside a section is more than 256 bytes from those inside. All ascending.
 */
export type Encoded = Readonly<Record<LayerName, readonly Span[]>>;

interface Exports {
  readonly memory: WebAssembly.Memory;
  initOpenings(bitmap: number, slots: number, slotBits: number, entries: number, gates: number, queue: number, hash: number, longestWalk: number): void;
  addGrams(grams: number, count: number, gate: number, offset: number): number;
  findOpenings(start: number, from: number, end: number, out: number, outLimit: number): number;
  reachedOpenings(): number;
  initEncoded(table: number, sections: number): void;
  findEncoded(start: number, from: number, end: number, out: number, outLimit: number): number;
  reachedEncoded(): number;
}

const BITMAP = 1 << 17;
const QUEUE = 2048;
const GATE = 32;
const GRAM = 4;
// What a table may lose to alignment.
const ALIGNED = 48;
// Zero bytes that the kernel may read behind a text.
const PADDING = 64;
// Room for what one strip can add when the output is already full: 2,056 places, each with every gate of a gram, or with a
// junction of strings, of which no two share a quote.
const STRIP_PLACES = 2056;
const OUTPUT = 32_768;
const HASH = 0x9e3779b1;
// By the numbers that `assembly/entries.ts` has.
const KINDS: readonly LayerName[] = ['base64', 'percent', 'escape', 'html', 'concatenation'];

let compiled: WebAssembly.Module | undefined;

/** A kernel for these gates; one that stands in the list more than once is looked for once. */
export function createKernel(gates: readonly Gate[]): Kernel {
  compiled ??= new WebAssembly.Module(Buffer.from(KERNEL, 'base64'));
  const wasm = new WebAssembly.Instance(compiled).exports as Exports;
  const memory = createMemory(wasm.memory);
  const indexes = new Map<Gate, number[]>();
  gates.forEach((gate, index) => {
    const known = indexes.get(gate);
    if (known === undefined) indexes.set(gate, [index]);
    else known.push(index);
  });
  const most = addGates(wasm, memory, [...indexes.keys()]);
  const indexesOf = [...indexes.values()];
  wasm.initEncoded(memory.take(256), memory.take(16 * KINDS.length));
  const output = memory.take(OUTPUT + STRIP_PLACES * Math.max(2, most) * 8);
  const text = memory.take(PADDING);
  const limit = output + OUTPUT;
  let end = text;

  /** All that a search writes, in entries of so many words, however often its output is full. */
  const collect = (search: typeof wasm.findOpenings, reached: () => number, size: number, take: (words: Uint32Array, at: number) => void): void => {
    const words = memory.words();
    for (let from = text; from < end; from = reached()) {
      const last = search(text, from, end, output, limit) >>> 2;
      for (let at = output >>> 2; at < last; at += size) take(words, at);
    }
  };

  return {
    load(content) {
      end = text + content.length;
      memory.reserve(end + PADDING);
      const bytes = memory.bytes();
      if (typeof content === 'string') bytes.write(content, text, 'latin1');
      else bytes.set(content, text);
      bytes.fill(0, end, end + PADDING);
    },
    findOpenings(open) {
      collect(wasm.findOpenings, wasm.reachedOpenings, 2, (words, at) => {
        for (const index of indexesOf[words[at] as number] as readonly number[]) open(index, words[at + 1] as number);
      });
    },
    findEncoded() {
      const found: Record<LayerName, Span[]> = { base64: [], percent: [], escape: [], html: [], concatenation: [] };
      collect(wasm.findEncoded, wasm.reachedEncoded, 3, (words, at) => {
        const kind = KINDS[words[at] as number] as LayerName;
        found[kind].push({ start: words[at + 1] as number, end: words[at + 2] as number });
      });
      return found;
    },
  };
}

/** Puts the tables of the gates into memory; returns the greatest number of gates that one gram belongs to. */
function addGates(wasm: Exports, memory: KernelMemory, gates: readonly Gate[]): number {
  const places = gates.flatMap((gate) => gate.places);
  const grams = places.reduce((sum, place) => sum + place.grams.length, 0);
  const slotBits = Math.max(8, Math.ceil(Math.log2(2 * grams + 1)));
  const tables = gates.reduce((sum, { automaton }) => sum + automaton.columns.byteLength + automaton.next.byteLength, 0);
  // Growing is slow: once for all that follows.
  memory.reserve(memory.take(0) + BITMAP + (8 << slotBits) + grams * (8 + GRAM) + tables + gates.length * (GATE + ALIGNED) + places.length * ALIGNED);
  const records = memory.take(gates.length * GATE);
  wasm.initOpenings(memory.take(BITMAP), memory.take(8 << slotBits), slotBits, memory.take((grams + 1) * 8), records, memory.take(QUEUE), HASH, LONGEST_WALK);
  let most = 1;
  gates.forEach(({ automaton, places: gatePlaces }, index) => {
    const { columns, next, width, start } = automaton;
    const record = [memory.put(columns), memory.put(next), width, start];
    memory.words().set(record, (records + index * GATE) >>> 2);
    for (const place of gatePlaces) most = Math.max(most, wasm.addGrams(memory.put(place.grams), place.grams.length, index, place.at + 1));
  });
  return most;
}
