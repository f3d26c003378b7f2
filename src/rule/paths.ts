// The `paths` of a rule: whether a file is judged by it.
import { compileGlobs } from '../data/glob.ts';
import type { Rule } from '../types.ts';

/** Is a file at this path (relative to the project root) judged by the rule? */
export function createPathFilter(rules: readonly Rule[]): (rule: Rule, path: string) => boolean {
  const filters = new Map(rules.flatMap((rule) => (rule.paths === undefined ? [] : [[rule.id, compileGlobs(rule.paths)]])));
  return (rule, path) => filters.get(rule.id)?.(path) ?? true;
}
