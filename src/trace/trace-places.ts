// Places of a generated text to the sources that they come from, through one source map with all its sections.
import { tracePlaces as traceSection, type Place } from './mappings.ts';
import type { MapSection, MapSource, SourceMap } from './source-map.ts';

/** A place in a source. */
export interface TracedPlace extends Place {
  readonly source: MapSource;
  /** How many columns before the place the mapping begins. */
  readonly before: number;
}

/** For each place, in their order, where it comes from; nothing for one that the map does not know. */
export function tracePlaces({ bytes, sections }: SourceMap, places: readonly Place[]): readonly (TracedPlace | undefined)[] {
  const traced: (TracedPlace | undefined)[] = places.map(() => undefined);
  const ascending = [...places.entries()].sort(([, a], [, b]) => byPlace(a, b));
  let from = ascending.findIndex(([, place]) => sections[0] !== undefined && byPlace(place, sections[0]) >= 0);
  for (const [index, section] of sections.entries()) {
    if (from === -1 || from === ascending.length) break;
    const next = sections[index + 1];
    let end = from;
    while (end < ascending.length && (next === undefined || byPlace((ascending[end] as [number, Place])[1], next) < 0)) end++;
    const inside = ascending.slice(from, end);
    from = end;
    const found = inside.length === 0 ? [] : traceSection(bytes, section.mappings, inside.map(([, place]) => relativeTo(place, section)));
    inside.forEach(([at], order) => {
      const mapped = found[order];
      const source = mapped && section.sources[mapped.source];
      if (mapped !== undefined && source !== undefined) traced[at] = { ...mapped, source };
    });
  }
  return traced;
}

function byPlace(a: Place, b: Place): number {
  return a.line - b.line || a.column - b.column;
}

function relativeTo({ line, column }: Place, start: MapSection): Place {
  return line === start.line ? { line: 0, column: column - start.column } : { line: line - start.line, column };
}
