// Globs in configurations and rule packs. They may be a stranger's, so what picomatch would take too long for is refused
// (measured: six `*` in one name, 58 s; `{a,a}` 30 times, minutes).
import picomatch from 'picomatch';
import { LeaklintError } from '../errors.ts';

/** Does a path (relative, with `/`) match? Names that start with a dot are like any other. */
export type PathMatcher = (path: string) => boolean;

/** What is wrong with a glob, as a predicate (`must not be negated`), and what to write instead. */
export interface GlobFault {
  readonly message: string;
  readonly hint: string;
}

/** With these the worst glob takes about 0.1 s on the worst path (15 folders of 250 equal letters); real ones 1 µs. */
const MAX_STARS = 4;
const MAX_STARS_IN_NAME = 2;
const MAX_VARIANTS = 64;
const MAX_LENGTH = 1000;

/** The first thing wrong with a glob. */
export function checkGlob(glob: string): GlobFault | undefined {
  const row = FAULTS.find(([isWrong]) => isWrong(glob));
  return row && { message: row[1], hint: row[2] };
}

/** A matcher for paths that match any of the globs, never without globs. @throws LeaklintError GLOB_REFUSED */
export function compileGlobs(globs: readonly string[]): PathMatcher {
  if (globs.length === 0) return () => false;
  for (const glob of globs) {
    const fault = checkGlob(glob);
    if (fault !== undefined) throw new LeaklintError('GLOB_REFUSED', `the glob "${glob.slice(0, 100)}" ${fault.message}`, fault.hint);
  }
  return picomatch(globs.map(clean), { dot: true, nonegate: true, flags: 's' });
}

const FAULTS: readonly (readonly [isWrong: (glob: string) => boolean, message: string, hint: string])[] = [
  [(glob) => glob.replace(/[\s/]/g, '') === '', 'must not be empty', 'such as **/fixtures/**'],
  [(glob) => glob.length > MAX_LENGTH, `must not be longer than ${MAX_LENGTH} characters`, 'write several'],
  [(glob) => /^!(?!\()/.test(glob), 'must not be negated', 'leave out the leading !'],
  [(glob) => /(?<!\\)[!?*+@]\(/.test(glob), 'must not hold an extended glob such as +(a|b)', 'use {a,b}'],
  [(glob) => /\{[^{},]*\.\.[^{},]*\}/.test(glob), 'must not hold a range {1..9}', 'use [1-9]'],
  [(glob) => /^[A-Za-z]:|^\/\//.test(glob), 'must be relative to the project root', 'such as src/**'],
  [(glob) => glob.split('/').includes('..'), 'must not leave the project root', 'leave out ..'],
  [(glob) => /\\[\w.]/.test(glob), 'must not hold \\ between folders', 'use /'],
  [(glob) => braceDepth(glob) === undefined, 'has a { or } without the other', 'write \\{ for the character'],
  [(glob) => (braceDepth(glob) ?? 0) > 1, 'must not hold {} inside {}', 'write several'],
  [(glob) => /(?<!\\)\[[^\]]*$/.test(glob), 'has a [ without ]', 'write \\[ for the character'],
  [(glob) => variants(glob) > MAX_VARIANTS, `must not stand for more than ${MAX_VARIANTS} globs`, 'write several'],
  [(glob) => starsIn(glob) > MAX_STARS, `must not hold more than ${MAX_STARS} wildcards`, 'write several, or name the folder'],
  [
    (glob) => glob.split('/').some((name) => starsIn(name) > MAX_STARS_IN_NAME),
    `must not hold more than ${MAX_STARS_IN_NAME} wildcards in one name`,
    'write several',
  ],
];

// A glob for a folder means all below it. Groups and `+` would reach the regular expression, where `(a+)+` hangs; in
// paths, app/(auth) means itself.
function clean(glob: string): string {
  const relative = glob.replace(/^\.?\//, '').replace(/\/$/, '/**').replace(/(?<!\\)\[!/g, '[^');
  return relative.replace(/(\\.)|([()+|])/gs, (_, escaped: string | undefined, group: string) => escaped ?? `\\${group}`);
}

function starsIn(text: string): number {
  return (text.match(/\*+/g) ?? []).length;
}

function variants(glob: string): number {
  return (glob.match(/\{[^{}]*\}/g) ?? []).reduce((product, group) => product * group.split(',').length, 1);
}

/** How deep braces stand in braces; undefined when one has no other half. */
function braceDepth(glob: string): number | undefined {
  let depth = 0;
  let deepest = 0;
  for (const brace of glob.replace(/\\./g, '').replace(/[^{}]/g, '')) {
    depth += brace === '{' ? 1 : -1;
    if (depth < 0) return undefined;
    deepest = Math.max(deepest, depth);
  }
  return depth === 0 ? deepest : undefined;
}
