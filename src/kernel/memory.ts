// The memory of the WebAssembly module: handed out from its start, never given back; it grows, and its views with it.

export interface KernelMemory {
  /** The address of so many new bytes, all zero, at a multiple of 16. */
  take(size: number): number;
  /** The address of a copy of a table. */
  put(table: Uint8Array | Uint16Array | Uint32Array): number;
  /** Makes room up to an address. */
  reserve(end: number): void;
  /** Valid until the next call that can make room. */
  bytes(): Buffer;
  words(): Uint32Array;
}

const PAGE = 65_536;
// Below lie the few words that AssemblyScript keeps for itself.
const FIRST = 1024;

export function createMemory(memory: WebAssembly.Memory): KernelMemory {
  let used = FIRST;
  let bytes = Buffer.from(memory.buffer);
  let words = new Uint32Array(memory.buffer);
  const reserve = (end: number): void => {
    const missing = end - bytes.length;
    if (missing <= 0) return;
    memory.grow(Math.ceil(missing / PAGE));
    bytes = Buffer.from(memory.buffer);
    words = new Uint32Array(memory.buffer);
  };
  const take = (size: number): number => {
    const at = used;
    used = (used + size + 15) & ~15;
    reserve(used);
    return at;
  };
  return {
    take,
    put(table) {
      const at = take(table.byteLength);
      bytes.set(new Uint8Array(table.buffer, table.byteOffset, table.byteLength), at);
      return at;
    },
    reserve,
    bytes: () => bytes,
    words: () => words,
  };
}
