import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { checkConfig } from '../../src/config/check.ts';
import { defaultConfig } from '../../src/config/config.ts';
import { parseSize } from '../../src/config/size.ts';
import { parseData } from '../../src/data/parse.ts';

interface Property {
  readonly description?: string;
  readonly default?: string;
  readonly examples?: readonly unknown[];
}
const schema = JSON.parse(readFileSync('schema/config.schema.json', 'utf8')) as {
  readonly properties: Readonly<Record<string, Property>>;
  readonly examples: readonly object[];
};

it('examples are valid', () => {
  const ofProperties = Object.entries(schema.properties).flatMap(([name, { examples = [] }]) => examples.map((value) => ({ [name]: value })));
  for (const example of [...schema.examples, ...ofProperties]) {
    expect(checkConfig(parseData('x.json', JSON.stringify(example)))).toEqual([]);
  }
});

it('every property is described, and the defaults are those of the code', () => {
  for (const [name, { description }] of Object.entries(schema.properties)) expect(description, name).toMatch(/\.$/);
  const { failOn, minConfidence, maxFileSize } = schema.properties;
  expect([failOn?.default, minConfidence?.default]).toEqual([defaultConfig.failOn, defaultConfig.minConfidence]);
  expect(parseSize(maxFileSize?.default ?? '')).toBe(defaultConfig.maxFileSize);
});
