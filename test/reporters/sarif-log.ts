// What the SARIF reporter says of a report, taken apart; and the judge of it.
import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Log, ReportingDescriptor, Result, Run } from 'sarif';
import { sarif } from '../../src/reporters/sarif.ts';
import type { ReporterOptions } from '../../src/reporters/reporter.ts';
import type { Report, Rule } from '../../src/types.ts';
import { finding, plain, report } from './factory.ts';

// The official schema, from npm's @microsoft/sarif-multitool-linux 5.7.0. It has an error of its own (an array below
// `region.properties.anyOf`), hence `validateSchema: false`.
const ajv = new Ajv2020.default({ allErrors: true, strict: false, validateSchema: false });
addFormats.default(ajv);
export const isSarif = ajv.compile(
  JSON.parse(readFileSync(new URL('sarif-2.1.0.schema.json', import.meta.url), 'utf8')) as object,
);

export function log(subject: Report, options: Partial<ReporterOptions> = {}): Log {
  return JSON.parse(sarif(subject, { ...plain, ...options })) as Log;
}

export function run(subject: Report, options: Partial<ReporterOptions> = {}): Run {
  const [only, ...others] = log(subject, options).runs;
  if (only === undefined || others.length > 0) throw new Error('not one run');
  return only;
}

export function result(overrides: Parameters<typeof finding>[0]): Result {
  const [only] = run(report({ findings: [finding(overrides)] })).results ?? [];
  if (only === undefined) throw new Error('no result');
  return only;
}

export function descriptor(rule: Rule): ReportingDescriptor {
  const [only] = run(report({ findings: [finding({ rule })] })).tool.driver.rules ?? [];
  if (only === undefined) throw new Error('no rule');
  return only;
}
