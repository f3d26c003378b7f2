// Text files that are changed: several at once or none, never one that somebody else has changed meanwhile.
import { chmodSync, existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { applyEdits, loadTextFile } from '../../src/data/text-file.ts';
import { createTree } from '../support/temp.ts';

test('changes, makes and deletes; permissions stay', () => {
  const root = createTree({ 'a.txt': 'a\n', 'b.txt': 'b\n' });
  chmodSync(join(root, 'a.txt'), 0o640);
  const load = (path: string): ReturnType<typeof loadTextFile> => loadTextFile(root, join(root, path));
  applyEdits([{ file: load('a.txt'), text: 'A\n' }, { file: load('b.txt'), text: undefined }, { file: load('new/c.txt'), text: 'c\n' }]);
  expect([readFileSync(join(root, 'a.txt'), 'utf8'), existsSync(join(root, 'b.txt')), readFileSync(join(root, 'new/c.txt'), 'utf8')]).toEqual(['A\n', false, 'c\n']);
  if (process.platform !== 'win32') expect(statSync(join(root, 'a.txt')).mode & 0o777).toBe(0o640);
  expect(readdirSync(root).sort()).toEqual(['a.txt', 'new']);
});

const meanwhile: readonly (readonly [what: string, path: string, change: (path: string) => void])[] = [
  ['changed', 'b.txt', (path) => writeFileSync(path, 'of somebody\n')],
  ['made', 'new.txt', (path) => writeFileSync(path, '')],
];

test.each(meanwhile)('what was %s since it was read stays, and so do the others', (_, path, change) => {
  const root = createTree({ 'a.txt': 'a\n', 'b.txt': 'b\n' });
  const edits = ['a.txt', path].map((name) => ({ file: loadTextFile(root, join(root, name)), text: 'ours\n' }));
  change(join(root, path));
  const before = readdirSync(root).map((name) => [name, readFileSync(join(root, name), 'utf8')]);
  expect(() => applyEdits(edits)).toThrow(`${path} has changed meanwhile, so it was left alone`);
  expect(readdirSync(root).map((name) => [name, readFileSync(join(root, name), 'utf8')])).toEqual(before);
});
