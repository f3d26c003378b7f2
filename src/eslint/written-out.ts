// The text of a file with what its expressions come to written before them, so that the engine judges them where they stand:
// beside the same names and hosts, under the same suppressions.

/** A place in a text, as UTF-16 offsets. */
export type Range = readonly [start: number, end: number];

/** An expression and what is written before it. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
}

export interface WrittenOut<T extends Insertion> {
  readonly text: string;
  /** The insertion that a range of the text lies in. */
  insertionAt(range: Range): T | undefined;
}

/** No insertion adds a line: every line keeps its number. They are in the order of their places. */
export function writeOut<T extends Insertion>(text: string, insertions: readonly T[]): WrittenOut<T> {
  const parts: string[] = [];
  const ranges: { readonly start: number; readonly end: number; readonly insertion: T }[] = [];
  let length = 0;
  let from = 0;
  for (const insertion of insertions) {
    parts.push(text.slice(from, insertion.at), insertion.text);
    const start = length + insertion.at - from;
    length = start + insertion.text.length;
    ranges.push({ start, end: length, insertion });
    from = insertion.at;
  }
  return {
    text: parts.join('') + text.slice(from),
    insertionAt: ([first, last]) => ranges.find(({ start, end }) => start <= first && last <= end)?.insertion,
  };
}
