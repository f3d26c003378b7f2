// What a file of a build output holds: of a source map the sources that it carries, each a blob of its own; of a script or
// style sheet with its map inside, itself without the map, and the sources.
import { findMapInside } from '../trace/map-inside.ts';
import { contentOf, readSourceMap, type SourceMap } from '../trace/source-map.ts';
import { folderOf, sourcePath } from '../trace/source-path.ts';
import type { SourceItem, Span } from '../types.ts';
import { createItem } from './create-item.ts';

/** The items for one item; `root` is the absolute project root. The bytes of a script with its map inside are changed. */
export function* expandShipped(item: SourceItem, root: string): Generator<SourceItem, void, undefined> {
  if (item.kind !== 'blob') return yield item;
  const { blob } = item;
  const bytes = asBuffer(blob.bytes);
  if (/\.map$/i.test(blob.path)) {
    const sections = readSourceMap(bytes);
    return yield* sections === undefined ? [createItem(blob.path, bytes, blob.origin)] : expandMap({ bytes, sections }, blob.path, root);
  }
  const inside = findMapInside(bytes);
  // Its place stays, so that positions do; what it holds is scanned as what it is.
  if (inside !== undefined) bytes.fill(SPACE, inside.span.start, inside.span.end);
  yield item;
  if (inside !== undefined) yield* expandMap(inside, blob.path, root);
}

const SPACE = 0x20;

/** The sources of a map, each at its own path, and then what is left of the map: short, where the map may have 100 MB. */
function* expandMap(map: SourceMap, path: string, root: string): Generator<SourceItem, void, undefined> {
  for (const source of carriedIn(map, path, root)) {
    const inside = findMapInside(source.text);
    // What a compiler handed on with its map inside is read as what that was made of: findings are traced to there.
    const madeOf = inside === undefined ? [] : [...carriedIn(inside, source.path, root)];
    for (const one of madeOf.length > 0 ? madeOf : [source]) yield createItem(one.path, one.text, { kind: 'bundle', map: path });
  }
  // The quotes of contents stay.
  const read = map.sections.flatMap(({ mappings, sources }) => [
    mappings,
    ...sources.flatMap(({ content }) => (content === undefined ? [] : [{ start: content.start + 1, end: content.end - 1 }])),
  ]);
  yield createItem(path, without(map.bytes, read), { kind: 'bundle', map: path });
}

/** The sources whose texts a map carries; `path` is that of the file it is in. */
function* carriedIn({ bytes, sections }: SourceMap, path: string, root: string): Generator<{ readonly path: string; readonly text: Buffer }, void, undefined> {
  for (const { name = '', content } of sections.flatMap(({ sources }) => sources)) {
    const text = content && contentOf(bytes, content);
    if (text !== undefined) yield { path: sourcePath(name, folderOf(path), root), text };
  }
}

function without(bytes: Buffer, spans: readonly Span[]): Buffer {
  const kept: Buffer[] = [];
  let at = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (start > at) kept.push(bytes.subarray(at, start));
    at = Math.max(at, end);
  }
  return Buffer.concat([...kept, bytes.subarray(at)]);
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
