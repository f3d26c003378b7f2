// The built-in rules from their YAML, once for the whole run, so that tests need no build of the pack and do not compile
// it in every file anew. A rule is data: what a test file is handed is a copy of its own.
import { readFileSync, readdirSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { loadRules } from '../../src/rule/load.ts';
import type { Rule } from '../../src/types.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly builtinRules: readonly Rule[];
  }
}

const folder = new URL('../../rules/', import.meta.url);

function compileRules(): readonly Rule[] {
  const files = readdirSync(folder).sort().map((name) => ({ path: `rules/${name}`, text: readFileSync(new URL(name, folder), 'utf8') }));
  return loadRules(files, { builtin: true });
}

export default function setup(project: TestProject): void {
  project.provide('builtinRules', compileRules());
  project.onTestsRerun(() => project.provide('builtinRules', compileRules()));
}
