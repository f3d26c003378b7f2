// The strings in a WebAssembly module: they lie in its data as the source had them. Loses those in UTF-16 (AssemblyScript).
const MAGIC = Buffer.from('\0asm', 'latin1');

export function isWebAssembly(bytes: Buffer): boolean {
  return bytes.subarray(0, MAGIC.length).equals(MAGIC);
}

/** A blank for every byte that no ASCII text has, so that a column is an offset into the file plus one. */
export function textOfWebAssembly(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => (byte >= 0x20 && byte < 0x7f ? byte : 0x20)));
}
