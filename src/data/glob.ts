// Globs that strangers write (configuration, rule packs), matched in time proportional to glob times path. Not
// picomatch: it makes regular expressions, and `*a*a*a*a*a*a*b` against a name of 100 letters runs for minutes.
import { GlobError, parseGlob, star, type Star } from './glob-parse.ts';

/** Does a path (relative, with `/`) match? Names that start with a dot are like any other. */
export type PathMatcher = (path: string) => boolean;

/** What is wrong with the glob, as a predicate (`must not be negated`), and what to write instead. */
export function checkGlob(glob: string): { readonly message: string; readonly hint: string } | undefined {
  try {
    parseGlob(glob);
    return undefined;
  } catch (error) {
    if (error instanceof GlobError) return { message: error.message, hint: error.hint };
    throw error;
  }
}

/**
 * A matcher for paths that match any of the globs: `*`, `**`, `?`, `[a-z]`, `[!a-z]`, `{a,b}`, `\` before a special
 * character. Never matches without globs.
 * @throws GlobError for what `checkGlob` refuses
 */
export function compileGlobs(globs: readonly string[]): PathMatcher {
  const alternatives = globs.flatMap(parseGlob);
  return (path) => {
    const names = path.split('/').map((name) => [...name]);
    return alternatives.some((segments) =>
      matches(segments, names, (tests, name) => matches(tests, name, (test, char) => test(char))),
    );
  };
}

/** The greedy algorithm for wildcards: only the last star is ever retried, so at most pattern times items steps. */
function matches<Part, Item>(
  pattern: readonly (Part | Star)[],
  items: readonly Item[],
  accepts: (part: Part, item: Item) => boolean,
): boolean {
  let at = 0;
  let lastStar = -1;
  let resume = 0;
  for (let index = 0; index < items.length; ) {
    const part = pattern[at];
    if (part === star) {
      lastStar = at++;
      resume = index;
    } else if (part !== undefined && accepts(part as Part, items[index] as Item)) {
      at++;
      index++;
    } else if (lastStar >= 0) {
      at = lastStar + 1;
      index = ++resume;
    } else return false;
  }
  while (pattern[at] === star) at++;
  return at === pattern.length;
}
