// The kernel as the engine sees it: gates in, places at which they open out. Owns the memory of the WebAssembly module.
import type { Gate } from '../gate.ts';
import { KERNEL } from '../generated/kernel.ts';

export interface Kernel {
  /** Calls `open` with the index of the gate for every offset at which it opens. Not to be called from `open`. */
  find(bytes: Uint8Array, open: (gate: number, offset: number) => void): void;
}

interface Exports {
  readonly memory: WebAssembly.Memory;
  init(bitmap: number, slots: number, slotBits: number, entries: number, gates: number, queue: number, hash: number): void;
  addGrams(grams: number, count: number, gate: number, offset: number): void;
  scan(start: number, from: number, end: number, out: number, outLimit: number): number;
  reached(): number;
}

const BITMAP = 1 << 17;
const QUEUE = 1024;
const GATE = 32;
const PAGE = 65_536;
// Zero bytes that the kernel may read behind a text.
const PADDING = 64;
// Room for what one strip can add when the output is already nearly full: 2,048 places, each with every gate of a gram.
const STRIP_PLACES = 2048;
const OUTPUT = 32_768;
const HASH = 0x9e3779b1;

let compiled: WebAssembly.Module | undefined;

/** A kernel for these gates. */
export function createKernel(gates: readonly Gate[]): Kernel {
  compiled ??= new WebAssembly.Module(Buffer.from(KERNEL, 'base64'));
  const wasm = new WebAssembly.Instance(compiled).exports as Exports;
  const { memory } = wasm;
  let used = 1024;
  const take = (size: number): number => {
    const at = used;
    used = (used + size + 15) & ~15;
    reserve(memory, used);
    return at;
  };
  const put = (data: Uint8Array): number => {
    const at = take(data.byteLength);
    new Uint8Array(memory.buffer).set(data, at);
    return at;
  };

  const gramCount = gates.flatMap(({ places }) => places).reduce((sum, { grams }) => sum + grams.length, 0);
  const slotBits = Math.max(8, Math.ceil(Math.log2(2 * gramCount + 1)));
  const table = take(gates.length * GATE);
  wasm.init(take(BITMAP), take(8 << slotBits), slotBits, take((gramCount + 1) * 8), table, take(QUEUE), HASH);
  const perGram = new Map<number, number>();
  gates.forEach(({ automaton, reach, places }, index) => {
    const { columns, next, width, start } = automaton;
    const record = [put(columns), put(bytesOf(next)), width, start, reach];
    new Uint32Array(memory.buffer, table + index * GATE, record.length).set(record);
    for (const { at, grams } of places) {
      for (const gram of grams) perGram.set(gram, (perGram.get(gram) ?? 0) + 1);
      wasm.addGrams(put(bytesOf(grams)), grams.length, index, at + 1);
    }
  });
  const most = Math.max(1, ...perGram.values());
  const output = take(OUTPUT + STRIP_PLACES * most * 8);
  const text = take(PADDING);

  return {
    find(bytes, open) {
      const end = text + bytes.length;
      reserve(memory, end + PADDING);
      const view = new Uint8Array(memory.buffer);
      view.set(bytes, text);
      view.fill(0, end, end + PADDING);
      const found = new Uint32Array(memory.buffer);
      for (let from = text; from < end; from = wasm.reached()) {
        const last = wasm.scan(text, from, end, output, output + OUTPUT) >>> 2;
        for (let at = output >>> 2; at < last; at += 2) open(found[at] as number, found[at + 1] as number);
      }
    },
  };
}

function reserve(memory: WebAssembly.Memory, size: number): void {
  const missing = size - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
}

function bytesOf(list: Uint16Array | Uint32Array): Uint8Array {
  return new Uint8Array(list.buffer, list.byteOffset, list.byteLength);
}
