// A counter in shared memory by which threads share a list: each claims the next of it until none is left.

/** How many have been claimed, perhaps more than there are. */
export type Claims = Int32Array;

export function createClaims(): Claims {
  return new Int32Array(new SharedArrayBuffer(4));
}

/** Claims one index after the other, below `count`; no thread gets what another one has. */
export function* claim(claims: Claims, count: number): Generator<number, void, undefined> {
  for (let index = Atomics.add(claims, 0, 1); index < count; index = Atomics.add(claims, 0, 1)) yield index;
}

/** How many of `count` have been claimed. */
export function claimedOf(claims: Claims, count: number): number {
  return Math.min(count, Atomics.load(claims, 0));
}
