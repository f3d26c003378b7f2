// docs/rule-packs.md says what a rule file may hold: every field and word of the schema, with examples that compile. So does
// docs/baseline.md.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseBaseline } from '../src/baseline/parse.ts';
import { loadRules } from '../src/rule/load.ts';
import { packText } from './support/rules.ts';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const page = read('docs/rule-packs.md');

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly enum?: readonly string[];
}

interface PackSchema {
  readonly properties: { readonly provider: Schema };
  readonly $defs: { readonly rule: Schema; readonly confidence: Schema; readonly exposure: Schema; readonly near: Schema };
}

/** The fields and words of a schema, those inside others included. */
function wordsOf({ properties = {}, items, enum: words = [] }: Schema): readonly string[] {
  const inner = [...Object.values(properties), ...(items === undefined ? [] : [items])];
  return [...Object.keys(properties), ...words, ...inner.flatMap(wordsOf)];
}

const { properties, $defs } = JSON.parse(read('schema/rules.schema.json')) as PackSchema;
const words = [properties.provider, ...Object.values($defs)].flatMap(wordsOf);

test.each([...new Set(words)])('%s is explained', (word) => {
  expect(words.length).toBeGreaterThan(40);
  // In code, as a key of an example, or in the remark behind one.
  expect(page).toMatch(new RegExp(`\`[^\`\\n]*\\b${word}\\b[^\`\\n]*\`|(?:^ *(?:- )?|[{,] )${word}:|#.*\\b${word}\\b`, 'm'));
});

const [whole = '', ...fields] = Array.from(page.matchAll(/^```yaml\n(.*?)^```$/gms), ([, yaml = '']) => yaml);

test('the whole example compiles', () => {
  expect(loadRules([{ path: 'acme.yml', text: whole }], { builtin: false })).toHaveLength(1);
});

test.each(fields)('the example compiles: %s', (yaml) => {
  const record = parse(yaml) as Record<string, unknown>;
  const form = ['pattern', 'block', 'assigned', 'command'].some((name) => name in record) ? {} : { pattern: 'acme_[0-9a-z]{32}' };
  expect(loadRules([{ path: 'acme.json', text: packText({ ...form, ...record }) }], { builtin: false })).toHaveLength(1);
  expect(yaml.trimEnd().split('\n').length).toBeLessThanOrEqual(3);
});

test('the baseline of docs/baseline.md is one, and every field of it is explained', () => {
  const text = read('docs/baseline.md');
  const example = /^```json\n(.*?)^```$/ms.exec(text)?.[1] ?? '';
  expect(parseBaseline('x', example).entries).toHaveLength(2);
  const schema = JSON.parse(read('schema/baseline.schema.json')) as { readonly $defs: { readonly entry: Schema } };
  for (const word of wordsOf(schema.$defs.entry)) expect(text).toMatch(new RegExp(`^- [^\n]*\`${word}\``, 'm'));
});
