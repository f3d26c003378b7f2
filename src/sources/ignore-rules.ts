// Patterns in gitignore syntax by the `ignore` package, made safe for a stranger's patterns: its regular expressions take
// time that grows with a power of the path's depth (measured: three `**/` on 400 folders, 16 s), so both are bounded.
import ignore from 'ignore';
import type { Ignore } from 'ignore';

const MAX_GLOBSTARS = 3;
const MAX_DEPTH = 50;

/** The rules in force in one folder: those of the folders above it and its own. Immutable. */
export interface IgnoreRules {
  /** Whether a path relative to the topmost folder is ignored; a folder's ends in `/`. See `limitDepth`. */
  ignores(path: string): boolean;
  /** These and the patterns of `text`, which stood in `folder` (relative, '' for the topmost). Later ones win. */
  with(text: string, folder: string): IgnoreRules;
}

/** Rules that ignore nothing. */
export const NO_RULES: IgnoreRules = { ...create(ignore({ ignorecase: false })), ignores: () => false };

/** Whether the text has a pattern that could take too long; `with` leaves such a text out as a whole. */
export function isTooComplex(text: string): boolean {
  return text.split(/\r?\n/).some((line) => (line.match(/\*{2,}/g)?.length ?? 0) > MAX_GLOBSTARS);
}

/** The path, or its folder at depth 50 if it is deeper: patterns reach no further down, so that more is scanned, not less. */
export function limitDepth(path: string): string {
  const parts = path.split('/');
  return parts.length <= MAX_DEPTH ? path : `${parts.slice(0, MAX_DEPTH).join('/')}/`;
}

function create(matcher: Ignore): IgnoreRules {
  return {
    ignores: (path) => matcher.ignores(limitDepth(path)),
    with: (text, folder) => {
      // Left out as a whole: without only the one line, what a `!` line takes back could stay ignored.
      if (isTooComplex(text)) return create(matcher);
      const patterns = text.split(/\r?\n/).map((line) => inFolder(line, folder));
      return create(ignore({ ignorecase: false }).add(matcher).add(patterns));
    },
  };
}

// One matcher for the whole chain, with each pattern rewritten to be relative to the top, keeps git's order: the last
// pattern that matches wins, and nothing below an ignored folder comes back.
function inFolder(line: string, folder: string): string {
  if (folder === '' || line.trim() === '' || line.startsWith('#')) return line;
  const negated = line.startsWith('!');
  const pattern = negated ? line.slice(1) : line;
  const anchored = /\/(?!\s*$)/.test(pattern);
  const prefix = `/${folder.replace(/[\\*?[\]!# ]/g, '\\$&')}/${anchored ? '' : '**/'}`;
  return (negated ? '!' : '') + prefix + pattern.replace(/^\//, '');
}
