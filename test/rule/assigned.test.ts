// Credentials known by their name only: the syntaxes in which a name is given a value, and those that look like it.
import { expect, test } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import { expandExample } from '../../src/rule/expand.ts';
import { builtinRules, makeRule } from '../support/rules.ts';

const names = ['api_key', 'auth'];
const engine = createEngine([makeRule({ assigned: { names, value: '[0-9A-Za-z]{20}' } })]);
const value = expandExample('<alnum:20>', 'assigned');

function find(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  return engine.scan(bytes, 'code').map(({ secret }) => bytes.toString('utf8', secret.start, secret.end));
}

// VALUE stands for the credential.
const found: readonly [text: string, why: string][] = [
  ['api_key=VALUE', 'shell, env'],
  ['api_key = "VALUE"', 'ini, TOML'],
  ["api_key: 'VALUE'", 'YAML'],
  ['api_key:VALUE', 'colon without a blank'],
  ['"api_key": "VALUE"', 'JSON'],
  ['\\"api_key\\":\\"VALUE\\"', 'JSON in a string'],
  ['\\\\"api_key\\\\": \\\\"VALUE\\\\"', 'JSON in a string in a string'],
  ['API_KEY=VALUE', 'capitals'],
  ['Api-Key: VALUE', 'header'],
  ['apiKey: `VALUE`', 'camelCase, template'],
  ['apikey=VALUE', 'nothing between the words'],
  ['api.key=VALUE', 'properties'],
  ['api key: VALUE', 'words in prose'],
  ['ACME_API_KEY=VALUE', 'prefix with an underscore'],
  ['acmeApiKey = "VALUE"', 'hump of camelCase'],
  ['x-api-key: VALUE', 'prefix with a hyphen'],
  ['api_key := "VALUE"', 'Go'],
  ['api_key == "VALUE"', 'comparison'],
  ['api_key != "VALUE"', 'comparison for difference'],
  ['api_key === "VALUE"', 'comparison of JavaScript'],
  ['api_key ?= VALUE', 'make'],
  ['api_key += "VALUE"', 'append'],
  ["'api_key' => 'VALUE'", 'PHP, Ruby'],
  ['${API_KEY:-VALUE}', 'shell default'],
  ["process.env.API_KEY ?? 'VALUE'", 'default of JavaScript'],
  ["process.env.API_KEY || 'VALUE'", 'older default'],
  ["process.env['API_KEY'] || 'VALUE'", 'index, then default'],
  ["env('API_KEY') or 'VALUE'", 'default of Python'],
  ["getenv('API_KEY', 'VALUE')", 'default as an argument'],
  ["headers['api_key'] = 'VALUE'", 'index'],
  ['headers[["api_key"]] = "VALUE"', 'two brackets'],
  ["const apiKey: string = 'VALUE'", 'type of TypeScript'],
  ['api_key: str = "VALUE"', 'type of Python'],
  ["setApiKey('VALUE')", 'setter'],
  ['setApiKey( "VALUE" )', 'setter with a blank'],
  ['<api_key>VALUE</api_key>', 'XML'],
  ['<api_key><![CDATA[VALUE]]></api_key>', 'CDATA'],
  ['<add key="api_key" value="VALUE"/>', 'pair of attributes'],
  ['<meta name="api_key" content="VALUE">', 'meta element'],
  ['{"name": "API_KEY", "value": "VALUE"}', 'pair of JSON'],
  ['- name: API_KEY\n  value: VALUE\n', 'pair of YAML'],
  ['- name: API_KEY\r\n  value: "VALUE"\r\n', 'pair of YAML with CRLF'],
  ['--api-key VALUE', 'option'],
  ['--api-key=VALUE', 'option with ='],
  ['ENV API_KEY VALUE', 'Dockerfile'],
  ['const apiKey =\n    "VALUE";', 'line broken by prettier'],
  ['const apiKey =\r\n    "VALUE";', 'the same with CRLF'],
  ['api_key:\n  VALUE', 'YAML on the next line'],
  ['auth: Bearer VALUE', 'scheme'],
  ['auth="token  VALUE"', 'scheme inside quotes, two blanks'],
  ['?api_key=VALUE&x=1', 'URL'],
  ['\\nAPI_KEY=VALUE', 'after an escaped line end'],
  ['api_key\t=\tVALUE', 'tabs'],
  ['api_key        =        VALUE', 'eight blanks'],
  ['1api_key=VALUE', 'a digit may stand before a name'],
];

const missed: readonly [text: string, why: string][] = [
  ['api_key VALUEx', 'one character more'],
  ['api_key VALUE_', 'boundary after the value'],
  ['VALUE', 'no name'],
  ['api_keys=VALUE', 'another name'],
  ['api_key_id=VALUE', 'a name that goes on'],
  ['rapi_key=VALUE', 'a name inside a word'],
  ['RAPI_KEY=VALUE', 'a name inside a word in capitals'],
  ['api/key=VALUE', 'a slash between the words'],
  ['api__key=VALUE', 'two separators'],
  ['api_key / VALUE', 'no operator'],
  [`api_key${' '.repeat(33)}=VALUE`, '33 blanks'],
  ['api_key = x"VALUE"', 'something else is assigned'],
  ['api_key = get("VALUE")', 'an argument of a call'],
  ['api_key =\n\n"VALUE"', 'an empty line between'],
  ['api_key\nVALUE', 'a line end alone'],
  ['api_key: basic VALUE', 'another scheme'],
  ['api_key = VALUE()', 'a call'],
  ['api_key = VALUE.x', 'a member'],
  ['api_key = VALUE[0]', 'an index'],
  ['<api_key><b>VALUE</b></api_key>', 'an element between'],
  ['api_key = "\u00a0VALUE"', 'a no-break space'],
  ['аpi_key=VALUE', 'a Cyrillic letter in the name'],
];

test.each(found)('%j is found: %s', (text) => {
  expect(find(text.replace('VALUE', value))).toEqual([value]);
});

test.each(missed)('%j is not found: %s', (text) => {
  expect(find(text.replace('VALUE', value))).toEqual([]);
});

test('every name is one of the alternatives, longest or not', () => {
  expect(find(`auth_api_key=${value} auth=${value.toLowerCase()}`)).toEqual([value, value.toLowerCase()]);
});

test('the match begins at the name, the secret at the value', () => {
  const text = `x ACME_API_KEY="${value}"`;
  const [match] = engine.scan(Buffer.from(text), 'code');
  expect(match).toMatchObject({ start: text.indexOf('API'), end: text.length - 1, secret: { start: text.indexOf(value) } });
});

test('the rules built on names do not meet the values of other names', () => {
  const ids = createEngine(builtinRules).scan(Buffer.from(`# api.qodryx.com\nunrelated_name = "${value}"\n`), 'code');
  expect(ids).toEqual([]);
});
