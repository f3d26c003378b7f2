// Text inside text: what is decoded, where it points, what is found in it, and that costly text stays cheap.
import { expect, test } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import { unfold } from '../../src/engine/layers.ts';
import { expandExample } from '../../src/rule/expand.ts';
import type { Syntax } from '../../src/types.ts';
import { builtinRules } from '../support/rules.ts';
import { createKernel, type Encoded } from '../../src/kernel/kernel.ts';

const kernel = createKernel([]);
const findEncoded = (text: string): Encoded => {
  kernel.load(text);
  return kernel.findEncoded();
};

const engine = createEngine(builtinRules);
const qwoty = expandExample('qwt_prod_<hex:32>', 'layers');
const password = ['Garden', 'Kettle', 47, '!'].join('');
const apiKey = expandExample('<alnum:20>', 'layers');
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const hex = (text: string, write: (digits: string) => string): string =>
  Array.from(Buffer.from(text), (byte) => write(byte.toString(16).padStart(2, '0'))).join('');

const [one, two, three] = [qwoty.slice(0, 7), qwoty.slice(7, 22), qwoty.slice(22)] as const;

const encodings: readonly [why: string, layers: readonly string[], text: string, encoded: string][] = [
  ['base64', ['base64'], qwoty, base64(qwoty)],
  ['base64url', ['base64'], qwoty, Buffer.from(`??>>${qwoty} `).toString('base64url')],
  ['percent escapes', ['percent'], qwoty, hex(qwoty, (digits) => `%${digits}`)],
  ['a percent escape inside', ['percent'], qwoty, qwoty.replace('_', '%5F')],
  ['\\x escapes', ['escape'], qwoty, hex(qwoty, (digits) => `\\x${digits}`)],
  ['\\u escapes', ['escape'], qwoty, hex(qwoty, (digits) => `\\u00${digits}`)],
  ['\\u{} escapes', ['escape'], qwoty, hex(qwoty, (digits) => `\\u{${digits}}`)],
  ['decimal references', ['html'], qwoty, Array.from(qwoty, (one) => `&#${one.charCodeAt(0)};`).join('')],
  ['hexadecimal references', ['html'], qwoty, hex(qwoty, (digits) => `&#x${digits};`)],
  ['base64 in base64', ['base64', 'base64'], qwoty, base64(`{"data":"${base64(qwoty)}"}`)],
  ['a sum', ['concatenation'], qwoty, `'${one}' + "${two}"+\`${three}\``],
  ['a sum over lines', ['concatenation'], qwoty, `'${one}' +\r\n\t'${two}'\n    + '${three}'`],
  ['a sum with empty pieces', ['concatenation'], qwoty, `'' + '${one}' + '' + '${two + three}' + ''`],
  ['a list that is joined', ['concatenation'], qwoty, `['${one}', "${two}",\n  \`${three}\`,\n].join("")`],
  ['the end of a list', ['concatenation'], qwoty, `[x, '${one}','${two}','${three}'].join('')`],
  ['letters joined', ['concatenation'], qwoty, `[${Array.from(qwoty, (letter) => `'${letter}'`).join(', ')}].join(\`\`)`],
  ['sums in a list', ['concatenation'], qwoty, `['${one}' + '${two}', '${three}'].join('')`],
  ['concat', ['concatenation'], qwoty, `'${one}'.concat('${two}', "${three}", x)`],
  ['literals in a template', ['concatenation'], qwoty, `\`${one}\${'${two}'}\${ "${three}" }\``],
  ['a sum in a template', ['concatenation', 'concatenation'], qwoty, `\`${one}\${'${two}' + '${three}'}\``],
  ['escapes in a sum', ['escape', 'concatenation'], qwoty, `'\\x71${one.slice(1)}' + '${two + three}'`],
  ['base64 in a sum', ['concatenation', 'base64'], qwoty, `'${base64(qwoty).slice(0, 9)}' + '${base64(qwoty).slice(9)}'`],
  ['base64 in percent escapes', ['base64', 'percent'], qwoty, base64(`token=${hex(qwoty, (digits) => `%${digits}`)}&x=1`)],
];

test.each(encodings)('%s is looked into', (_, layers, text, encoded) => {
  for (const [before, after] of [['', ''], ['é € 🔑 "', '" x'], ['x\u00a0\ufeff', '\n']]) {
    const bytes = Buffer.from(`${before}${encoded}${after}`);
    const [match, ...others] = engine.scan(bytes, 'code');
    expect(others).toEqual([]);
    expect(match).toMatchObject({ rule: { id: 'qwoty-production-token' }, layers, decoded: text });
    const { start = 0, end = 0 } = match?.secret ?? {};
    expect(encoded).toContain(bytes.subarray(start, end).toString());
  }
});

test('the finding points at what is encoded, to the escape and to four characters of base64', () => {
  const at = (text: string): string => {
    const bytes = Buffer.from(text);
    const { secret } = engine.scan(bytes, 'code')[0] ?? { secret: { start: 0, end: 0 } };
    return bytes.subarray(secret.start, secret.end).toString();
  };
  const escaped = qwoty.replace('q', '%71');
  expect(at(`?key=${escaped}&x=1%20`)).toBe(escaped);
  const pair = base64(`${'x'.repeat(29)} ${qwoty} ${'y'.repeat(30)}`);
  expect(at(`"${pair}"`)).toBe(pair.slice(40, 40 + Math.ceil((qwoty.length + 1) / 3) * 4));
});

