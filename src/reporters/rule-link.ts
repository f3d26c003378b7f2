// Where a rule is explained on the web.
import type { Rule } from '../types.ts';

/** The repository, as a web address without a trailing slash. */
export const homepage = 'https://github.com/leaklint/leaklint';

/** Our page for a built-in rule; for a user's own rule its first reference, if it names one. */
export function ruleLink(rule: Rule): string | undefined {
  return rule.builtin ? `${homepage}/blob/main/docs/rules/${rule.id}.md` : rule.references[0];
}
