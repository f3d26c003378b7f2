// Text of a glob to what `glob.ts` matches with. Refuses whatever other tools would understand and this one does not,
// so that no glob is without effect in silence.

export const star = Symbol('star');
export type Star = typeof star;
export type CharTest = (char: string) => boolean;
/** One name between slashes; a star there is any number of characters. */
export type NamePattern = readonly (CharTest | Star)[];
/** A star here is `**`: any number of folders. */
export type GlobPattern = readonly (NamePattern | Star)[];

/** A glob that cannot be used; the message is a predicate. */
export class GlobError extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.name = 'GlobError';
    this.hint = hint;
  }
}

const maxLength = 1000;
const maxAlternatives = 100;

/**
 * The alternatives that a glob stands for, braces expanded. As in .gitignore, a leading `/` is the project root and
 * what ends in `/` is a folder with everything below it.
 * @throws GlobError
 */
export function parseGlob(glob: string): readonly GlobPattern[] {
  refuseForeign(glob);
  const whole = glob.replace(/^(\.?\/)+/, '').replace(/(?<=[^/])\/$/, '/**');
  if (whole.trim() === '') throw new GlobError('must not be empty', 'such as **/fixtures/**');
  return expandBraces(symbolsOf(whole)).map((symbols) => {
    const names = split(symbols, '/').map(parseName);
    return needName(names.filter((name, index) => name !== star || names[index - 1] !== star));
  });
}

// `dir/**` is `dir` too, so that a folder can be left out before it is read; but `*/**` is not every file (picomatch's rule).
function needName(names: GlobPattern): GlobPattern {
  const before = names.at(-2);
  const isOpen = names.at(-1) === star && before !== undefined && before !== star && before.at(-1) === star;
  return isOpen ? [...names.slice(0, -1), [star], star] : names;
}

function refuseForeign(glob: string): void {
  if (glob.length > maxLength) throw new GlobError(`must not be longer than ${maxLength} characters`, 'write several');
  if (/^!(?!\()/.test(glob)) throw new GlobError('must not be negated', 'leave out the leading !');
  if (/(?<!\\)[!?*+@]\(/.test(glob)) throw new GlobError('must not hold an extended glob such as +(a|b)', 'use {a,b}');
  if (/\{[^{},]*\.\.[^{},]*\}/.test(glob)) throw new GlobError('must not hold a range {1..9}', 'use [1-9]');
  if (/^[A-Za-z]:|^\/\//.test(glob)) throw new GlobError('must be relative to the project root', 'such as src/**');
  if (glob.split('/').includes('..')) throw new GlobError('must not leave the project root', 'leave out ..');
  if (/\\[\w.]/.test(glob)) throw new GlobError('must not hold \\ between folders', 'use /');
}

/** One character; special unless it was escaped. */
interface GlobSymbol {
  readonly char: string;
  readonly special: boolean;
}

function symbolsOf(glob: string): readonly GlobSymbol[] {
  return Array.from(glob.matchAll(/\\([^])|[^]/gu), ([char, escaped]) => ({
    char: escaped ?? char,
    special: escaped === undefined && char !== '\\',
  }));
}

function is(symbol: GlobSymbol | undefined, char: string): boolean {
  return symbol?.special === true && symbol.char === char;
}

/** `a{b,c}` to `ab` and `ac`. */
function expandBraces(symbols: readonly GlobSymbol[]): readonly (readonly GlobSymbol[])[] {
  const open = symbols.findIndex((symbol) => is(symbol, '{'));
  if (open < 0) {
    if (symbols.some((symbol) => is(symbol, '}'))) throw new GlobError('has a } without {', 'write \\} for the character');
    return [symbols];
  }
  const close = closingBrace(symbols, open);
  const tails = expandBraces(symbols.slice(close + 1));
  const heads = split(symbols.slice(open + 1, close), ',').flatMap(expandBraces);
  if (heads.length * tails.length > maxAlternatives) {
    throw new GlobError(`must not stand for more than ${maxAlternatives} globs`, 'write several');
  }
  return heads.flatMap((head) => tails.map((tail) => [...symbols.slice(0, open), ...head, ...tail]));
}

function closingBrace(symbols: readonly GlobSymbol[], open: number): number {
  let depth = 0;
  for (let index = open; index < symbols.length; index++) {
    if (is(symbols[index], '{')) depth++;
    if (is(symbols[index], '}') && --depth === 0) return index;
  }
  throw new GlobError('has a { without }', 'write \\{ for the character');
}

/** Splits at a character outside braces. */
function split(symbols: readonly GlobSymbol[], at: string): readonly (readonly GlobSymbol[])[] {
  const parts: GlobSymbol[][] = [[]];
  let depth = 0;
  for (const symbol of symbols) {
    if (is(symbol, '{')) depth++;
    if (is(symbol, '}')) depth--;
    if (depth === 0 && is(symbol, at)) parts.push([]);
    else parts.at(-1)?.push(symbol);
  }
  return parts;
}

function parseName(symbols: readonly GlobSymbol[]): NamePattern | Star {
  if (symbols.length === 2 && symbols.every((symbol) => is(symbol, '*'))) return star;
  const name: (CharTest | Star)[] = [];
  for (let index = 0; index < symbols.length; index++) {
    const symbol = symbols[index] as GlobSymbol;
    if (is(symbol, '*')) name.push(star);
    else if (is(symbol, '?')) name.push(() => true);
    else if (is(symbol, '[')) {
      const close = symbols.findIndex((other, at) => at > index + 1 && is(other, ']'));
      if (close < 0) throw new GlobError('has a [ without ]', 'write \\[ for the character');
      name.push(parseClass(symbols.slice(index + 1, close)));
      index = close;
    } else name.push((char) => char === symbol.char);
  }
  return name;
}

function parseClass(symbols: readonly GlobSymbol[]): CharTest {
  const negated = is(symbols[0], '!') || is(symbols[0], '^');
  const members = negated ? symbols.slice(1) : symbols;
  if (is(members[0], '[') && is(members[1], ':')) throw new GlobError('must not hold a class such as [:alpha:]', 'use [a-z]');
  const ranges: { from: string; to: string }[] = [];
  for (let index = 0; index < members.length; index++) {
    const from = members[index]?.char ?? '';
    const to = is(members[index + 1], '-') ? members[index + 2]?.char : undefined;
    ranges.push({ from, to: to ?? from });
    if (to !== undefined) index += 2;
  }
  return (char) => ranges.some(({ from, to }) => from <= char && char <= to) !== negated;
}
