// Which of many ids in some bytes are the same, in little memory: an open hash table of their places. An id is a hash already.

export interface IdIndex {
  /** Takes in the id at a place. False if it was there. */
  add(at: number): boolean;
  /** The first place where the id was taken in. */
  find(id: Buffer): number | undefined;
}

/** Room for so many ids of so many bytes. */
export function createIdIndex(bytes: Buffer, idBytes: number, most: number): IdIndex {
  const mask = 2 ** Math.ceil(Math.log2(2 * most + 1)) - 1;
  // One more than a place; 0 if free.
  const slots = new Uint32Array(mask + 1);
  const isSame = (source: Buffer, at: number, place: number): boolean => {
    for (let index = 0; index < idBytes; index++) if (source[at + index] !== bytes[place + index]) return false;
    return true;
  };
  /** The slot of an id, or a free one. */
  const slotOf = (source: Buffer, at: number): number => {
    let slot = source.readUInt32LE(at) & mask;
    while (slots[slot] !== 0 && !isSame(source, at, (slots[slot] as number) - 1)) slot = (slot + 1) & mask;
    return slot;
  };
  return {
    add(at) {
      const slot = slotOf(bytes, at);
      if (slots[slot] !== 0) return false;
      slots[slot] = at + 1;
      return true;
    },
    find(id) {
      const place = slots[slotOf(id, 0)] as number;
      return place === 0 ? undefined : place - 1;
    },
  };
}
