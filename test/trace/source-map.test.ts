import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elementsOf, membersOf, scalarAt, valueAt } from '../../src/trace/json-spans.ts';
import { contentOf, readSourceMap } from '../../src/trace/source-map.ts';

const MAP = { version: 3, sources: ['a.ts', 'b.ts'], sourcesContent: ['one "two"\n', null], names: [], mappings: 'AAAA' };

describe('a source map is read', () => {
  it('with its sources, contents and mappings', () => {
    const bytes = Buffer.from(JSON.stringify(MAP));
    const [section] = readSourceMap(bytes) ?? [];
    expect(section).toMatchObject({ line: 0, column: 0, sources: [{ name: 'a.ts' }, { name: 'b.ts' }] });
    expect(section && bytes.toString('utf8', section.mappings.start, section.mappings.end)).toBe('AAAA');
    expect(section?.sources.map(({ content }) => content && contentOf(bytes, content)?.toString())).toEqual([MAP.sourcesContent[0], undefined]);
  });

  it.each([
    [')]}\'\n', ''],
    [')]}\n', ''],
    ['\ufeff', ''],
    ['  \r\n\t', '\n'],
  ])('between %j and %j', (before, after) => {
    expect(readSourceMap(Buffer.from(`${before}${JSON.stringify(MAP)}${after}`))?.[0]?.sources).toHaveLength(2);
  });

  it.each([
    ['src', 'src/a.ts'],
    ['src/', 'src/a.ts'],
    ['webpack://app/', 'webpack://app/a.ts'],
    ['', 'a.ts'],
  ])('sourceRoot %j: %s', (sourceRoot, name) => {
    expect(readSourceMap(Buffer.from(JSON.stringify({ ...MAP, sourceRoot })))?.[0]?.sources[0]?.name).toBe(name);
  });

  it('in sections, each with its offset', () => {
    const map = { version: 3, sections: [{ offset: { line: 0, column: 0 }, map: MAP }, { offset: { line: 7, column: 3 }, map: { ...MAP, sources: ['c'] } }] };
    const sections = readSourceMap(Buffer.from(JSON.stringify(map)));
    expect(sections?.map(({ line, column, sources }) => [line, column, sources[0]?.name])).toEqual([[0, 0, 'a.ts'], [7, 3, 'c']]);
  });

  it.each(['', '{', '[]', 'null', '"x"', '{"version":2,"mappings":""}', '{"version":3}', '{"version":3,"mappings":5}', '{"version":3,"mappings":"AAAA', `${'['.repeat(100_000)}`, ')]}'])('%.30j is none', (text) => {
    expect(readSourceMap(Buffer.from(text))).toBeUndefined();
  });

  it('members of an object and elements of an array are those of JSON.parse', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(undefined, 2), (object, indent) => {
        const bytes = Buffer.from(JSON.stringify(object, undefined, indent));
        const whole = valueAt(bytes, 0);
        const members = whole && membersOf(bytes, whole);
        const text = (span: { readonly start: number; readonly end: number }): unknown => JSON.parse(bytes.toString('utf8', span.start, span.end));
        // A name with an escape is none that tracing asks for.
        for (const [name, value] of Object.entries(object).filter(([one]) => JSON.stringify(one) === `"${one}"`)) {
          const span = members?.get(name);
          expect(span && text(span)).toEqual(JSON.parse(JSON.stringify(value)));
          if (Array.isArray(value)) expect(span && elementsOf(bytes, span).map(text)).toEqual(JSON.parse(JSON.stringify(value)));
          if (typeof value === 'string') expect(span && scalarAt(bytes, span)).toBe(value);
        }
      }),
      { numRuns: 300 },
    );
  });
});
