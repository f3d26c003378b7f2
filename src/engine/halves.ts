// Credentials in two parts: an id and its secret are one finding. Which rules go together, the rules say (`requires`).
import type { Match, Span } from '../types.ts';

type Half = Pick<Match, 'rule' | 'secret'>;

/**
 * Every match with its other half, if that stands near enough, and with what the half says of itself; without it at the
 * confidence its rule names, or not at all.
 */
export function pairHalves(matches: readonly Match[]): readonly Match[] {
  if (!matches.some(({ rule }) => rule.requires)) return matches;
  const find = createHalfFinder(matches);
  return matches.flatMap((match) => {
    const { requires } = match.rule;
    if (requires === undefined) return [match];
    const found = find(match.secret, requires.rules, requires.within);
    if (found !== undefined) return [withHalf(match, found)];
    return requires.alone === undefined ? [] : [{ ...match, evidence: { ...match.evidence, confidence: requires.alone } }];
  });
}

function withHalf(match: Match, { rule, secret, evidence: { facts } }: Match): Match {
  const known = facts === undefined ? match.evidence : { ...match.evidence, facts: { ...facts, ...match.evidence.facts } };
  return { ...match, half: { rule, secret }, evidence: { ...known, near: true } };
}

/** Without the matches that are the other half of one. */
export function withoutHalves(matches: readonly Match[]): readonly Match[] {
  const taken = new Set(matches.flatMap(({ half }) => (half === undefined ? [] : [keyOf(half)])));
  return taken.size === 0 ? matches : matches.filter((match) => !taken.has(keyOf(match)));
}

function keyOf({ rule, secret }: Half): string {
  return `${rule.id} ${secret.start}`;
}

function createHalfFinder(matches: readonly Match[]): (secret: Span, rules: readonly string[], within: number) => Match | undefined {
  const wanted = new Set(matches.flatMap(({ rule }) => rule.requires?.rules ?? []));
  const byRule = new Map<string, Match[]>();
  for (const match of matches) {
    if (!wanted.has(match.rule.id)) continue;
    const list = byRule.get(match.rule.id);
    if (list === undefined) byRule.set(match.rule.id, [match]);
    else list.push(match);
  }
  for (const list of byRule.values()) list.sort((a, b) => a.secret.start - b.secret.start);
  return (secret, rules, within) => {
    const nearest = rules
      .flatMap((id) => neighbours(byRule.get(id) ?? [], secret))
      .filter((half) => distance(half.secret, secret) <= within)
      .sort((a, b) => distance(a.secret, secret) - distance(b.secret, secret) || a.secret.start - b.secret.start);
    return nearest[0];
  };
}

/** The last that starts before the secret and the first that does not; `halves` are ascending. */
function neighbours(halves: readonly Match[], secret: Span): readonly Match[] {
  let low = 0;
  let high = halves.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((halves[middle] as Match).secret.start < secret.start) low = middle + 1;
    else high = middle;
  }
  return halves.slice(Math.max(0, low - 1), low + 1);
}

/** Bytes between two spans; 0 where they meet. */
function distance(a: Span, b: Span): number {
  return Math.max(0, a.start - b.end, b.start - a.end);
}
