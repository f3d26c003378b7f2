import { FlattenMap, originalPositionFor } from '@jridgewell/trace-mapping';
import * as esbuild from 'esbuild';
import { describe, expect, it } from 'vitest';
import { readSourceMap } from '../../src/trace/source-map.ts';
import { tracePlaces, type TracedPlace } from '../../src/trace/trace-places.ts';
import type { Place } from '../../src/trace/mappings.ts';

interface RawMap {
  readonly version: 3;
  readonly sources: string[];
  readonly names: string[];
  readonly mappings: string;
}

function mapOf(file: string, code: string): { readonly code: string; readonly map: RawMap } {
  const { code: built, map } = esbuild.transformSync(code, { sourcemap: 'external', sourcefile: file, minify: true });
  return { code: built.trimEnd(), map: JSON.parse(map) as RawMap };
}

const first = mapOf('first.ts', 'export const one = 1;\nexport const two = `a\nb`;\nconsole.log("three");\n');
const second = mapOf('second.ts', '\n\nexport const four = 4;\nconsole.log("five");\n');
const end = (text: string): Place => ({ line: text.split('\n').length - 1, column: text.length - text.lastIndexOf('\n') - 1 });

function tracedIn(text: string, places: readonly Place[]): readonly (TracedPlace | undefined)[] | undefined {
  const bytes = Buffer.from(text);
  const sections = readSourceMap(bytes);
  return sections && tracePlaces({ bytes, sections }, places);
}

function traced(map: object, places: readonly Place[]): readonly unknown[] | undefined {
  return tracedIn(JSON.stringify(map), places)?.map((place) => place && { source: place.source.name, line: place.line, column: place.column });
}

function theirs(map: object, places: readonly Place[]): readonly unknown[] {
  const flat = FlattenMap(map as never);
  return places.map(({ line, column }) => {
    const { source, line: originalLine, column: originalColumn } = originalPositionFor(flat, { line: line + 1, column });
    return originalLine === null ? undefined : { source, line: originalLine - 1, column: originalColumn };
  });
}

describe('through sections', () => {
  const joined = `${first.code};${second.code}`;
  const offset = end(`${first.code};`);
  const map = { version: 3, sections: [{ offset: { line: 0, column: 0 }, map: first.map }, { offset, map: second.map }] };
  const places = joined.split('\n').flatMap((text, line) => Array.from({ length: text.length + 3 }, (_, column) => ({ line, column })));

  it('every place is traced as @jridgewell/trace-mapping does', () => {
    expect(places.length).toBeGreaterThan(60);
    // Theirs lets the last mapping of a section hold beyond its end.
    const inside = places.filter(({ line, column }) => line > offset.line || column !== offset.column || line !== offset.line);
    expect(traced(map, inside)).toEqual(theirs(map, inside));
  });

  it('in whatever order they are asked for', () => {
    const mixed = [...places].sort((a, b) => ((a.column * 7919 + a.line) % 101) - ((b.column * 7919 + b.line) % 101));
    const known = new Map(places.map((place, index) => [place, traced(map, places)?.[index]]));
    expect(traced(map, mixed)).toEqual(mixed.map((place) => known.get(place)));
  });

  it('a place before the first section, and one behind the mappings, is not known', () => {
    const late = { version: 3, sections: [{ offset: { line: 5, column: 0 }, map: first.map }] };
    expect(traced(late, [{ line: 0, column: 0 }, { line: 4, column: 99 }, { line: 99, column: 0 }])).toEqual([undefined, undefined, undefined]);
    expect(traced(late, [{ line: 5, column: 0 }])).toEqual(traced(first.map, [{ line: 0, column: 0 }]));
  });

  it('none, and some that are no maps', () => {
    expect(traced({ version: 3, sections: [] }, [{ line: 0, column: 0 }])).toEqual([undefined]);
    expect(traced({ version: 3, sections: [{ offset: { line: 0, column: 0 }, url: 'a.map' }, { offset: 'x' }, 5] }, [{ line: 0, column: 0 }])).toEqual([undefined]);
  });

  it('a hundred thousand of them, and ten thousand places, in either order', () => {
    const tiny = { version: 3, sources: ['a'], names: [], mappings: 'AAAA' };
    const lines = Array.from({ length: 100_000 }, (_, line) => ({ offset: { line, column: 0 }, map: tiny }));
    const many = Array.from({ length: 10_000 }, (_, line) => ({ line: line * 10, column: 3 }));
    expect(traced({ version: 3, sections: lines }, many)?.every((place) => place !== undefined)).toBe(true);
    expect(traced({ version: 3, sections: lines.toReversed() }, many)).toHaveLength(10_000);
  });
});

it('what is no map gives nothing', () => {
  expect(tracedIn('{"version":3', [{ line: 0, column: 0 }])).toBeUndefined();
});

it('a source that the map does not have', () => {
  expect(traced({ version: 3, sources: [], names: [], mappings: 'AAAA' }, [{ line: 0, column: 0 }])).toEqual([undefined]);
});
