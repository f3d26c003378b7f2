// Folding comes to what running the code would, never runs it, and gives up on what it does not know or what takes too long.
import vm from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { folded, parsers } from '../../support/folded.ts';

const constant: readonly (readonly [code: string, value: unknown])[] = [
  [`'a' + "b" + \`c\``, 'abc'],
  [`1 + 2 + 'a' + 3 + 4`, '3a34'],
  [`('a' + (1 + 2))`, 'a3'],
  ['`a${"b"}c${1}`', 'abc1'],
  ['String.raw`a\\n${"b"}`', 'a\\nb'],
  [`'a'.concat('b', 1)`, 'ab1'],
  [`['a', 'b', ...'cd'].join('-')`, 'a-b-c-d'],
  [`['a', 'b'].concat('c', ['d']).join('')`, 'abcd'],
  [`'abc'.split('').reverse().join('')`, 'cba'],
  [`[...'abc'].reverse().join('')`, 'cba'],
  [`Array.from('abc').toReversed().slice(1).join('')`, 'ba'],
  [`String(['a', 'b'])`, undefined],
  [`['a', 'b'].toString()`, 'a,b'],
  [`atob('YWJj') + window.atob('YWJj') + globalThis.atob('YWJj')`, 'abcabcabc'],
  [`btoa('user:abc')`, 'dXNlcjphYmM='],
  [`Buffer.from('YWJj', 'base64').toString()`, 'abc'],
  [`Buffer.from('616263', 'hex').toString('utf8')`, 'abc'],
  [`Buffer.from('-_8', 'base64url')`, [251, 255]],
  [`Buffer.from([97, 0x62]).toString('hex')`, '6162'],
  [`new TextDecoder().decode(new Uint8Array([97, 98]))`, 'ab'],
  [`new TextDecoder().decode(Uint8Array.from([97, 98]))`, 'ab'],
  [`Buffer.from(new TextEncoder().encode('é')).toString('latin1')`, 'Ã©'],
  [`String.fromCharCode(97, 98) + String.fromCodePoint(0x1f511)`, 'ab\u{1f511}'],
  [`String.fromCharCode(...[97, 98])`, 'ab'],
  [`'abcdef'.slice(-4).substring(1).substr(0, 2)`, 'de'],
  [`'ab'.repeat(3).replace('b', '').replaceAll('a', 'x')`, 'xxbxb'],
  [`'a-b-c'.replace(/-/g, '') + 'a.b.c'.replace(/\\./, '')`, 'abcab.c'],
  [`'a-b'.split(/-/).join('')`, 'ab'],
  [`' A '.trim().toLowerCase() + 'b'.toUpperCase()`, 'aB'],
  [`'abc'.charAt(1) + 'abc'.at(-1) + 'abc'[0] + ['x', 'y'][1]`, 'bcay'],
  [`(255).toString(16)`, 'ff'],
  [`decodeURIComponent('%61b') + unescape('%63')`, 'abc'],
  [`JSON.parse('"a\\\\u0062"')`, 'ab'],
  [`'abc'['to' + 'UpperCase']()`, 'ABC'],
  [`const a = 'x'; let b = a + 'y'; var c = b; c + 'z'`, 'xyz'],
  [`const o = { a: 'x', b: { 'c-d': 'y' } }; o.a + o.b['c-d']`, 'xy'],
  [`const o = Object.freeze({ a: 'x', a: 'y' }); o.a + ''`, 'y'],
  [`const l = ['x', 'y']; l[0] + l[1]`, 'xy'],
  [`import { Buffer } from 'node:buffer'; Buffer.from('YQ==', 'base64').toString()`, 'a'],
  [`'a'?.concat('b')`, 'ab'],
];

const typed: typeof constant = [
  [`('a' as string) + ('b' satisfies string)! + <string>'c'`, 'abc'],
  [`const o = { a: 'x' } as const; o.a + ''`, 'x'],
  [`const a: string = 'x'; a!`, 'x'],
  [`Buffer.from('YQ==' as any, 'base64' as const).toString()`, 'a'],
];

const unknown = [
  `f('a')`,
  `'a' + b`,
  '`a${b}`',
  `let a = 'x'; a = f(); a + ''`,
  `let a; a = 'x'; a + ''`,
  `var a = 'x'; var a = 'y'; a + ''`,
  `for (var a of ['x']) f(a); a + ''`,
  `const o = { a: 'x' }; o.a = f(); o.a + ''`,
  `const o = { a: 'x' }; delete o.a; o.a + ''`,
  `const o = { a: 'x', ...f() }; o.a + ''`,
  `const l = ['x']; l.push(f()); l.join('')`,
  `const l = ['x', f()]; l.join('')`,
  `const a = b + 'x', b = a + 'y'; a`,
  `const o = { a: o.a }; o.a`,
  `function atob() {} atob('YWJj')`,
  `const String = f(); String.fromCharCode(97)`,
  `const window = f(); window.atob('YWJj')`,
  `import { Buffer } from './buffer.js'; Buffer.from('YQ==', 'base64').toString()`,
  `'a'.replace(/./g, 'b')`,
  `'a'.replace('a', () => 'b')`,
  `'a'.replace('a', '$&')`,
  `'a'.constructor('b')`,
  `'a'.__proto__`,
  `decodeURIComponent('%')`,
  `(1).toString(99)`,
  `String.fromCodePoint(-1)`,
  `JSON.parse('{')`,
  `JSON.parse('{"a":"b"}')`,
  `'a' - 'b'`,
];

