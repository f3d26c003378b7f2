// What stands between the pieces of a string that code puts together of literals: `' + '`, the commas of `[…].join('')` and
// `'…'.concat(…)`, `${'` and `'}` in a template. Where it is left out of the text, there stands what the code comes to.
import type { Span } from '../types.ts';

const BLANKS = String.raw`[ \t\r\n]{0,128}`;
const LITERAL = String.raw`(?:"[^"\n]*"|'[^'\n]*'|${'`[^`\\n]*`'})`;
const LITERALS = new RegExp(LITERAL, 'g');
const LIST = `${LITERAL}(?:${BLANKS},${BLANKS}${LITERAL}){0,255}`;

const JOINED = new RegExp(String.raw`(?<=(${LIST})${BLANKS}(?:,${BLANKS})?)\]`, 'dy');
const APPENDED = new RegExp(String.raw`\.concat\(${BLANKS}(${LIST})`, 'dy');
const EMBEDDED = new RegExp(String.raw`\$\{${BLANKS}(${LITERAL})${BLANKS}\}`, 'dy');

/**
 * The junctions at the places that the kernel found, ascending, none in another. Loses pieces in parentheses, those with comments
 * between them, with a blank at the border (as in prose), with a line end or their own quote inside a list or template; all but the
 * last 256 pieces of a list.
 */
export function findJunctions(text: string, places: readonly Span[]): readonly Span[] {
  const all = places.flatMap((place) => junctionsAt(text, place)).sort((a, b) => a.start - b.start);
  let end = 0;
  return all.filter((junction) => {
    const isOutside = junction.start >= end;
    if (isOutside) end = junction.end;
    return isOutside;
  });
}

function junctionsAt(text: string, place: Span): readonly Span[] {
  switch (text.charAt(place.start)) {
    case ']': {
      const found = matchAt(JOINED, text, place.start);
      return found === undefined ? [] : between(text, found.literals);
    }
    case '.': {
      const found = matchAt(APPENDED, text, place.start);
      if (found === undefined) return [];
      return [{ start: place.start - 1, end: found.literals.start + 1 }, ...between(text, found.literals)];
    }
    case '$': {
      const found = matchAt(EMBEDDED, text, place.start);
      if (found === undefined) return [];
      return [
        { start: place.start, end: found.literals.start + 1 },
        { start: found.literals.end - 1, end: found.end },
      ];
    }
    default:
      return [place];
  }
}

/** Where a pattern ends, and the literals in it. */
function matchAt(pattern: RegExp, text: string, at: number): { readonly literals: Span; readonly end: number } | undefined {
  pattern.lastIndex = at;
  const [whole, literals] = pattern.exec(text)?.indices ?? [];
  return whole && literals && { literals: { start: literals[0], end: literals[1] }, end: whole[1] };
}

/** From the last quote of each literal of a list to the first of the next. */
function between(text: string, { start, end }: Span): readonly Span[] {
  const literals = Array.from(text.slice(start, end).matchAll(LITERALS), ({ 0: literal, index }) => ({
    start: start + index,
    end: start + index + literal.length,
  }));
  return literals.slice(1).map((literal, index) => ({ start: (literals[index] as Span).end - 1, end: literal.start + 1 }));
}
