// Whole lines put into a text and taken out again, so that nothing else in it changes by a byte: line ends are those of
// the text, and a last line without an end stays without one.

/** Lines are given without their ends. `after` counts lines of the text: 0 puts them first. */
export function insertLines(text: string, after: number, lines: readonly string[]): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const old = splitLines(text);
  const [before, behind] = [old.slice(0, after).join(''), old.slice(after).join('')];
  const isOpen = before !== '' && !before.endsWith('\n');
  return before + (isOpen ? end + lines.join(end) : lines.map((line) => line + end).join('')) + behind;
}

/** Undoes `insertLines`: takes out `count` lines behind the first `after`. */
export function removeLines(text: string, after: number, count: number): string {
  const old = splitLines(text);
  const [before, taken, behind] = [old.slice(0, after).join(''), old.slice(after, after + count).join(''), old.slice(after + count).join('')];
  return (behind === '' && !taken.endsWith('\n') ? before.replace(/\r?\n$/, '') : before) + behind;
}

/** The lines without their ends; an end of the text's last line begins no other. */
export function readLines(text: string): readonly string[] {
  return splitLines(text).map((line) => line.replace(/\r?\n$/, ''));
}

function splitLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
