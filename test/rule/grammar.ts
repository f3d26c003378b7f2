// Random patterns in a small grammar, random texts near them, and texts that a tree matches: what the properties of
// these tests are tried on.
import * as fc from 'fast-check';
import { members } from '../../src/rule/byte-set.ts';
import { pick, type Random } from '../../src/rule/random.ts';
import type { Node } from '../../src/rule/tree.ts';

const atoms = [
  'a', 'b', 'k', 'K', '1', '_', '-', ' ', '\\.', '\\n', '\\x41', '.', '[^]',
  '\\d', '\\D', '\\w', '\\W', '\\s', '\\S', '[ab]', '[^a]', '[a-z]', '[A-k]', '[^\\d_]', '[\\w-]', '[^\\W1]', '[\\s\\d]',
];
const counts = ['', '', '', '?', '??', '{2}', '{0,3}', '{1,2}?', '{2,4}', '{3}?'];

const counted = (atom: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(atom, fc.constantFrom(...counts)).map(([one, count]) => one + count);
const joined = (term: fc.Arbitrary<string>, by: string, maxLength: number, minLength = 1): fc.Arbitrary<string> =>
  fc.array(term, { minLength, maxLength }).map((items) => items.join(by));
const simple = counted(fc.constantFrom(...atoms));
const group = (term: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  counted(joined(joined(term, '', 2, 0), '|', 3).map((one) => `(?:${/^\|*$/.test(one) ? 'a' : one})`));
const inner = group(fc.oneof({ weight: 5, arbitrary: simple }, { weight: 1, arbitrary: group(simple) }));
const pattern = joined(joined(fc.oneof({ weight: 3, arbitrary: simple }, { weight: 2, arbitrary: inner }), '', 4), '|', 2);

/** Patterns without `(?i:…)`, which Node 20 does not read; one in three marks a secret. */
export const patterns: fc.Arbitrary<string> = fc.oneof(
  pattern,
  pattern,
  fc.tuple(pattern, pattern, pattern).map(([before, secret, after]) => `(?:${before})(?<secret>${secret})(?:${after})`),
);

/** Latin-1 texts of the characters that the patterns tell apart. `\xa0` is left out: JavaScript's `\s` holds it. */
export const texts: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...'aabbkK1_- .zZ\n\r\tA9=', '\0', '\x7f', '\x80', '\x85', '\xe9', '\xff'), { maxLength: 24 })
  .map((parts) => parts.join(''));

/** A text that the tree matches, any byte of a set and any count being possible: shortest and longest ones often. */
export function anySample(node: Node, random: Random): string {
  switch (node.kind) {
    case 'set':
      return pick(random, members(node.bytes));
    case 'secret':
      return anySample(node.item, random);
    case 'sequence':
      return node.items.map((item) => anySample(item, random)).join('');
    case 'choice':
      return anySample(node.items[Math.floor(random() * node.items.length)] as Node, random);
    case 'repeat': {
      const extremes = [node.min, node.max];
      const count = random() < 0.6 ? extremes[Math.floor(random() * 2)] : node.min + Math.floor(random() * (node.max - node.min + 1));
      return Array.from({ length: count as number }, () => anySample(node.item, random)).join('');
    }
    default:
      return node satisfies never;
  }
}
