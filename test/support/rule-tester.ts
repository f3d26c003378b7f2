// The ESLints that the plugin runs on, for tests of rules. Cases are written as flat config has them (`languageOptions`):
// ESLint 8.57 has a tester for those too; eslintrc is tried in real runs.
import { createRequire } from 'node:module';
import { Linter, RuleTester } from 'eslint';
import { Linter as Linter9, RuleTester as RuleTester9 } from 'eslint-v9';
import { afterAll, describe, it } from 'vitest';

export type RuleCases = Parameters<RuleTester['run']>[2];

interface Tester {
  run(name: string, rule: unknown, cases: RuleCases): void;
}

// ESLint 8 brings no types.
const require = createRequire(import.meta.url);
const { FlatRuleTester } = require('eslint-v8/use-at-your-own-risk') as { readonly FlatRuleTester: new () => Tester };
const { Linter: Linter8 } = require('eslint-v8') as { readonly Linter: typeof Linter };

const classes = { '8.57.1': FlatRuleTester, '9.39.5': RuleTester9, '10.15.0': RuleTester } as const;

export type EslintVersion = keyof typeof classes;

/** One for each version. A path without a leading `/` stands below the top of this repository. */
export function ruleTesters(): readonly { readonly version: EslintVersion; readonly tester: Tester }[] {
  return Object.entries(classes).map(([version, Tester]) => {
    Object.assign(Tester, { describe, it, itOnly: it.only, afterAll });
    return { version: version as EslintVersion, tester: new (Tester as new () => Tester)() };
  });
}

/** Linters that take flat configs, working in `cwd`. */
export const linters: Readonly<Record<EslintVersion, (cwd?: string) => Linter>> = {
  '8.57.1': (cwd) => new Linter8({ configType: 'flat', ...(cwd !== undefined && { cwd }) }),
  '9.39.5': (cwd) => new Linter9({ ...(cwd !== undefined && { cwd }) }) as unknown as Linter,
  '10.15.0': (cwd) => new Linter({ ...(cwd !== undefined && { cwd }) }),
};
