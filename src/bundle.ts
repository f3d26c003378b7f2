// What the findings of a build output come to: one for each credential and place in the source, however many files ship it.
import type { Fingerprinter } from './findings/fingerprint.ts';
import { withOrdinals } from './findings/ordinals.ts';
import { createRelocation } from './relocate.ts';
import { traceFindings, type ShippedFiles } from './trace-findings.ts';
import type { Finding, Note, Original } from './types.ts';

/** The rule that says that a map ships sources; of more weight if a credential is in one of them. */
export const SHIPPED_MAP = 'source-map-sources';

export interface BundleFacts {
  readonly files: ShippedFiles;
  readonly fingerprint: Fingerprinter;
  /** The finding, with the status that it has by what the project accepts. */
  accept(finding: Finding): Finding;
  note(note: Note): void;
}

/**
 * Findings in generated files are traced, and stand for those in the sources that the maps carry; of the latter what no
 * generated file has is left, found in the map. What each is known by is that of the original, or of the file without the hash in its name.
 */
export function settleBundle(findings: readonly Finding[], { files, fingerprint, accept, note }: BundleFacts): readonly Finding[] {
  const carried = createCarried(findings.filter(isCarried), fingerprint);
  const traced = traceFindings(findings.filter(isGenerated), files, note).map((finding) => carried.match(finding));
  const leaking = new Set(findings.map(accept).filter(isLeak).flatMap((finding) => mapOf(finding) ?? []));
  const settled = [...merge(traced), ...merge(carried.rest()), ...findings.filter(isInMap).map((finding) => settleMap(finding, leaking))];
  const known = settled.map(createRelocation(files.read)).map((finding) => ({ ...finding, fingerprint: fingerprint(finding.rule.id, lastingPath(finding), finding.secret) }));
  return withOrdinals(known, () => false).map(accept);
}

/** The path that a finding is known by, from one build to the next. */
export function lastingPath(finding: Finding): string {
  const { path, origin, original } = finding;
  return original?.path ?? (origin.kind === 'bundle' && !isCarried(finding) ? withoutHash(path) : path);
}

const TOP = { line: 1, column: 1 };

/** The map itself, of which no line says more than another. `leaking` are the files whose maps carry a credential. */
function settleMap(finding: Finding, leaking: ReadonlySet<string>): Finding {
  const isWorse = isShippedMap(finding) && finding.severity === 'low' && leaking.has(finding.path);
  return { ...finding, origin: { kind: 'bundle' }, start: TOP, end: TOP, frame: [], ...(isWorse && { severity: 'medium' }) };
}

function isShippedMap({ rule }: Finding): boolean {
  return rule.id === SHIPPED_MAP;
}

function isLeak(finding: Finding): boolean {
  return finding.status.kind === 'new' && finding.exposure !== 'public' && !isShippedMap(finding);
}

function mapOf({ origin }: Finding): string | undefined {
  return origin.kind === 'bundle' ? origin.map : undefined;
}

function isGenerated(finding: Finding): boolean {
  return mapOf(finding) === undefined && !isShippedMap(finding);
}

function isInMap(finding: Finding): boolean {
  return isShippedMap(finding) || mapOf(finding) === finding.path;
}

function isCarried(finding: Finding): boolean {
  return mapOf(finding) !== undefined && !isInMap(finding);
}

interface Carried {
  /** The finding with the place and the frame that the engine found in its source, if it did. */
  match(finding: Finding): Finding;
  /** Those that stand for no other, each found in its map. */
  rest(): readonly Finding[];
}

/** The findings in sources that maps carry. Compilers move values to where they are used, also into another file. */
function createCarried(findings: readonly Finding[], fingerprint: Fingerprinter): Carried {
  const bySecret = new Map<string, Finding[]>();
  const keyOf = ({ rule, secret }: Finding): string => fingerprint(rule.id, '', secret);
  for (const finding of findings) bySecret.set(keyOf(finding), [...(bySecret.get(keyOf(finding)) ?? []), finding]);
  // Several maps can carry one source.
  const used = new Set<string>();
  return {
    match(finding) {
      const { original } = finding;
      const same = bySecret.get(keyOf(finding)) ?? [];
      same.filter(({ path }) => isBetween(path)).forEach((one) => used.add(placeKey(one)));
      if (original?.variable !== undefined) return finding;
      const nearest = nearestTo(same.filter(({ path }) => original === undefined || path === original.path), original) ?? same[0];
      if (nearest === undefined) return finding;
      used.add(placeKey(nearest));
      const { path, start, frame, status } = nearest;
      return { ...finding, original: { path, ...start, frame }, ...(finding.status.kind === 'new' && { status }) };
    },
    rest: () => findings.filter((finding) => !used.has(placeKey(finding))).map(inMap),
  };
}

// `<anon>`: Parcel's maps carry what it made of the sources before it minified that.
function isBetween(path: string): boolean {
  return /(?:^|\/)<[^/]*>$/.test(path);
}

function nearestTo(findings: readonly Finding[], original: Original | undefined): Finding | undefined {
  const distance = ({ start }: Finding): number => Math.abs(start.line - (original?.line ?? 0));
  return [...findings].sort((a, b) => distance(a) - distance(b))[0];
}

function inMap(finding: Finding): Finding {
  const { path, start, frame } = finding;
  return { ...finding, path: mapOf(finding) ?? path, start: TOP, end: TOP, frame: [], original: { path, ...start, frame } };
}

/** One finding for each rule and original place; of several files the first, which names the others. */
function merge(findings: readonly Finding[]): readonly Finding[] {
  const merged = new Map<string, Finding>();
  for (const finding of [...findings].sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)))) {
    const key = placeKey(finding);
    const first = merged.get(key);
    if (first === undefined) merged.set(key, finding);
    else if (first.path !== finding.path) merged.set(key, { ...first, otherFiles: [...new Set([...(first.otherFiles ?? []), finding.path])] });
  }
  return [...merged.values()];
}

function placeKey({ rule, path, start, original }: Finding): string {
  const place = original ?? { path, ...start };
  return JSON.stringify([rule.id, place.path, place.line, place.column]);
}

/**
 * `assets/index-BH3k2xQ1.js` as `assets/index-*.js`, so that the next build has the same finding. Takes a last word of eight
 * letters or more that has a digit, a capital inside or capitals only for a hash: two such files of one credential are then one.
 */
export function withoutHash(path: string): string {
  return path.replace(HASH, '$1*');
}

// As Vite and Rollup (base64url, of eight), esbuild and Angular (base32), webpack and Next.js (hexadecimal) make them.
const HASH = /(^|[/._-])(?:(?=\w*[A-Z])(?=\w*-)(?=[\w-]*[0-9_])[\w-]{8}|(?=\w*(?:[0-9]|[a-z][A-Z])|[A-Z]{8})\w{8,})(?=(?:\.[a-z]+)+$)/;
