// Code that a source map says nothing of: many tools write no end of a mapping, so what they put behind mapped code (modules that
// a framework makes up, helpers) seems to be of the source before it.

/**
 * Does a statement or a variable begin in what stands between the beginning of a mapping and a place in its reach, both on one line?
 * Compilers map each that a source has.
 */
export function isBeyondMapping(between: string): boolean {
  return /;|,\s*[\w$]+\s*=(?!=)/.test(between.replace(LITERAL, ''));
}

// The last one may go on to the place.
const LITERAL = /(["'`])(?:\\[^]|(?!\1)[^\\])*(?:\1|\\?$)/g;
