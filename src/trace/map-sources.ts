// The sources of a source map, each with its path and text, opened once. What a compiler handed on with its map inside the text
// (the scripts of Astro's pages) leads on to what that was made of.
import { findMapInside } from './map-inside.ts';
import { createSourceText, type SourceText } from './original-place.ts';
import { contentOf, type MapSource } from './source-map.ts';
import { sourcePath } from './source-path.ts';

export interface CarryingMap {
  /** Of the file that the map is in, relative to the root: names of sources are relative to it. */
  readonly path: string;
  readonly bytes: Buffer;
}

export interface OpenSource {
  readonly path: string;
  readonly text: SourceText;
  /** The map inside its text. */
  readonly own?: CarryingMap;
}

export interface SourceReader {
  /** The absolute project root. */
  readonly root: string;
  /** Of a path relative to the root; nothing if there is no such file, or it is too large. */
  read(path: string): Buffer | undefined;
}

/** Gives each source the same object every time. A source without any text to be found has an empty one. */
export function createSources({ path, bytes }: CarryingMap, { root, read }: SourceReader): (source: MapSource) => OpenSource {
  const opened = new Map<MapSource, OpenSource>();
  return (source) => {
    const known = opened.get(source) ?? open(source);
    opened.set(source, known);
    return known;
  };

  function open({ name = '', content }: MapSource): OpenSource {
    const itsPath = sourcePath(name, folderOf(path), root);
    // A map without contents is most often made of the files that are still there.
    const text = (content === undefined ? read(itsPath) : contentOf(bytes, content)) ?? Buffer.alloc(0);
    const inside = findMapInside(text);
    return { path: itsPath, text: createSourceText(text.toString()), ...(inside && { own: { path: itsPath, bytes: inside.bytes } }) };
  }
}

export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}
