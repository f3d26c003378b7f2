// A source map inside the text that it is of, as a data URL in the last comment that names one.
import type { Span } from '../types.ts';
import { findMapComment } from './map-comment.ts';
import { readSourceMap, type SourceMap } from './source-map.ts';

export interface InnerMap extends SourceMap {
  /** Of the data URL in the text. */
  readonly span: Span;
}

/** Nothing for a text without one, or with one that is damaged. */
export function findMapInside(text: Buffer): InnerMap | undefined {
  const comment = findMapComment(text);
  if (comment?.kind !== 'inline') return undefined;
  const bytes = comment.decode();
  const sections = bytes && readSourceMap(bytes);
  return sections && { bytes, sections, span: comment.span };
}
