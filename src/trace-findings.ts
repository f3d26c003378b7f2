// The findings of a build output, each with the place in the source that it comes from: through the map beside or in its file,
// and through the sources that the maps carry, which were scanned as well.
import { findMapComment } from './trace/map-comment.ts';
import { createSources, type OpenSource, type SourceReader, type Sources } from './trace/map-sources.ts';
import type { Place } from './trace/mappings.ts';
import { createSourceText, originalPlace, placeOfName, type OriginalPlace, type Sought, type SourceText } from './trace/original-place.ts';
import { readSourceMap, type SourceMap } from './trace/source-map.ts';
import { folderOf } from './trace/source-path.ts';
import { tracePlaces } from './trace/trace-places.ts';
import { isBeyondMapping } from './trace/unmapped.ts';
import type { Finding, Note, Original } from './types.ts';

/** How the files of a build output are read: by paths as findings have them. The bytes are the caller's to keep. */
export type ShippedFiles = SourceReader;

/** The findings of scripts, style sheets and pages with their originals; what the scripts of one map have in common is read once. */
export function traceFindings(findings: readonly Finding[], files: ShippedFiles, note: (note: Note) => void): readonly Finding[] {
  const byPath = new Map<string, Finding[]>();
  for (const finding of findings) byPath.set(finding.path, [...(byPath.get(finding.path) ?? []), finding]);
  return [...byPath].flatMap(([path, some]) => traceFile(path, some, files, note));
}

function traceFile(path: string, findings: readonly Finding[], files: ShippedFiles, note: (note: Note) => void): readonly Finding[] {
  const map = readMap(path, files);
  if (map === undefined) return findings;
  const { bytes } = map;
  const sections = bytes && readSourceMap(bytes);
  if (bytes === undefined || sections === undefined) {
    note({ code: 'map-not-read', path, message: `its source map cannot be read (${map.name}), so its findings are not traced` });
    return findings;
  }
  const traced = tracePlaces({ bytes, sections }, findings.map(({ start }) => ({ line: start.line - 1, column: start.column - 1 })));
  const open = createSources({ path: map.path, bytes }, files);
  let script: SourceText | undefined;
  const textBehindMapping = ({ start }: Finding, before: number): string => {
    script ??= createSourceText(files.read(path)?.toString() ?? '');
    const from = (script.starts[start.line - 1] ?? 0) + start.column - 1 - before;
    return script.text.slice(from, from + Math.min(before, LONGEST_BEFORE));
  };
  return findings.map((finding, index) => {
    const place = traced[index];
    const sought = soughtBy(finding);
    const origin = place && throughOwnMap({ source: open(place.source), place }, sought);
    const near = origin && originalPlace(origin.source.text, origin.place, sought);
    if (origin !== undefined && near !== undefined) return { ...finding, original: toOriginal(origin.source, near) };
    // A mapping that reaches too far leads to a source that has nothing to do with it.
    const isMapped = place !== undefined && !isBeyondMapping(textBehindMapping(finding, place.before));
    const original = isMapped && origin !== undefined ? toOriginal(origin.source, origin.place) : namingSource({ bytes, sections }, open, sought);
    return original === undefined ? finding : { ...finding, original };
  });
}

// What is mapped at all has a mapping for every statement, which is not that long.
const LONGEST_BEFORE = 4096;

interface PlaceInSource {
  readonly source: OpenSource;
  readonly place: Place;
}

/** Where the place is in what the source was made of, by the map inside its text; the place itself if there is none. */
function throughOwnMap({ source, place }: PlaceInSource, sought: Sought): PlaceInSource {
  const { own, text } = source;
  const [inner] = (own && tracePlaces(own.map, [originalPlace(text, place, sought) ?? place])) ?? [];
  return own === undefined || inner === undefined ? { source, place } : { source: own.open(inner.source), place: inner };
}

/** The first source that the map carries and that names one of the variables: nothing maps modules that a framework makes of an environment. */
function namingSource({ bytes, sections }: SourceMap, open: Sources, { variables = [] }: Sought): Original | undefined {
  const isNamed = (text: Buffer): boolean => variables.some((name) => text.includes(name));
  if (!isNamed(bytes)) return undefined;
  for (const one of sections.flatMap(({ sources }) => sources)) {
    if (one.content === undefined || !isNamed(bytes.subarray(one.content.start, one.content.end))) continue;
    const source = open(one);
    const place = placeOfName(source.text, variables);
    if (place !== undefined) return toOriginal(source, place);
  }
  return undefined;
}

function toOriginal({ path }: OpenSource, { line, column, variable }: OriginalPlace): Original {
  return { path, line: line + 1, column: column + 1, ...(variable !== undefined && { variable }) };
}

interface FoundMap {
  /** The file it is in, which the names of its sources are relative to. */
  readonly path: string;
  /** As the file names it. */
  readonly name: string;
  /** Nothing if it was not found or is damaged. */
  readonly bytes: Buffer | undefined;
}

/** The map that a file names, else one beside it; nothing for a file without any. */
function readMap(path: string, { read }: ShippedFiles): FoundMap | undefined {
  const bytes = read(path);
  const comment = bytes && findMapComment(bytes);
  if (comment?.kind === 'inline') return { path, name: 'inside the file', bytes: comment.decode() };
  const beside = `${path}.map`;
  const named = comment && mapPath(comment.url, path);
  const found = named === undefined ? undefined : read(named);
  if (named !== undefined && found !== undefined) return { path: named, name: named, bytes: found };
  const hidden = read(beside);
  if (hidden !== undefined) return { path: beside, name: beside, bytes: hidden };
  return comment && { path, name: named ?? 'outside the project', bytes: undefined };
}

/** Beside the file, by the last part of an address on a server. Nothing for what leads out of the project. */
function mapPath(url: string, path: string): string | undefined {
  const [plain = ''] = url.split(/[?#]/);
  const isRemote = /^(?:[a-z][a-z0-9+.-]*:)?\/\//i.test(plain);
  const local = isRemote || plain.startsWith('/') ? plain.slice(plain.lastIndexOf('/') + 1) : plain;
  const parts = folderOf(path).split('/').filter((part) => part !== '');
  for (const part of decoded(local).split('/')) {
    if (part === '..' && parts.pop() === undefined) return undefined;
    if (part !== '..' && part !== '.' && part !== '') parts.push(part);
  }
  return parts.length === 0 ? undefined : parts.join('/');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function soughtBy({ secret, rule: { variables } }: Finding): Sought {
  return { secret, ...(variables && { variables }) };
}
