import { describe, expect, it } from 'vitest';
import { createSourceText, originalPlace, placeOfName, variableAt } from '../../src/trace/original-place.ts';
import { SecretValue } from '../../src/secret.ts';

const SOURCE = ['const a = 1;', 'const key = "se" +', '  "cret-words";', 'const url = import.meta.env.VITE_URL;', 'const whole = "secret-words"; f("secret-words")'].join('\n');
const SECRET = 'secret-words';

describe('the credential is looked for from the mapped place on', () => {
  it('and told where it stands', () => {
    expect(originalPlace(createSourceText(SOURCE), { line: 4, column: 14 }, { secret: new SecretValue(SECRET, '') })).toEqual({ line: 4, column: 15 });
    expect(originalPlace(createSourceText(SOURCE), { line: 4, column: 30 }, { secret: new SecretValue(SECRET, '') })).toEqual({ line: 4, column: 33 });
  });

  it('some lines further down, not at the other end of the file', () => {
    const far = `${'\n'.repeat(60)}${SECRET}`;
    expect(originalPlace(createSourceText(`x\n${'\n'.repeat(20)}${SECRET}`), { line: 0, column: 0 }, { secret: new SecretValue(SECRET, '') })).toEqual({ line: 21, column: 0 });
    expect(originalPlace(createSourceText(far), { line: 0, column: 0 }, { secret: new SecretValue(SECRET, '') })).toBeUndefined();
  });

  it('else the place is that of the mapping if a variable stands there', () => {
    expect(originalPlace(createSourceText(SOURCE), { line: 3, column: 12 }, { secret: new SecretValue(SECRET, '') })).toEqual({ line: 3, column: 12, variable: 'VITE_URL' });
    expect(originalPlace(createSourceText(SOURCE), { line: 3, column: 6 }, { secret: new SecretValue('else', '') })).toBeUndefined();
  });

  it('of a value of the environment it is where one of its variables is read, the nearest', () => {
    const secret = new SecretValue('else', '');
    const source = createSourceText(`${SOURCE}\n\nf(import.meta.env.VITE_URL, process.env.OTHER);`);
    expect(originalPlace(source, { line: 2, column: 0 }, { secret, variables: ['VITE_URL', 'OTHER'] })).toEqual({ line: 3, column: 12, variable: 'VITE_URL' });
    expect(originalPlace(source, { line: 5, column: 0 }, { secret, variables: ['VITE_URL'] })).toEqual({ line: 6, column: 2, variable: 'VITE_URL' });
    expect(originalPlace(source, { line: 2, column: 0 }, { secret, variables: ['NOWHERE'] })).toBeUndefined();
  });

  it.each([
    { line: 99, column: 0 },
    { line: 0, column: 9999 },
  ])('a map that lies: %j', (place) => {
    expect(originalPlace(createSourceText(SOURCE), place, { secret: new SecretValue('nowhere', '') })).toBeUndefined();
  });
});

it('a variable is named where it is a whole name, first', () => {
  const source = createSourceText('const MY_KEY_2 = 1;\nimport { OTHER, MY_KEY } from "made-up:env";\nf(MY_KEY);\n');
  expect(placeOfName(source, ['MY_KEY'])).toEqual({ line: 1, column: 16, variable: 'MY_KEY' });
  expect(placeOfName(source, ['KEY', 'constructor'])).toBeUndefined();
});

it.each([
  ['import.meta.env.VITE_KEY', 'VITE_KEY'],
  ['process.env.REACT_APP_KEY;', 'REACT_APP_KEY'],
  ['process.env["NEXT_PUBLIC_KEY"]', 'NEXT_PUBLIC_KEY'],
  ["process . env ?. ['A-B']", 'A-B'],
  ['process?.env?.KEY', 'KEY'],
  ['Bun.env.KEY', 'KEY'],
  ['environment.KEY', undefined],
  ['process.env', undefined],
])('%s reads %s', (text, name) => {
  expect(variableAt(`x ${text}`, 2)).toBe(name);
});
