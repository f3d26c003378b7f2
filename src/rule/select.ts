// Selectors: rules named by id, provider, severity or tag. The same words serve --only, --skip and the config.
import { LeaklintError, suggest } from '../errors.ts';
import type { Rule } from '../types.ts';

/** Does the selector name this rule? */
export function matchesSelector(selector: string, rule: Rule): boolean {
  return (
    rule.id === selector ||
    rule.provider.id === selector ||
    rule.severity === selector ||
    rule.tags.includes(selector)
  );
}

// The rules that `leaklint bundle` adds. A configuration that names them holds for every command.
const BUNDLE_RULES = ['source-map', 'source-map-sources', 'environment'];

function isOfBundle(selector: string): boolean {
  return BUNDLE_RULES.includes(selector) || selector.startsWith('environment-');
}

/** @throws LeaklintError UNKNOWN_SELECTOR for the first selector that names no rule, with the nearest that does. */
export function checkSelectors(selectors: readonly string[], rules: readonly Rule[]): void {
  for (const selector of selectors) {
    if (isOfBundle(selector) || rules.some((rule) => matchesSelector(selector, rule))) continue;
    const known = [...new Set([...BUNDLE_RULES, ...rules.flatMap((rule) => [rule.id, rule.provider.id, rule.severity, ...rule.tags])])];
    const hint = suggest(selector, known) || 'a selector is a rule id, a provider, a severity or a tag: leaklint rules list';
    throw new LeaklintError('UNKNOWN_SELECTOR', `no rule, provider, severity or tag is called "${selector}"`, hint);
  }
}

/** The rules named by `only` (all when empty) and not by `skip`. */
export function selectRules(rules: readonly Rule[], only: readonly string[], skip: readonly string[]): readonly Rule[] {
  const isNamed = (selectors: readonly string[], rule: Rule): boolean =>
    selectors.some((selector) => matchesSelector(selector, rule));
  return rules.filter((rule) => (only.length === 0 || isNamed(only, rule)) && !isNamed(skip, rule));
}