const contexts: readonly [text: string, syntax: Syntax, expected: string | undefined, why: string][] = [
  [`data:\n  DB_PASSWORD: ${base64(password)}\n`, 'config', `generic-password ${password}`, 'the name stands outside'],
  [`data:\n  DATABASE_URL: ${base64(`postgres://app:${password}@db/app`)}\n`, 'config', `url-database-password ${password}`, 'Kubernetes'],
  [`data:\n  DB_PASSWORD: ${base64('changeme')}\n`, 'config', undefined, 'a placeholder'],
  [`data:\n  DB_PASSWORD: ${base64('$(DB_PASSWORD)')}\n`, 'config', undefined, 'a reference'],
  [`<div data-props="{&quot;password&quot;:&quot;${password}&quot;}">`, 'markup', `generic-password ${password}`, 'JSON in an attribute'],
  [`x = "{\\\\\\"password\\\\\\":\\\\\\"${password}\\\\\\"}"`, 'code', `generic-password ${password}`, 'JSON in JSON in JSON'],
  [`location = "/?next=%2Fa%3Fapi_key%3D${apiKey}%26b%3D1"`, 'code', `generic-api-key ${apiKey}`, 'URL in a URL'],
  [`const apiKey = '${apiKey.slice(0, 8)}' + '${apiKey.slice(8)}'`, 'code', `generic-api-key ${apiKey}`, 'the name of a sum'],
  [`throw new Error('Enter your password: ' + 'At least 8 characters')`, 'code', undefined, 'prose has blanks where it is put together'],
  [`f('${one}' +  ' ${two + three}')`, 'code', undefined, 'a blank in between'],
  [`f('${one}' + x + '${two + three}')`, 'code', undefined, 'something unknown in between'],
  [`f('${one}' + ('${two}' + '${three}'))`, 'code', undefined, 'parentheses are lost'],
  [`f('${one}' + // of the shop\n '${two + three}')`, 'code', undefined, 'what a comment separates is lost'],
  [`f(['${one}', '${two}', '${three}'].join('-'))`, 'code', undefined, 'another separator'],
  [`f(['${one}', '${two}', '${three}'])`, 'code', undefined, 'a list that is not joined'],
  [`f(['${one}', '${two}', x, '${three}'].join(''))`, 'code', undefined, 'an unknown element'],
  [`const image = "data:image/svg+xml;base64,${base64('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>')}"`, 'code', undefined, 'a picture'],
  [`const name = "${base64('a text that says nothing of any password at all')}"`, 'code', undefined, 'a text'],
  [`"${Buffer.from(qwoty, 'utf16le').toString('base64')}"`, 'code', undefined, 'UTF-16 is lost'],
];

test.each(contexts)('%s (%s) gives %s: %s', (text, syntax, expected) => {
  const found = engine.scan(Buffer.from(text), syntax).map(({ rule, decoded = '' }) => `${rule.id} ${decoded}`);
  expect(found).toEqual(expected === undefined ? [] : [expected]);
});

test('what is not encoded is found once, without a layer', () => {
  for (const text of [`%41 ${qwoty} %41`, `&quot;${qwoty}&quot;`, `"\\x41 ${qwoty} \\x41"`, `${base64('some words here')} ${qwoty}`]) {
    const found = engine.scan(Buffer.from(text), 'code');
    expect(found.map(({ layers }) => layers)).toEqual([undefined]);
  }
});

test('four layers deep is too deep', () => {
  const three = base64(`"${base64(`"${base64(qwoty)}"`)}"`);
  expect(engine.scan(Buffer.from(three), 'code')).toHaveLength(1);
  expect(engine.scan(Buffer.from(base64(`"${three}"`)), 'code')).toHaveLength(0);
});

const costly: readonly [string, string][] = [
  ['runs that decode', `${base64('password=')} `],
  ['runs with `=`', 'ZZZZZZZZZZZZ===='],
  ['percent', '%41'],
  ['percent of percent', '%25'],
  ['backslashes', '\\'],
  ['backslashes and quotes', '\\\\\\"'],
  ['unicode', '\\u0041'],
  ['ampersands', '&amp;'],
  ['references', '&#38;'],
  ['sums', "'a'+"],
  ['sums over blanks', `'+${' '.repeat(127)}`],
  ['joined lists', "['a','b'].join('')"],
  ['one joined list', "'a',"],
  ['joined lists in joined lists', `'","].join('')`],
  ['what is appended', "'.concat('a'"],
  ['literals in templates', "${'a'}"],
  ['everything', `%41\\x41&#38;${base64('token: ')} `],
];

test.each(costly)('a text of %s is decoded at most eight times over', (_, unit) => {
  const text = unit.repeat(Math.ceil(100_000 / unit.length));
  let decoded = 0;
  for (const { layer } of unfold(text, findEncoded(text), findEncoded)) decoded += layer.text.length;
  expect(decoded).toBeLessThanOrEqual(8 * text.length);
});
