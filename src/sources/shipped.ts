// What a file of a build output holds: of a source map the sources that it carries, each a blob of its own; of a script or
// style sheet with its map inside, itself without the map, and the sources.
import { findMapComment } from '../trace/map-comment.ts';
import { contentOf, readSourceMap } from '../trace/source-map.ts';
import { sourcePath } from '../trace/source-path.ts';
import type { Blob, SourceItem, Span } from '../types.ts';
import { createItem } from './create-item.ts';

/** The items for one item; `root` is the absolute project root. The bytes of a script with its map inside are changed. */
export function* expandShipped(item: SourceItem, root: string): Generator<SourceItem, void, undefined> {
  if (item.kind !== 'blob') return yield item;
  const { blob } = item;
  if (/\.map$/i.test(blob.path)) return yield* expandMap(asBuffer(blob.bytes), blob, root);
  const comment = findMapComment(asBuffer(blob.bytes));
  if (comment?.kind !== 'inline') return yield item;
  const { start, end } = comment.span;
  const map = comment.decode();
  // Its place stays, so that positions do; what it holds is scanned as what it is.
  if (map !== undefined && readSourceMap(map) !== undefined) blob.bytes.fill(SPACE, start, end);
  yield item;
  if (map !== undefined) yield* expandMap(map, blob, root);
}

const SPACE = 0x20;

/** The sources of a map, each at its own path, and then what is left of the map: short, where the map may have 100 MB. */
function* expandMap(map: Buffer, { path, origin }: Blob, root: string): Generator<SourceItem, void, undefined> {
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
  const sections = readSourceMap(map);
  if (sections === undefined) return yield createItem(path, map, origin);
  for (const { name = '', content } of sections.flatMap(({ sources }) => sources)) {
    const text = content && contentOf(map, content);
    if (text !== undefined) yield createItem(sourcePath(name, folder, root), text, { kind: 'bundle', map: path });
  }
  // The quotes of contents stay.
  const read = sections.flatMap(({ mappings, sources }) => [
    mappings,
    ...sources.flatMap(({ content }) => (content === undefined ? [] : [{ start: content.start + 1, end: content.end - 1 }])),
  ]);
  yield createItem(path, without(map, read), { kind: 'bundle', map: path });
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
