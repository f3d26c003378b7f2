// Members put into JSON text: layout and comments stay, and what is put in can be taken out again.
import { expect, test } from 'vitest';
import { addMember, removeMember } from '../../src/data/json-text.ts';
import { parseData } from '../../src/data/parse.ts';

const cases: readonly (readonly [what: string, before: string, after: string])[] = [
  ['nothing in it', '{}', '{"k": "v"}'],
  ['nothing but a comment', '{ // later\n}\n', '{"k": "v" // later\n}\n'],
  ['one line', '{"a": 1}', '{"a": 1,"k": "v"}'],
  ['one line with blanks', '{ "a": 1 }', '{ "a": 1, "k": "v" }'],
  ['lines', '{\n\t"a": 1\n}\n', '{\n\t"a": 1,\n\t"k": "v"\n}\n'],
  ['an empty line first', '{\n\n  "a": 1\n}', '{\n\n  "a": 1,\n  "k": "v"\n}'],
  ['carriage returns', '{\r\n  "a": 1\r\n}\r\n', '{\r\n  "a": 1,\r\n  "k": "v"\r\n}\r\n'],
  ['a comment behind the last value', '{\n  "a": 1 // one, as always\n}', '{\n  "a": 1, // one, as always\n  "k": "v"\n}'],
  ['a comment before the first key', '{\n  // of a {\n  "a": {}\n}', '{\n  // of a {\n  "a": {},\n  "k": "v"\n}'],
  ['a comment at the end', '{\n  "a": 1\n  /* the end } */\n}', '{\n  "a": 1,\n  /* the end } */\n  "k": "v"\n}'],
  ['a comma at the end', '{\n  "a": [1,],\n}', '{\n  "a": [1,],\n  "k": "v"\n}'],
  ['a comma at the end and a comment', '{\n  "a": 1, // one\n}', '{\n  "a": 1, // one\n  "k": "v"\n}'],
  ['a byte order mark', '\ufeff{ "é": "\ufeff" }', '\ufeff{ "é": "\ufeff", "k": "v" }'],
];

test.each(cases)('%s', (_, before, after) => {
  expect(addMember(before, [], 'k', 'v')).toBe(after);
  expect(parseData('x.jsonc', after).value).toEqual({ ...(parseData('x.jsonc', before).value as object), k: 'v' });
});

test.each(cases.filter(([what]) => !what.includes('comment') && !what.includes('comma')))('and out again: %s', (_, before, after) => {
  expect(removeMember(after, [], 'k')).toBe(before);
});
