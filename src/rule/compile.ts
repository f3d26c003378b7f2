// A rule record to a rule that can run: its pattern in canonical form and everything that is derived from the tree.
import type { After, Before, Near, Pattern, Provider, Rule, RuleId } from '../types.ts';
import { assignedPattern, namesPattern } from './assigned.ts';
import { members } from './byte-set.ts';
import { commandPattern } from './command.ts';
import { emit } from './emit.ts';
import { findGate } from './gate.ts';
import { parsePattern, PatternError } from './parse-pattern.ts';
import type { RuleRecord } from './record.ts';
import { MAX_STEPS, stepBound } from './steps.ts';
import { literalPattern } from './literal.ts';
import { first, secretOf, width, type Node } from './tree.ts';

/** Widest match of a pattern, in bytes. What is longer by nature has the `block` form. */
export const MAX_WIDTH = 16_384;

/**
 * Compiles one rule.
 * @throws PatternError when the pattern is refused.
 */
export function compileRule(record: RuleRecord, provider: Provider, builtin: boolean): Rule {
  const { source, before, after, begin } = patternOf(record);
  const { trimTo, ...untrimmed } = compilePattern(source, before, after, record.block !== undefined || record.literal !== undefined, begin);
  // A plausible value is judged whole, up to the end of its literal.
  const isTrimmed = trimTo !== undefined && record.plausible === undefined;
  const whole = isTrimmed ? { ...untrimmed, trimTo } : untrimmed;
  // Nothing of a literal may be shown.
  const pattern = record.literal === undefined ? whole : { ...whole, prefix: '' };
  return {
    id: record.id as RuleId,
    provider,
    title: record.title,
    risk: record.risk,
    severity: record.severity,
    confidence: record.confidence,
    exposure: record.exposure,
    tags: record.tags ?? [],
    references: record.references,
    examples: record.examples,
    pattern,
    ...(record.block && { blockEnd: compilePattern(record.block.end, 'none', 'none', true).source }),
    ...(record.entropy !== undefined && { entropy: record.entropy }),
    ...(record.checksum && { checksum: record.checksum }),
    ...(record.structure && { structure: record.structure }),
    ...(record.plausible && { plausible: record.plausible }),
    ...(record.claims && { claims: record.claims }),
    ...(record.near && { near: compileNear(record.near) }),
    ...(record.requires && { requires: record.requires }),
    ...(record.exposureNear && {
      exposureNear: record.exposureNear.map(({ exposure, near }) => ({ exposure, near: compileNear(near) })),
    }),
    allow: record.allow?.map(toBytes) ?? [],
    ...(record.paths && { paths: record.paths }),
    builtin,
  };
}

function compileNear({ words, within }: Near): Near {
  return { words: words.map((word) => toBytes(word.toLowerCase()).toLowerCase()), within };
}

/** A text of the record as the engine sees it: one character a byte. */
function toBytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}

interface Source {
  readonly source: string;
  readonly before: Before;
  readonly after: After;
  /**
   * A pattern that every match begins with, where that is enough to look for: the automaton of thousands of letters takes
   * seconds, that of what may stand behind a name takes hundreds of times the room of the name's, in tables loaded at each start.
   */
  readonly begin?: string;
}

function patternOf(record: RuleRecord): Source {
  const after = record.boundary ?? 'token';
  if (record.assigned !== undefined) {
    const { names, value } = record.assigned;
    const source = assignedPattern(names, value, record.plausible !== undefined);
    // A name of one word is in every text.
    const isRare = names.every((name) => name.includes('_'));
    return { source, before: 'name', after, ...(isRare && { begin: namesPattern(names) }) };
  }
  if (record.command !== undefined) {
    return { source: commandPattern(record.command.commands, record.command.value), before: 'token', after };
  }
  if (record.block !== undefined) return { source: record.block.begin, before: 'none', after: 'none' };
  if (record.literal !== undefined) {
    return { source: literalPattern(record.literal), before: 'token', after, begin: literalPattern(Array.from(record.literal).slice(0, LITERAL_BEGIN).join('')) };
  }
  return { source: record.pattern ?? '', before: after === 'none' ? 'none' : 'token', after };
}

const LITERAL_BEGIN = 32;

function compilePattern(source: string, before: Before, after: After, mayBeFixed: boolean, begin?: string): Pattern {
  const tree = parsePattern(source);
  const { min, max } = width(tree);
  const start = first(tree);
  if (start.nullable) throw new PatternError('it matches the empty text');
  if (max > MAX_WIDTH) throw new PatternError(`it can match ${max} bytes; the most is ${MAX_WIDTH} (or use \`block\`)`);
  const gate = findGate(begin === undefined ? tree : parsePattern(begin));
  if (gate === undefined) {
    throw new PatternError('nothing in it is fixed: every match must contain a literal of three characters or more');
  }
  const starts = 1 + gate.before.max - gate.before.min;
  const steps = starts * stepBound(tree, after);
  if (steps > MAX_STEPS) {
    const most = MAX_STEPS.toLocaleString('en');
    throw new PatternError(
      `it could take more than ${most} steps on one match: adjacent runs share bytes, or a run holds another`,
    );
  }
  const secret = secretOf(tree);
  const prefix = literalPrefix(secret);
  // It would be shown, and be taken for a placeholder.
  if (!mayBeFixed && width(secret).max === prefix.length) throw new PatternError('it is one fixed text, with nothing in it to hide');
  return {
    source: emit(tree),
    before,
    after,
    gate,
    first: members(start.bytes),
    minWidth: min,
    maxWidth: max,
    steps,
    prefix,
    ...(endsInOpenTokenRun(secret) && { trimTo: width(secret).min }),
  };
}

function literalPrefix(node: Node): string {
  const items = node.kind === 'sequence' ? node.items : [node];
  let prefix = '';
  for (const item of items) {
    const bytes = item.kind === 'set' ? members(item.bytes) : '';
    if (bytes.length !== 1) break;
    prefix += bytes;
  }
  return prefix;
}

const UNDERSCORE = 0x5f;
const HYPHEN = 0x2d;

function endsInOpenTokenRun(node: Node): boolean {
  if (node.kind === 'sequence') {
    const last = node.items.at(-1);
    return last !== undefined && endsInOpenTokenRun(last);
  }
  if (node.kind !== 'repeat' || node.min === node.max || node.item.kind !== 'set') return false;
  return node.item.bytes[UNDERSCORE] === 1 || node.item.bytes[HYPHEN] === 1;
}
