import { describe, expect, it } from 'vitest';
import { parseData, type Pointer } from '../../src/data/parse.ts';
import { LeaklintError } from '../../src/errors.ts';

function failure(path: string, text: string): string {
  try {
    parseData(path, text);
  } catch (error) {
    if (error instanceof LeaklintError) return `${error.code} ${error.message}`;
    throw error;
  }
  return 'no error';
}

describe('values', () => {
  const value = { a: 1, b: ['x', { c: true }], d: null };
  it.each([
    ['x.json', '{"a": 1, "b": ["x", {"c": true}], "d": null}'],
    ['x.json', '\uFEFF{\t"a"\t:1,\r\n"b": ["x", {"c": true}], "d": null}\r\n'],
    ['x.jsonc', '// one\n{"a": 1, /* two\n */ "b": ["x", {"c": true,},], "d": null,} // end'],
    ['x.yaml', 'a: 1\nb:\n- x\n- c: true\nd:\n'],
    ['X.YML', 'a: 1\r\nb: [x, {c: true}]\r\nd: ~\r\n'],
  ])('%s %j', (path, text) => {
    expect(parseData(path, text).value).toEqual(value);
  });

  it.each([
    ['x.toml', 'a = 1\nb = ["x", { c = true }]\n[e.f]\ng = 2027-01-01\n', { a: 1, b: ['x', { c: true }], e: { f: { g: '2027-01-01' } } }],
    ['x.yml', 'on: yes\nday: 2027-01-01\n1: no\n', { on: 'yes', day: '2027-01-01', 1: 'no' }],
    ['x.yml', '%YAML 1.1\n---\na: yes\n<<: {b: 1}\n', { a: 'yes', '<<': { b: 1 } }],
    ['x.json', '{"url": "https://a/*b*/", "q": "\\"// no \\u00e9\\/"}', { url: 'https://a/*b*/', q: '"// no é/' }],
    ['x.yml', '# nothing\n', null],
    ['x.yml', '', null],
    ['x.toml', '', {}],
    ['x.yml', 'a: &x {b: 1}\nc: *x\n', { a: { b: 1 }, c: { b: 1 } }],
  ])('%s %j', (path, text, expected) => {
    expect(parseData(path, text).value).toEqual(expected);
  });

  it.each([
    ['x.yml', '__proto__: {polluted: 1}\n'],
    ['x.json', '{"__proto__": {"polluted": 1}}'],
    ['x.toml', '[__proto__]\npolluted = 1\n'],
  ])('keeps __proto__ an ordinary key: %s', (path, text) => {
    const { value } = parseData(path, text);
    expect(Object.keys(value as object)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect((value as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('syntax errors', () => {
  it.each([
    ['x.json', '{"a": 1\n "b": 2}', 'DATA_SYNTAX x.json:1:7: missing , after this value'],
    ['x.json', '{"a": "x"\n "b": 2}', 'DATA_SYNTAX x.json:2:2: missing , between map items'],
    ['x.json', 'a: 1', 'DATA_SYNTAX x.json:1:1: expected { here'],
    ['x.json', '["a": 1]', 'DATA_SYNTAX x.json:1:2: expected { here'],
    ['x.json', '{a: 1}', 'DATA_SYNTAX x.json:1:2: keys stand in double quotes in JSON'],
    ['x.json', '{"a"}', 'DATA_SYNTAX x.json:1:2: this key has no value'],
    ['x.json', '{"a": [1,,2]}', 'DATA_SYNTAX x.json:1:10: unexpected , in list'],
    ['x.json', '{"a": 1', 'DATA_SYNTAX x.json:1:8: map must end with a }'],
    ['x.json', '{"a": secretword}', 'DATA_SYNTAX x.json:1:7: neither a number, true, false, null nor a string in double quotes'],
    ['x.json', "{'a': 1}", 'DATA_SYNTAX x.json:1:2: strings stand in double quotes in JSON'],
    ['x.json', '{"a": 1,\n  # no\n}', 'DATA_SYNTAX x.json:2:3: this character cannot stand here in JSON'],
    ['x.json', '{"a": "b\n"}', 'DATA_SYNTAX x.json:1:7: this string does not end on its line'],
    ['x.jsonc', '{} /* ', 'DATA_SYNTAX x.jsonc:1:4: this comment does not end'],
    ['x.json', '{"a": 1, "b": 2,\n"a": 3}', 'DATA_SYNTAX x.json:2:1: this key stands twice in the same map'],
    ['x.json', '', 'DATA_SYNTAX x.json:1:1: the file is empty'],
    ['x.yml', 'a: 1\nb:\n  c: 2\n  c: 3\n', 'DATA_SYNTAX x.yml:4:3: this key stands twice in the same map'],
    ['x.yml', 'a: b: secret\n', 'DATA_SYNTAX x.yml:1:4: nested mappings are not allowed in compact mappings'],
    ['x.yml', 'a:\n\tb: 1\n', 'DATA_SYNTAX x.yml:2:1: tabs are not allowed as indentation'],
    ['x.yml', 'a: "x\n', 'DATA_SYNTAX x.yml:2:1: missing closing quote'],
    ['x.yml', 'a: [b}\n', 'DATA_SYNTAX x.yml:1:6: '],
    ['x.yml', 'a: 1\n---\nb: 2\n', 'DATA_SYNTAX x.yml:2:1: a file holds one document'],
    ['x.yml', 'a: !!js/function "x"\n', 'DATA_SYNTAX x.yml:1:4: tags (!name) are not supported'],
    ['x.yml', 'a: !!binary aGk=\n', 'DATA_SYNTAX x.yml:1:4: tags (!name) are not supported'],
    ['x.yml', 'a: *secret\n', 'DATA_SYNTAX x.yml:1:4: this alias (*name) has no anchor (&name) before it'],
    ['x.yml', 'a: &a [*a]\n', 'DATA_SYNTAX x.yml:1:8: this alias (*name) holds itself'],
    ['x.yml', '? {a: 1}\n: 2\n', 'DATA_SYNTAX x.yml:1:3: with stringKeys, all keys must be strings'],
    ['x.toml', 'a = 1\nb = \n', 'DATA_SYNTAX x.toml:2:5: invalid value'],
    ['x.toml', 'a = 1\na = 2\n', 'DATA_SYNTAX x.toml:2:1: trying to redefine an already defined table or value'],
    ['x.js', 'process.exit()', 'DATA_FORMAT x.js: not a data file'],
    ['x', '', 'DATA_FORMAT x: not a data file'],
  ])('%s %j', (path, text, expected) => {
    const message = failure(path, text);
    expect(message.startsWith(expected) ? expected : message).toBe(expected);
    expect(message).not.toContain('secret');
    expect(message).not.toContain('\n');
  });
});

describe('hostile files end soon, with an error of ours', () => {
  const lol = ['a: &a [x,x,x,x,x,x,x,x,x]', ...'bcdefgh'].map((line, index) => {
    const previous = 'abcdefgh'[index - 1];
    return index === 0 ? line : `${line}: &${line} [${Array(9).fill(`*${previous}`).join(',')}]`;
  });
  it.each([
    ['billion laughs', 'x.yml', lol.join('\n'), 'too many aliases'],
    ['many aliases', 'x.yml', `${Array.from({ length: 10_000 }, (_, index) => `- &a${index} x\n- *a${index}`).join('\n')}`, 'x.yml:202:3: too many aliases'],
    ['deep list', 'x.json', '['.repeat(100_000), 'nested deeper than 64 levels'],
    ['deep map', 'x.json', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`, 'nested deeper than 64 levels'],
    ['deep compact list', 'x.yml', `${'- '.repeat(50_000)}x`, 'nested deeper than 64 levels'],
    ['deep block', 'x.yml', Array.from({ length: 900 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'), 'nested deeper'],
    ['deep TOML list', 'x.toml', `a = ${'['.repeat(100_000)}`, 'nested'],
    ['deep TOML key', 'x.toml', `${'a.'.repeat(50_000)}a = 1`, 'nested deeper than 64 levels'],
    ['deep TOML table', 'x.toml', `[${'a.'.repeat(50_000)}a]`, 'nested deeper than 64 levels'],
  ])('%s', (_, path, text, expected) => {
    const started = performance.now();
    expect(failure(path, text)).toContain(expected);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it.each([
    ['yml', Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`).join('\n')],
    ['toml', Array.from({ length: 20_000 }, (_, index) => `k${index} = 1`).join('\n')],
    ['json', `{"a": "${'x'.repeat(1_000_000)}"}`],
    ['toml', `a = """${'x\\"'.repeat(200_000)}"""`],
  ])('large %s in linear time', (extension, text) => {
    const started = performance.now();
    parseData(`x.${extension}`, text);
    expect(performance.now() - started).toBeLessThan(4000);
  });
});

describe('positions', () => {
  const files: readonly (readonly [string, string])[] = [
    ['x.json', '{\n  "a": "v",\n  "list": [\n    1,\n    {"k": 2}\n  ],\n  "t": {"d.e": 3}\n}\n'],
    ['x.yml', 'a: v\nlist:\n  - 1\n  - k: 2\nt:\n  d.e: 3\n'],
    ['x.toml', '# top\na = "v" # a = 5\nlist = [\n  1, # one\n  { k = 2 },\n]\n[t]\n"d.e" = 3\n'],
  ];
  const rows: readonly (readonly [Pointer, 'value' | 'key', readonly [string, string, string]])[] = [
    [[], 'value', ['1:1', '1:1', '1:1']],
    [['a'], 'value', ['2:8', '1:4', '2:5']],
    [['a'], 'key', ['2:3', '1:1', '2:1']],
    [['list', 0], 'value', ['4:5', '3:5', '4:3']],
    [['list', 1], 'value', ['5:5', '4:5', '5:3']],
    [['list', 1, 'k'], 'value', ['5:11', '4:8', '5:9']],
    [['list', 1, 'k'], 'key', ['5:6', '4:5', '5:5']],
    [['list', 1, 'missing'], 'key', ['5:5', '4:5', '5:3']],
    [['list', 7], 'value', ['3:11', '3:3', '3:8']],
    [['t', 'd.e'], 'value', ['7:16', '6:8', '8:9']],
    [['missing', 'a'], 'value', ['1:1', '1:1', '1:1']],
  ];
  it.each(rows.flatMap(([pointer, part, places]) => files.map(([path, text], index) => [path, pointer, part, places[index], text] as const)))(
    '%s %j %s',
    (path, pointer, part, place, text) => {
      const { line, column } = parseData(path, text).locate(pointer, part);
      expect(`${line}:${column}`).toBe(place);
    },
  );

  it.each([
    ['x.yml', 'a:\nb: 1\n', ['a'], '1:1', 'a value that was left out stands at its key'],
    ['x.yml', 'a: &x\n  b: 1\nc: *x\n', ['c', 'b'], '2:6', 'through an alias'],
    ['x.toml', '[[r]]\nid = 1\n[[r]]\nid = 2\n[r.e]\nm = 3\n', ['r', 1, 'id'], '4:6', 'second table of a list'],
    ['x.toml', '[[r]]\nid = 1\n[[r]]\nid = 2\n[r.e]\nm = 3\n', ['r', 1, 'e', 'm'], '6:5', 'table in the last table of a list'],
    ['x.toml', 'a.b.c = """\n"" \\""" ]\n"""\nd = \'\'\'\n[x]\'\'\'\ne = 1\n', ['e'], '6:5', 'past multi-line strings'],
    ['x.toml', 'a.b.c = 1\n', ['a', 'b'], '1:9', 'dotted keys'],
    ['x.toml', "x = { 'q' = [1, [2, 3]], \"w\" = 2027-01-01 }\r\ny = 1", ['x', 'q', 1, 1], '1:21', 'nested'],
    ['x.toml', "x = { 'q' = [1, [2, 3]], \"w\" = 2027-01-01 }\r\ny = 1", ['y'], '2:5', 'after CRLF'],
    ['x.yml', 'a: "😀"\nb: [😀, x]\n', ['b', 1], '2:9', 'columns count UTF-16 units'],
  ] as const satisfies readonly (readonly [string, string, Pointer, string, string])[])('%s %j %j', (path, text, pointer, place, _why) => {
    const { line, column } = parseData(path, text).locate(pointer);
    expect(`${line}:${column}`).toBe(place);
  });
});
