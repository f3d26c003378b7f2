// What code scanning takes of a SARIF file: an upload beyond it is refused as a whole.
import { gzipSync } from 'node:zlib';

const MOST_RESULTS = 25_000;
/** Gzipped, with room for another compressor's. */
const MOST_BYTES = 9_500_000;

/** The text of as many of the first results as the limits let pass; `render` gives it for so many of them. */
export function withinLimits(results: number, render: (kept: number) => string): string {
  let kept = Math.min(results, MOST_RESULTS);
  for (;;) {
    const text = render(kept);
    const size = uploadSize(text);
    if (size <= MOST_BYTES || kept === 0) return text;
    kept = Math.floor(kept * Math.min(0.9, MOST_BYTES / size));
  }
}

function uploadSize(text: string): number {
  // Most files are small as they are; a character takes three bytes at most.
  return text.length * 3 <= MOST_BYTES ? 0 : gzipSync(text).length;
}
