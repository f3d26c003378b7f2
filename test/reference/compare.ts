// Both engines over one file: what `npm run test:differential` runs in its threads. Tells places and rules, never text.
import { readFileSync } from 'node:fs';
import { createEngine } from '../../src/engine/engine.ts';
import { loadBuiltinRules } from '../../src/rule/pack.ts';
import { syntaxOf } from '../../src/sources/syntax.ts';
import type { Match } from '../../src/types.ts';
import { referenceScan } from './engine.ts';

const rules = loadBuiltinRules();
const engine = createEngine(rules);

/** A match without its text: rule, offsets, layers and what else the engine says of it. */
function tell({ rule, decoded: _, half, ...rest }: Match): string {
  return JSON.stringify({ rule: rule.id, ...rest, ...(half && { half: { rule: half.rule.id, secret: half.secret } }) });
}

export interface Comparison {
  readonly bytes: number;
  readonly matches: number;
  /** What only one of the two found, or found otherwise. */
  readonly differences: readonly string[];
}

export function compareFile(path: string): Comparison {
  const bytes = readFileSync(path);
  const syntax = syntaxOf(path, bytes);
  const fast = engine.scan(bytes, syntax);
  const slow = referenceScan(rules, bytes, syntax);
  const told = { fast: new Set(fast.map(tell)), slow: new Set(slow.map(tell)) };
  const differences = [
    ...[...told.fast].filter((one) => !told.slow.has(one)).map((one) => `only the engine: ${one}`),
    ...[...told.slow].filter((one) => !told.fast.has(one)).map((one) => `only the reference: ${one}`),
    ...(fast.length === slow.length ? [] : [`${fast.length} matches, the reference ${slow.length}`]),
    ...(fast.some(({ decoded }, index) => decoded !== slow[index]?.decoded) ? ['decoded text or order differs'] : []),
  ];
  return { bytes: bytes.length, matches: fast.length, differences };
}
