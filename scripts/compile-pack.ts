// Build step: rules/*.yml to src/generated/builtin.pack.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { LeaklintError } from '../src/errors.ts';
import { loadRules } from '../src/rule/load.ts';
import { packRules } from '../src/rule/pack.ts';

const files = readdirSync('rules')
  .filter((name) => name.endsWith('.yml'))
  .sort()
  .map((name) => ({ path: `rules/${name}`, text: readFileSync(`rules/${name}`, 'utf8') }));

try {
  writeFileSync('src/generated/builtin.pack', packRules(loadRules(files, { builtin: true })));
} catch (error) {
  if (!(error instanceof LeaklintError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
