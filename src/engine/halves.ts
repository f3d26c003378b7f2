// Credentials in two parts: an id and its secret are one finding. Which rules go together, the rules say (`requires`).
import type { Match, Span } from '../types.ts';

type Half = Pick<Match, 'rule' | 'secret'>;

/** Every match with its other half, if that stands near enough; without it at the confidence its rule names, or not at all. */
export function pairHalves(matches: readonly Match[]): readonly Match[] {
  if (!matches.some(({ rule }) => rule.requires)) return matches;
  const find = createHalfFinder(matches);
  return matches.flatMap((match) => {
    const { requires } = match.rule;
    if (requires === undefined) return [match];
    const half = find(match.secret, requires.rules, requires.within);
    if (half !== undefined) return [{ ...match, half, evidence: { ...match.evidence, near: true } }];
    return requires.alone === undefined ? [] : [{ ...match, evidence: { ...match.evidence, confidence: requires.alone } }];
  });
}

/** Without the matches that are the other half of one. */
export function withoutHalves(matches: readonly Match[]): readonly Match[] {
  const taken = new Set(matches.flatMap(({ half }) => (half === undefined ? [] : [keyOf(half)])));
  return taken.size === 0 ? matches : matches.filter((match) => !taken.has(keyOf(match)));
}

function keyOf({ rule, secret }: Half): string {
  return `${rule.id} ${secret.start}`;
}

function createHalfFinder(matches: readonly Match[]): (secret: Span, rules: readonly string[], within: number) => Half | undefined {
  const wanted = new Set(matches.flatMap(({ rule }) => rule.requires?.rules ?? []));
  const byRule = new Map<string, Half[]>();
  for (const { rule, secret } of matches) {
    if (!wanted.has(rule.id)) continue;
    const list = byRule.get(rule.id);
    if (list === undefined) byRule.set(rule.id, [{ rule, secret }]);
    else list.push({ rule, secret });
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
function neighbours(halves: readonly Half[], secret: Span): readonly Half[] {
  let low = 0;
  let high = halves.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((halves[middle] as Half).secret.start < secret.start) low = middle + 1;
    else high = middle;
  }
  return halves.slice(Math.max(0, low - 1), low + 1);
}

/** Bytes between two spans; 0 where they meet. */
function distance(a: Span, b: Span): number {
  return Math.max(0, a.start - b.end, b.start - a.end);
}
