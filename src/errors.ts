// The three outcomes of a run, and the user's mistakes. What went wrong with one input is a `Problem`, not an error.

/** 0 clean; 1 a finding at or above `--fail-on`; 2 the job could not be done, or not wholly. */
export const ExitCode = { clean: 0, findings: 1, failed: 2 } as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** A mistake of the user's: printed as one line and a hint, exit 2, no stack. Never holds scanned content. */
export class LeaklintError extends Error {
  readonly code: string;
  readonly hint: string;

  constructor(code: string, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LeaklintError';
    this.code = code;
    this.hint = hint;
  }
}

/**
 * The nearest of `candidates` to `word` as a hint, or the list itself when none is near or the list is short.
 * Distance is Levenshtein, at most a third of the word.
 */
export function suggest(word: string, candidates: readonly string[]): string {
  const nearest = candidates
    .map((candidate) => ({ candidate, distance: editDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)[0];
  if (nearest !== undefined && nearest.distance <= Math.max(1, Math.ceil(word.length / 3))) {
    return `did you mean "${nearest.candidate}"?`;
  }
  return candidates.length <= 12 ? `one of: ${candidates.join(', ')}` : '';
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substitution = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, substitution));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
