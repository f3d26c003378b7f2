// The sources of a source map, each with its path and text, opened once. What a compiler handed on with its map inside the text
// (the scripts of Astro's pages) leads on to what that was made of.
import { findMapInside } from './map-inside.ts';
import { createSourceText, type SourceText } from './original-place.ts';
import { contentOf, type MapSource, type SourceMap } from './source-map.ts';
import { folderOf, sourcePath } from './source-path.ts';

export interface CarryingMap {
  /** Of the file that the map is in, relative to the root: names of sources are relative to it. */
  readonly path: string;
  readonly bytes: Buffer;
}

export interface OpenSource {
  readonly path: string;
  readonly text: SourceText;
  /** The map inside its text, with its sources. */
  readonly own?: { readonly map: SourceMap; readonly open: Sources };
}

/** Gives each source the same object every time. A source without any text to be found has an empty one. */
export type Sources = (source: MapSource) => OpenSource;

export interface SourceReader {
  /** The absolute project root. */
  readonly root: string;
  /** Of a path relative to the root; nothing if there is no such file, or it is too large. */
  read(path: string): Buffer | undefined;
}

export function createSources({ path, bytes }: CarryingMap, reader: SourceReader): Sources {
  const { root, read } = reader;
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
    return { path: itsPath, text: createSourceText(text.toString()), ...(inside && { own: { map: inside, open: createSources({ path: itsPath, bytes: inside.bytes }, reader) } }) };
  }
}
