// How long a backtracking matcher can be kept busy by one window of hostile text: an upper bound from the tree alone.
//
// Two numbers a node: `steps`, the bytes it can consume from one start, and `ways`, the end positions from which what
// follows can begin. A sequence multiplies: every way of one item pays the steps of the next.
//
// Why `ways` of a run is 1 when its bytes and the following bytes do not overlap: at any end but the last, the next
// byte belongs to the run and so cannot begin what follows.
import type { After } from '../types.ts';
import { byteSetOf, complement, EMPTY, overlaps, union, WORD, type ByteSet } from './byte-set.ts';
import { first, type Node } from './tree.ts';

/** More steps than this each time its gate opens and the pattern is refused. */
export const MAX_STEPS = 1_000_000;

interface Cost {
  readonly ways: number;
  readonly steps: number;
}

/** Upper bound of matching steps from one start. May be Infinity. */
export function stepBound(pattern: Node, after: After): number {
  return cost(pattern, complement(FORBIDDEN_AFTER[after])).steps;
}

const FORBIDDEN_AFTER: Readonly<Record<After, ByteSet>> = {
  token: WORD,
  base64: union(WORD, byteSetOf('+/=')),
  none: EMPTY,
};

function cost(node: Node, follow: ByteSet): Cost {
  switch (node.kind) {
    case 'set':
      return { ways: 1, steps: 1 };
    case 'secret':
      return cost(node.item, follow);
    case 'sequence':
      return sequenceCost(node.items, follow);
    case 'choice':
      return choiceCost(node.items, follow);
    case 'repeat':
      return repeatCost(node, follow);
    default:
      return node satisfies never;
  }
}

function sequenceCost(items: readonly Node[], follow: ByteSet): Cost {
  const follows = followsOf(items, follow);
  let ways = 1;
  let steps = 0;
  items.forEach((item, index) => {
    const one = cost(item, follows[index] as ByteSet);
    steps += ways * one.steps;
    ways *= one.ways;
  });
  return { ways, steps };
}

/** What can follow each item; from the last to the first, so that a long sequence takes no square of its length. */
function followsOf(items: readonly Node[], follow: ByteSet): readonly ByteSet[] {
  const follows: ByteSet[] = [];
  let next = follow;
  for (const item of items.toReversed()) {
    follows.push(next);
    const { bytes, nullable } = first(item);
    next = nullable ? union(bytes, next) : bytes;
  }
  return follows.reverse();
}

// The next byte is one byte: only the alternatives that can begin with it, or with nothing, are entered.
function choiceCost(items: readonly Node[], follow: ByteSet): Cost {
  const costs = items.map((item) => ({ ...first(item), ...cost(item, follow) }));
  let ways = 0;
  let steps = 0;
  for (let byte = 0; byte < 256; byte++) {
    const entered = costs.filter((one) => one.nullable || one.bytes[byte] === 1);
    ways = Math.max(ways, entered.reduce((sum, one) => sum + one.ways, 0));
    steps = Math.max(steps, entered.reduce((sum, one) => sum + one.steps, 0));
  }
  return { ways, steps: steps + items.length };
}

function repeatCost(node: Node & { kind: 'repeat' }, follow: ByteSet): Cost {
  const start = first(node.item);
  const one = cost(node.item, union(start.bytes, follow));
  let rounds = 1;
  let steps = 0;
  let ends = node.min === 0 ? 1 : 0;
  for (let round = 1; round <= node.max && steps < Number.POSITIVE_INFINITY; round++) {
    steps += rounds * one.steps;
    rounds *= one.ways;
    if (round >= node.min) ends += rounds;
  }
  const ways = start.nullable || overlaps(start.bytes, follow) ? ends : rounds;
  return { ways, steps: steps + ends };
}
