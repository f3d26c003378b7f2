// A processor hands ESLint parts of a file, such as the code blocks of a README, and some hand it the file as well. A
// credential is told once: by whichever comes first. Of several equal ones, which one the other has told is not known.
import type { Finding } from '../types.ts';
import type { Context } from './verdict.ts';

/** How often files and parts of files have told of a credential, by its fingerprint, which knows the file. */
interface Told {
  readonly byFiles: Map<string, number>;
  readonly byParts: Map<string, number>;
}

let told: Told | undefined;

/** The findings of a text without those that the file has told if it is a part, or the parts if it is the file. */
export function untold(findings: readonly Finding[], { filename, physicalFilename }: Pick<Context, 'filename' | 'physicalFilename'>): readonly Finding[] {
  if (findings.length === 0) return findings;
  const { byFiles, byParts } = (told ??= untilLater());
  const [ours, theirs] = filename === physicalFilename ? [byFiles, byParts] : [byParts, byFiles];
  return findings.filter(({ fingerprint }) => {
    const isUntold = count(theirs, fingerprint) === 0;
    if (isUntold) ours.set(fingerprint, count(ours, fingerprint) + 1);
    else theirs.set(fingerprint, count(theirs, fingerprint) - 1);
    return isUntold;
  });
}

/** ESLint goes over a file and its parts without a pause. */
function untilLater(): Told {
  queueMicrotask(() => (told = undefined));
  return { byFiles: new Map(), byParts: new Map() };
}

function count(counts: ReadonlyMap<string, number>, fingerprint: string): number {
  return counts.get(fingerprint) ?? 0;
}
