// Bytes as they were read to what a source yields: one blob, or one file skipped as binary.
import type { Blob, Origin, SourceItem } from '../types.ts';
import { decodeBytes, isBinary, isMarked } from './decode.ts';
import { syntaxOf } from './syntax.ts';
import { isWebAssembly, textOfWebAssembly } from './wasm-text.ts';

/** The item for content seen at `path` (relative to the project root, with `/`). Its bytes may share memory with `bytes`. */
export function createItem(path: string, content: Buffer, origin: Origin): SourceItem {
  // The only binary file of a build that programs are in.
  const bytes = origin.kind === 'bundle' && isWebAssembly(content) ? textOfWebAssembly(content) : decodeBytes(content);
  if (isBinary(bytes)) return { kind: 'skipped', path, reason: 'binary' };
  return { kind: 'blob', blob: { bytes, marked: isMarked(content), syntax: syntaxOf(path, bytes), path, origin } };
}

/** The items for content of git's history that was seen at each of `places`: decoded once, so that `bytes` is one object. */
export function createItems(id: string, places: readonly Pick<Blob, 'path' | 'origin'>[], content: Buffer): readonly SourceItem[] {
  const bytes = decodeBytes(content);
  if (isBinary(bytes)) return places.slice(0, 1).map(({ path }) => ({ kind: 'skipped', path, reason: 'binary', content: { id, bytes } }));
  const marked = isMarked(content);
  return places.map((place) => ({ kind: 'blob', blob: { ...place, id, bytes, marked, syntax: syntaxOf(place.path, bytes) } }));
}
