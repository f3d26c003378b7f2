import { describe, expect, it } from 'vitest';
import { createItem } from '../../src/sources/create-item.ts';
import { expandShipped } from '../../src/sources/shipped.ts';

const MAP = { version: 3, sources: ['../src/a.ts', null, 'webpack://shop/./src/b.ts'], sourcesContent: ['one "a"\n', 'two', null], names: ['x'], mappings: 'AAAA;;CCBA' };
const COMMENT = '//# sourceMappingURL=';

/** Path, origin and text of each blob. */
function expand(path: string, text: string): readonly (readonly [string, string, string])[] {
  const item = createItem(path, Buffer.from(text), { kind: 'bundle' });
  return Array.from(expandShipped(item, '/project'), (one) => {
    if (one.kind !== 'blob') return [one.kind, '', ''] as const;
    const { origin, bytes } = one.blob;
    return [one.blob.path, 'map' in origin ? (origin.map ?? '') : '', Buffer.from(bytes).toString()] as const;
  });
}

describe('a source map', () => {
  it('is its sources, and then what is left of it', () => {
    const [first, second, rest, ...others] = expand('dist/a.js.map', JSON.stringify(MAP));
    expect(first).toEqual(['src/a.ts', 'dist/a.js.map', 'one "a"\n']);
    expect(second).toEqual(['(unnamed)', 'dist/a.js.map', 'two']);
    expect(others).toEqual([]);
    expect(rest).toEqual(['dist/a.js.map', 'dist/a.js.map', JSON.stringify({ ...MAP, sourcesContent: ['', '', null], mappings: '' })]);
  });

  it('of sections is the sources of each', () => {
    const map = { version: 3, sections: [0, 1].map((line) => ({ offset: { line, column: 0 }, map: { ...MAP, sources: [`../src/${line}.ts`] } })) };
    expect(expand('dist/a.js.map', JSON.stringify(map)).map(([path]) => path)).toEqual(['src/0.ts', 'src/1.ts', 'dist/a.js.map']);
  });

  it.each(['', '{', '{"tiles":[1,2]}', JSON.stringify(MAP).slice(0, 60)])('%j is none, and is scanned as it is', (text) => {
    expect(expand('dist/level.map', text)).toEqual([['dist/level.map', '', text]]);
  });
});

describe('a script with its map inside', () => {
  const url = `data:application/json;base64,${Buffer.from(JSON.stringify(MAP)).toString('base64')}`;
  it('is the script, whose places stay, and then the sources', () => {
    const text = `a();\n${COMMENT}${url}\nb();\n`;
    const [script, first] = expand('dist/a.js', text);
    expect(script).toEqual(['dist/a.js', '', text.replace(url, ' '.repeat(url.length))]);
    expect(first).toEqual(['src/a.ts', 'dist/a.js', 'one "a"\n']);
  });

  it('that is damaged stays as it is', () => {
    const text = `a();\n${COMMENT}${url.slice(0, -60)}\n`;
    expect(expand('dist/a.js', text)[0]).toEqual(['dist/a.js', '', text]);
  });
});

it.each(['a();\n', `a();\n${COMMENT}a.js.map\n`])('%j is one blob', (text) => {
  expect(expand('dist/a.js', text)).toEqual([['dist/a.js', '', text]]);
});

it('what is no text is handed on', () => {
  expect(expand('dist/a.map', '\0\u0001')).toEqual([['skipped', '', '']]);
});