describe.each(Object.keys(parsers) as (keyof typeof parsers)[])('as %s parses it', (parser) => {
  test.each(parser === 'typescript' ? [...constant, ...typed] : constant)('%s', (code, value) => expect(folded(code, parser)).toEqual(value));
  test.each(unknown)('nothing: %s', (code) => expect(folded(code, parser)).toBeUndefined());
});

const doubling = (first: string): string => `const x0 = '${first}'; ${Array.from({ length: 60 }, (_, n) => `const x${n + 1} = x${n} + x${n};`).join(' ')} x60`;

const costly: readonly (readonly [what: string, code: string])[] = [
  ['a text of a gigabyte', `'a'.repeat(2 ** 30) + 'b'`],
  ['what is doubled sixty times', doubling('a')],
  ['nothing doubled sixty times', doubling('')],
  ['a separator that is long', `const l = [...'${'a'.repeat(20_000)}']; l.join(l.join('')).length + ''`],
  ['lists of lists', `const l = [...'${'a'.repeat(60_000)}']; l.concat(${'l, '.repeat(1_000)}).join('')`],
  ['calls in calls', `${'atob('.repeat(300)}'YQ=='${')'.repeat(300)}`],
  ['much that is made and dropped', `const a = '${'a'.repeat(60_000)}'; ${Array.from({ length: 300 }, (_, n) => `const y${n} = a.split('').reverse().join('') + ${n};`).join('')} [${Array.from({ length: 300 }, (_, n) => `y${n}.at(0)`).join(', ')}].join('')`],
];

test.each(costly)('gives up on %s', (_, code) => expect(folded(code)).toBeUndefined());

test('a long sum is no depth', () => {
  expect(folded(`'a'${` + 'b'`.repeat(500)}`)).toBe(`a${'b'.repeat(500)}`);
});

/** Expressions without side effects that come to a text. */
const { text } = fc.letrec<{ text: string; list: string }>((tie) => {
  const literal = fc.string({ unit: 'grapheme', maxLength: 8 }).map((value) => JSON.stringify(value));
  const plain = fc.string({ maxLength: 8 }).map((value) => JSON.stringify(value));
  const index = fc.integer({ min: -9, max: 9 });
  const one = tie('text');
  return {
    text: fc.oneof(
      { maxDepth: 5 },
      literal,
      fc.tuple(one, one).map(([a, b]) => `(${a} + ${b})`),
      fc.tuple(fc.integer({ min: 0, max: 99 }), one).map(([a, b]) => `(${a} + 1 + ${b})`),
      fc.tuple(one, one).map(([a, b]) => `\`<\${${a}}|\${${b}}>\``),
      fc.tuple(one, one).map(([a, b]) => `${a}.concat(${b})`),
      fc.tuple(tie('list'), plain).map(([a, b]) => `${a}.join(${b})`),
      fc.tuple(one, fc.constantFrom('slice', 'substring', 'substr'), index, index).map(([a, name, from, to]) => `${a}.${name}(${from}, ${to})`),
      fc.tuple(one, fc.constantFrom('trim', 'toUpperCase', 'toLowerCase', 'toString')).map(([a, name]) => `${a}.${name}()`),
      fc.tuple(one, fc.nat({ max: 3 })).map(([a, times]) => `${a}.repeat(${times})`),
      fc.tuple(one, plain, plain, fc.constantFrom('replace', 'replaceAll')).map(([a, b, c, name]) => `${a}.${name}(${b.length === 2 ? '"a"' : b}, ${c.replaceAll('$', '')})`),
      fc.tuple(one, fc.constantFrom('base64', 'hex', 'latin1', 'base64url', 'utf8')).map(([a, encoding]) => `Buffer.from(Buffer.from(${a}).toString('${encoding}'), '${encoding}').toString()`),
      plain.map((a) => `atob(btoa(${a}))`),
      one.map((a) => `decodeURIComponent(encodeURIComponent(${a}))`),
      fc.array(fc.integer({ min: 32, max: 0xd7ff }), { maxLength: 5 }).map((codes) => `String.fromCharCode(...[${codes.join(', ')}])`),
fc.string({ maxLength: 8 }).map((value) => `JSON.parse(${JSON.stringify(JSON.stringify(value))})`),
    ),
    list: fc.oneof(
      { maxDepth: 5 },
      fc.array(one, { maxLength: 3 }).map((texts) => `[${texts.join(', ')}]`),
      one.map((a) => `[...${a}]`),
      fc.tuple(one, plain).map(([a, b]) => `${a}.split(${b})`),
      tie('list').map((a) => `${a}.reverse()`),
      fc.tuple(tie('list'), index).map(([a, from]) => `${a}.slice(${from})`),
      fc.tuple(tie('list'), tie('list')).map(([a, b]) => `${a}.concat(${b})`),
    ),
  };
});

test('comes to what running the code comes to', () => {
  fc.assert(
    fc.property(text, text, (first, second) => {
      const code = `const a = ${first}; const b = [a, ${second}]; a + b[1]`;
      let value: unknown;
      try {
        value = vm.runInNewContext(code, { Buffer, atob, btoa });
      } catch {
        // A lone surrogate has no URI.
        value = undefined;
      }
      expect(folded(code)).toBe(value);
    }),
    { numRuns: 500 },
  );
});
