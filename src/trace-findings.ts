// The findings of a build output, each with the place in the source that it comes from: through the map beside or in its file,
// and through the sources that the maps carry, which were scanned as well.
import { findMapComment } from './trace/map-comment.ts';
import { createSourceText, originalPlace, type Sought, type SourceText } from './trace/original-place.ts';
import { contentOf, type MapSource } from './trace/source-map.ts';
import { sourcePath } from './trace/source-path.ts';
import { tracePlaces } from './trace/trace-places.ts';
import type { Finding, Note, Original } from './types.ts';

/** How the files of a build output are read. */
export interface ShippedFiles {
  /** The absolute project root. */
  readonly root: string;
  /** Of a path as findings have it; nothing if there is no such file, or it is too large. The bytes are the caller's to keep. */
  read(path: string): Buffer | undefined;
}

/** The findings of scripts, style sheets and pages with their originals; what the scripts of one map have in common is read once. */
export function traceFindings(findings: readonly Finding[], files: ShippedFiles, note: (note: Note) => void): readonly Finding[] {
  const byPath = new Map<string, Finding[]>();
  for (const finding of findings) byPath.set(finding.path, [...(byPath.get(finding.path) ?? []), finding]);
  return [...byPath].flatMap(([path, some]) => traceFile(path, some, files, note));
}

function traceFile(path: string, findings: readonly Finding[], files: ShippedFiles, note: (note: Note) => void): readonly Finding[] {
  const map = readMap(path, files);
  if (map === undefined) return findings;
  const places = findings.map(({ start }) => ({ line: start.line - 1, column: start.column - 1 }));
  const traced = map.bytes && tracePlaces(map.bytes, places);
  if (map.bytes === undefined || traced === undefined) {
    note({ code: 'map-not-read', path, message: `its source map cannot be read (${map.name}), so its findings are not traced` });
    return findings;
  }
  const { bytes } = map;
  const texts = new Map<MapSource, SourceText>();
  const pathOf = ({ name = '' }: MapSource): string => sourcePath(name, folderOf(map.path), files.root);
  const textOf = (source: MapSource): SourceText => {
    const { content } = source;
    // A map without contents is most often made of the files that are still there.
    const load = (): Buffer | undefined => (content === undefined ? files.read(pathOf(source)) : contentOf(bytes, content));
    const text = texts.get(source) ?? createSourceText(load()?.toString() ?? '');
    texts.set(source, text);
    return text;
  };
  return findings.map((finding, index) => {
    const place = traced[index];
    if (place === undefined) return finding;
    const { line, column, variable } = originalPlace(textOf(place.source), place, soughtBy(finding));
    const original: Original = { path: pathOf(place.source), line: line + 1, column: column + 1, ...(variable !== undefined && { variable }) };
    return { ...finding, original };
  });
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

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

function soughtBy({ secret, rule: { variables } }: Finding): Sought {
  return { secret, ...(variables && { variables }) };
}
