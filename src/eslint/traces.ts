// A quick look at the text of a file for the words without which a rule has nothing to listen to. Every file is looked at, so
// that first comes a piece that all words of a group have and that is found fast: short, and beginning with a rare letter.

export type Traces = Readonly<Record<string, readonly string[]>>;

/** Words by a piece of each of them, which the compiler checks. */
export function createTraces<Piece extends string>(words: { readonly [P in Piece]: readonly `${string}${P}${string}`[] }): Traces {
  return words;
}

/** Is one of the words in the text? */
export function hasTrace(text: string, traces: Traces): boolean {
  for (const piece in traces) {
    if (text.includes(piece) && traces[piece]?.some((word) => text.includes(word))) return true;
  }
  return false;
}
