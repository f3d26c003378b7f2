// docs/formats.md has every format there is, and no other.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { reporters } from '../src/reporters/index.ts';

test('the page has a section of each format, and a row of the table', () => {
  const names = Object.keys(reporters);
  const page = readFileSync(new URL('../docs/formats.md', import.meta.url), 'utf8');
  const headings = Array.from(page.matchAll(/^## (.*)$/gm), ([, heading = '']) => heading.split(' and ')).flat();
  expect(headings).toEqual(names);
  const [table = ''] = /^\| format [^]*?\n\n/m.exec(page) ?? [];
  expect(Array.from(table.matchAll(/\[(\w+)\]\(#/g), ([, name]) => name)).toEqual(names);
});
