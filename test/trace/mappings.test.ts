import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import * as esbuild from 'esbuild';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tracePlaces, type Place } from '../../src/trace/mappings.ts';
import { readSourceMap } from '../../src/trace/source-map.ts';
import { vlq } from '../support/vlq.ts';

type Traced = { readonly source: string | null; readonly line: number; readonly column: number } | undefined;

function ours(map: string, places: readonly Place[]): readonly Traced[] {
  const bytes = Buffer.from(map);
  const [section] = readSourceMap(bytes) ?? [];
  if (section === undefined) throw new Error('no map');
  return tracePlaces(bytes, section.mappings, places).map((place) => place && { source: section.sources[place.source]?.name ?? null, line: place.line, column: place.column });
}

function theirs(map: string, places: readonly Place[]): readonly Traced[] {
  const trace = new TraceMap(map);
  return places.map(({ line, column }) => {
    const { source, line: originalLine, column: originalColumn } = originalPositionFor(trace, { line: line + 1, column });
    return originalLine === null ? undefined : { source, line: originalLine - 1, column: originalColumn };
  });
}

describe('places are traced as @jridgewell/trace-mapping does', () => {
  it('through a map of esbuild, at every third column of its lines', () => {
    const file = 'src/trace/mappings.ts';
    const { map } = esbuild.transformSync(readFileSync(file, 'utf8'), { loader: 'ts', minify: true, sourcemap: 'external', sourcefile: file });
    const { code } = esbuild.transformSync(readFileSync(file, 'utf8'), { loader: 'ts', minify: true });
    const places = code.split('\n').flatMap((text, line) => Array.from({ length: Math.ceil(text.length / 3) }, (_, index) => ({ line, column: 3 * index })));
    expect(places.length).toBeGreaterThan(200);
    expect(ours(map, places)).toEqual(theirs(map, places));
  });

  it('through random maps, at random places', () => {
    const segment = fc.record({ step: fc.integer({ min: 1, max: 40 }), source: fc.integer({ min: -1, max: 2 }), line: fc.integer({ min: 0, max: 5000 }), column: fc.integer({ min: 0, max: 100_000 }) });
    const lines = fc.array(fc.array(segment, { maxLength: 6 }), { maxLength: 8 });
    const asked = fc.array(fc.record({ line: fc.integer({ min: 0, max: 9 }), column: fc.integer({ min: 0, max: 200 }) }), { maxLength: 12 });
    fc.assert(
      fc.property(lines, asked, (generated, unsorted) => {
        const map = JSON.stringify({ version: 3, sources: ['a', 'b', 'c'], mappings: encode(generated) });
        const places = unsorted.sort((a, b) => a.line - b.line || a.column - b.column);
        expect(ours(map, places)).toEqual(theirs(map, places));
      }),
      { numRuns: 500 },
    );
  });

  it('what is no mapping ends the walk, and what was found until then holds', () => {
    const map = JSON.stringify({ version: 3, sources: ['a'], mappings: 'AAAA;AACA;!!!;AACA' });
    const places = [0, 1, 2, 3].map((line) => ({ line, column: 5 }));
    expect(ours(map, places).map((place) => place?.line)).toEqual([0, 1, undefined, undefined]);
  });

  it.each(['gggggggggggggggggA', 'A'.repeat(6), 'g', 'AAAAA?'])('%s is no segment', (mappings) => {
    expect(ours(JSON.stringify({ version: 3, sources: ['a'], mappings }), [{ line: 0, column: 9 }])).toEqual([undefined]);
  });
});

interface Segment {
  readonly step: number;
  readonly source: number;
  readonly line: number;
  readonly column: number;
}

// Source -1 stands for none.
function encode(lines: readonly (readonly Segment[])[]): string {
  let last = { source: 0, line: 0, column: 0 };
  return lines
    .map((segments) =>
      segments
        .map((segment) => {
          if (segment.source < 0) return vlq(segment.step);
          const text = [segment.step, segment.source - last.source, segment.line - last.line, segment.column - last.column].map(vlq).join('');
          last = segment;
          return text;
        })
        .join(','),
    )
    .join(';');
}
