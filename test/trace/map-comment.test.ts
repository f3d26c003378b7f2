import { describe, expect, it } from 'vitest';
import { findMapComment } from '../../src/trace/map-comment.ts';

const NAME = 'sourceMappingURL=';
const MAP = '{"version":3,"mappings":"é"}';
const base64 = Buffer.from(MAP).toString('base64');

function urlOf(text: string): string | undefined {
  const found = findMapComment(Buffer.from(text));
  return found?.kind === 'external' ? found.url : undefined;
}

function decodedOf(text: string): string | undefined {
  const found = findMapComment(Buffer.from(text));
  return found?.kind === 'inline' ? found.decode()?.toString() : undefined;
}

describe('a comment names a map', () => {
  it.each([
    [`a();\n//# ${NAME}a.js.map`, 'a.js.map'],
    [`a();\n//@ ${NAME}a.js.map\n`, 'a.js.map'],
    [`a{}\n/*# ${NAME}a.css.map */`, 'a.css.map'],
    [`a{}\n/*# ${NAME}a.css.map*/\n`, 'a.css.map'],
    [`a();\r\n//# ${NAME}../maps/a%20b.map?v=1\r\n`, '../maps/a%20b.map?v=1'],
    [`//# ${NAME}of-a-dependency.map\nb();\n//# ${NAME}a.js.map\n`, 'a.js.map'],
    [`//# ${NAME}a.js.map\n//# debugId=1\n`, 'a.js.map'],
    [`//# ${NAME}a.js.map\nvar s="${NAME}"+x`, 'a.js.map'],
  ])('%j', (text, url) => {
    expect(urlOf(text)).toBe(url);
  });

  it.each(['', 'a()', NAME, `${NAME}a.js.map`, `var s="${NAME}a.map"`, `// ${NAME}a.map`, `//# ${NAME}`, `//# ${NAME} a.map`, `//#${NAME}a.map`])('%j names none', (text) => {
    expect(findMapComment(Buffer.from(text))).toBeUndefined();
  });
});

describe('a map inside', () => {
  it.each([
    `data:application/json;base64,${base64}`,
    `data:application/json;charset=utf-8;base64,${base64}`,
    `data:application/json;CHARSET=utf-8;BASE64,${base64}`,
    `data:;base64,${base64}`,
    `data:application/json,${encodeURIComponent(MAP)}`,
    `data:application/json;charset=utf-8,${encodeURIComponent(MAP)}`,
  ])('%.50s is decoded', (url) => {
    expect(decodedOf(`a();\n//# ${NAME}${url}\n`)).toBe(MAP);
    expect(decodedOf(`a{}\n/*# ${NAME}${url} */`)).toBe(MAP);
  });

  it('ends with its line, so that what follows is scanned', () => {
    const text = `a();\n//# ${NAME}data:application/json;base64,${base64}\nb();`;
    const found = findMapComment(Buffer.from(text));
    expect(found?.kind === 'inline' && Buffer.from(text).toString('utf8', found.span.start, found.span.end)).toBe(`data:application/json;base64,${base64}`);
  });

  it.each([`data:application/json,%zz`, `data:application/json,%ff`])('%s is damaged', (url) => {
    expect(findMapComment(Buffer.from(`//# ${NAME}${url}`))?.kind).toBe('inline');
    expect(decodedOf(`//# ${NAME}${url}`)).toBeUndefined();
  });

  it('of many comments that are none the search ends soon', () => {
    expect(findMapComment(Buffer.from(`x ${NAME}`.repeat(300_000)))).toBeUndefined();
  });
});
