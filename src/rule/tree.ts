// The syntax tree of a pattern, reduced to what can be reasoned about: byte sets, sequence, choice, counted repeat.
import type { ByteSet } from './byte-set.ts';
import { EMPTY, union } from './byte-set.ts';

export type Node =
  | { readonly kind: 'set'; readonly bytes: ByteSet }
  | { readonly kind: 'sequence'; readonly items: readonly Node[] }
  | { readonly kind: 'choice'; readonly items: readonly Node[] }
  | {
      readonly kind: 'repeat';
      readonly item: Node;
      readonly min: number;
      readonly max: number;
      readonly greedy: boolean;
    }
  | { readonly kind: 'secret'; readonly item: Node };

/** Least and greatest number of bytes a node matches. */
export function width(node: Node): { readonly min: number; readonly max: number } {
  switch (node.kind) {
    case 'set':
      return { min: 1, max: 1 };
    case 'secret':
      return width(node.item);
    case 'sequence':
      return node.items.map(width).reduce((sum, one) => ({ min: sum.min + one.min, max: sum.max + one.max }), {
        min: 0,
        max: 0,
      });
    case 'choice': {
      const widths = node.items.map(width);
      return { min: Math.min(...widths.map((one) => one.min)), max: Math.max(...widths.map((one) => one.max)) };
    }
    case 'repeat': {
      const one = width(node.item);
      return { min: one.min * node.min, max: one.max === 0 ? 0 : one.max * node.max };
    }
    default:
      return node satisfies never;
  }
}

/** Bytes a match of the node can start with; `nullable` if it can be empty. */
export function first(node: Node): { readonly bytes: ByteSet; readonly nullable: boolean } {
  switch (node.kind) {
    case 'set':
      return { bytes: node.bytes, nullable: false };
    case 'secret':
      return first(node.item);
    case 'sequence':
      return firstOfSequence(node.items);
    case 'choice': {
      const firsts = node.items.map(first);
      return { bytes: union(...firsts.map((one) => one.bytes)), nullable: firsts.some((one) => one.nullable) };
    }
    case 'repeat': {
      const one = first(node.item);
      return { bytes: one.bytes, nullable: one.nullable || node.min === 0 };
    }
    default:
      return node satisfies never;
  }
}

export function firstOfSequence(items: readonly Node[]): { readonly bytes: ByteSet; readonly nullable: boolean } {
  let bytes = EMPTY;
  for (const item of items) {
    const one = first(item);
    bytes = union(bytes, one.bytes);
    if (!one.nullable) return { bytes, nullable: false };
  }
  return { bytes, nullable: true };
}

/** The node of the group `secret`, else the whole pattern. */
export function secretOf(node: Node): Node {
  return findSecret(node) ?? node;
}

export function findSecret(node: Node): Node | undefined {
  switch (node.kind) {
    case 'set':
      return undefined;
    case 'secret':
      return node.item;
    case 'repeat':
      return findSecret(node.item);
    case 'sequence':
    case 'choice':
      for (const item of node.items) {
        const found = findSecret(item);
        if (found !== undefined) return found;
      }
      return undefined;
    default:
      return node satisfies never;
  }
}
