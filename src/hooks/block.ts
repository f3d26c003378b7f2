// Our lines in a text that knows `#` comments, between two of them, so that they are found again whatever stands around
// or has been changed in them.
import { LeaklintError } from '../errors.ts';
import type { TextFile } from '../data/text-file.ts';
import { insertLines, readLines, removeLines } from '../data/lines.ts';

const BEGIN = '# leaklint begin: lines added by `leaklint init`, removed by `leaklint init --remove`';
const BEGIN_OF_FILE = '# leaklint begin: file made by `leaklint init`, removed by `leaklint init --remove`';
const END = '# leaklint end';

/** Lines behind the first `after` lines, at an indent of `indent`. Without a text they begin a new file, behind `header`. */
export function addBlock(text: string | undefined, after: number, indent: string, lines: readonly string[], header: readonly string[] = []): string {
  const block = [text === undefined ? BEGIN_OF_FILE : BEGIN, ...lines, END].map((line) => indent + line);
  return text === undefined ? insertLines('', 0, [...header, ...block]) : insertLines(text, after, block);
}

export function hasBlock(text: string): boolean {
  return findBegin(readLines(text)) >= 0;
}

/** The text without our blocks: nothing if we made the file and nobody has added to it. @throws LeaklintError HOOK_CHANGED */
export function removeBlocks({ text = '', shown }: TextFile, header: readonly string[] = []): string | undefined {
  const isMade = readLines(text).some((line) => line.trim() === BEGIN_OF_FILE);
  let rest = text;
  for (let lines = readLines(rest); findBegin(lines) >= 0; lines = readLines(rest)) {
    const begin = findBegin(lines);
    const end = lines.findIndex((line, index) => index > begin && line.trim() === END);
    if (end < 0) throw new LeaklintError('HOOK_CHANGED', `${shown} has lost the line "${END}"`, 'take the lines of leaklint out by hand');
    rest = removeLines(rest, begin, end - begin + 1);
  }
  return isMade && rest.trim() === header.join('\n') ? undefined : rest;
}

function findBegin(lines: readonly string[]): number {
  return lines.findIndex((line) => line.trim() === BEGIN || line.trim() === BEGIN_OF_FILE);
}
