// One rule on one text: its pattern at the starts that its gate allows, ascending, without overlap; blocks to their end.
import type { Pattern, Rule, Span } from '../types.ts';
import { canStart, lookahead } from './boundary.ts';

/** Longest block, from the end of what begins it, in bytes. */
export const BLOCK_LIMIT = 65_536;

const SECRET = '(?<secret>';

/** Where a rule's pattern matched, before judgement. */
export interface RawMatch extends Span {
  readonly secret: Span;
}

/** Offsets at which a match may begin, inclusive. */
export interface Starts {
  readonly from: number;
  readonly to: number;
}

export interface RuleMatcher {
  /**
   * `starts` are ascending by `from`; they may overlap. `take` says whether a match is a credential: what is none hides
   * nothing that begins inside it.
   */
  match(text: string, starts: readonly Starts[], take: (match: RawMatch) => boolean): void;
}

/** Compiles nothing until it is first asked: most rules never have a candidate. */
export function createRuleMatcher(rule: Rule): RuleMatcher {
  const { pattern } = rule;
  let regex: RegExp | undefined;
  const matchAt = (text: string, start: number): RawMatch | undefined => {
    if (!pattern.first.includes(text.charAt(start)) || !canStart(text, start, pattern.before)) return undefined;
    regex ??= compile(pattern);
    regex.lastIndex = start;
    return toRawMatch(regex.exec(text));
  };
  return {
    match(text, starts, take) {
      const begins: RawMatch[] = [];
      const accept = (match: RawMatch): boolean => {
        if (rule.blockEnd !== undefined) return begins.push(match) > 0;
        const kept = trimmed(match, pattern.trimTo, text);
        return kept !== undefined && take(kept);
      };
      let next = 0;
      for (const { from, to } of starts) {
        for (let start = Math.max(from, next); start <= to; start = next) {
          const match = matchAt(text, start);
          next = match !== undefined && accept(match) ? match.end : start + 1;
        }
      }
      if (rule.blockEnd !== undefined) blocks(begins, rule.blockEnd, text).forEach(take);
    },
  };
}

// One for all engines of a process: to compile many takes longer than most scans.
const compiled = new WeakMap<Pattern, RegExp>();

function compile(pattern: Pattern): RegExp {
  const regex = compiled.get(pattern) ?? toRegExp(pattern);
  compiled.set(pattern, regex);
  return regex;
}

/**
 * What begins at a place. The empty assertion before the secret always holds: V8 compiles what stands behind it once, not
 * once for each way to get there: patterns of names and values in less than half of the time.
 */
function toRegExp({ source, after }: Pattern): RegExp {
  return new RegExp(`(?:${source.replace(SECRET, `(?=)${SECRET}`)})${lookahead(after)}`, 'dy');
}

function toRawMatch(result: RegExpExecArray | null): RawMatch | undefined {
  if (result?.indices === undefined) return undefined;
  const [start, end] = result.indices[0] as [number, number];
  const secret = result.indices.groups?.['secret'] ?? [start, end];
  return { start, end, secret: { start: secret[0], end: secret[1] } };
}

function trimmed(match: RawMatch, least: number | undefined, text: string): RawMatch | undefined {
  if (least === undefined) return match;
  let { start, end } = match.secret;
  while (end > start && '_-'.includes(text.charAt(end - 1))) end--;
  return end - start < least ? undefined : { ...match, secret: { start, end } };
}

/** Each beginning with the first end after it, if no other beginning stands between and it is not too far. */
function blocks(begins: readonly RawMatch[], endSource: string, text: string): readonly RawMatch[] {
  const end = new RegExp(endSource, 'g');
  return begins.flatMap((begin, index) => {
    const limit = Math.min(begin.end + BLOCK_LIMIT, begins[index + 1]?.start ?? text.length);
    end.lastIndex = 0;
    const found = end.exec(text.slice(begin.end, limit));
    if (found === null) return [];
    const span = { start: begin.start, end: begin.end + found.index + found[0].length };
    return [{ ...span, secret: span }];
  });
}
