// The `paths` of a rule: whether a file is judged by it.
import { compileGlobs, type PathMatcher } from '../data/glob.ts';
import type { Rule } from '../types.ts';

/** Is a file at a path (relative to the project root) judged by a rule? Its globs are compiled when it first has a match. */
export function createPathFilter(): (rule: Rule, path: string) => boolean {
  const filters = new Map<Rule, PathMatcher>();
  return (rule, path) => {
    if (rule.paths === undefined) return true;
    const filter = filters.get(rule) ?? compileGlobs(rule.paths);
    filters.set(rule, filter);
    return filter(path);
  };
}
