// What `src/findings/line-hash.ts` computes, by its definition, word for word.
/** Of every line of a text. */
export function definedHashes(text: string): readonly string[] {
  const counts = new Map<string, number>();
  const whole = text.replaceAll(/\r\n?/g, '\n').replaceAll(/[ \t]/g, '');
  const units = [...Array.from({ length: whole.length }, (_, index) => whole.charCodeAt(index)), 0xffff, ...new Array<number>(100).fill(0)];
  const starts = [0, ...Array.from(whole.matchAll(/\n/g), ({ index }) => index + 1)];
  return starts.map((start) => {
    const sum = units.slice(start, start + 100).reduce((hash, unit) => hash * 37n + BigInt(unit), 0n);
    const hash = BigInt.asUintN(64, sum).toString(16);
    counts.set(hash, (counts.get(hash) ?? 0) + 1);
    return `${hash}:${counts.get(hash)}`;
  });
}
