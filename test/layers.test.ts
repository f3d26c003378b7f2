// The layer table of ARCHITECTURE.md and the house rules that lint checks: every kind of violation is an error, and its
// legal neighbour is none. The linted text need not exist; its path decides.
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const eslint = new ESLint({ cwd: root, overrideConfigFile: `${root}/eslint.config.mjs` });

/** The rules that the text breaks when it stands at the path. */
async function faultsOf(path: string, text: string): Promise<readonly string[]> {
  const [result] = await eslint.lintText(text, { filePath: `${root}/${path}` });
  if (result === undefined) throw new Error(`${path} is ignored`);
  return [...new Set(result.messages.map(({ ruleId, message }) => ruleId ?? message))];
}

const take = (from: string): string => `import { it } from '${from}';\nexport const used = it;\n`;
const takeType = (from: string): string => `import type { It } from '${from}';\nexport type Used = It;\n`;

const IMPORTS = ['no-restricted-imports'];
const GLOBALS = ['no-restricted-globals'];
const REVEAL = ['no-restricted-syntax'];

const imports: readonly (readonly [path: string, from: string, faults: readonly string[]])[] = [
  // Words know words.
  ['src/types.ts', './secret.ts', []],
  ['src/errors.ts', './rule/load.ts', IMPORTS],
  ['src/types.ts', './engine/engine.ts', IMPORTS],
  ['src/secret.ts', './cli/io.ts', IMPORTS],
  ['src/types.ts', 'node:fs', IMPORTS],
  ['src/secret.ts', 'node:util', IMPORTS],
  ['src/errors.ts', 'node:path', IMPORTS],
  ['src/types.ts', './scan.ts', IMPORTS],
  ['src/errors.ts', './index.ts', IMPORTS],
  // Parts know words, their own folder and `data`, each as far as it may.
  ...['rule', 'engine', 'findings', 'sources', 'reporters', 'config', 'data', 'hooks', 'cache', 'baseline'].flatMap((part) => [
    [`src/${part}/some.ts`, '../types.ts', []] as const,
    [`src/${part}/some.ts`, './other.ts', []] as const,
    [`src/${part}/some.ts`, '../scan.ts', IMPORTS] as const,
    [`src/${part}/some.ts`, '../report.ts', IMPORTS] as const,
    [`src/${part}/some.ts`, '../check-rules.ts', IMPORTS] as const,
    [`src/${part}/some.ts`, '../index.ts', IMPORTS] as const,
    [`src/${part}/some.ts`, '../cli/io.ts', IMPORTS] as const,
    [`src/${part}/some.ts`, part === 'engine' ? '../findings/mask.ts' : '../engine/engine.ts', IMPORTS] as const,
  ]),
  ['src/rule/some.ts', '../data/parse.ts', []],
  ['src/rule/some.ts', '../generated/validate.js', []],
  ['src/rule/some.ts', '../config/config.ts', IMPORTS],
  ['src/config/some.ts', '../data/parse.ts', []],
  ['src/config/some.ts', '../rule/select.ts', IMPORTS],
  ['src/sources/some.ts', '../data/glob.ts', []],
  ['src/sources/some.ts', '../generated/validate.js', IMPORTS],
  ['src/sources/some.ts', '../rule/select.ts', IMPORTS],
  ['src/hooks/some.ts', '../data/parse.ts', []],
  ['src/hooks/some.ts', '../sources/git.ts', IMPORTS],
  ['src/sources/some.ts', '../hooks/file.ts', IMPORTS],
  ['src/hooks/some.ts', 'node:fs', []],
  ['src/baseline/some.ts', '../data/text-file.ts', []],
  ['src/baseline/some.ts', '../generated/validate.js', []],
  ['src/baseline/some.ts', '../findings/fingerprint.ts', IMPORTS],
  ['src/baseline/some.ts', '../reporters/to-json.ts', IMPORTS],
  ['src/reporters/some.ts', '../baseline/baseline.ts', IMPORTS],
  ['src/scope.ts', './cli/io.ts', IMPORTS],
  ['src/cache/some.ts', 'node:crypto', []],
  ['src/cache/some.ts', '../sources/syntax.ts', IMPORTS],
  ['src/sources/some.ts', '../cache/key.ts', IMPORTS],
  ['src/engine/some.ts', '../data/glob.ts', IMPORTS],
  ['src/engine/some.ts', '../rule/compile.ts', IMPORTS],
  ['src/findings/some.ts', '../data/glob.ts', IMPORTS],
  ['src/reporters/some.ts', '../findings/mask.ts', IMPORTS],
  ['src/reporters/some.ts', '../config/config.ts', IMPORTS],
  ['src/data/some.ts', '../generated/validate.js', IMPORTS],
  // What is pure does no I/O; two files need a hash, one a compressor.
  ['src/engine/some.ts', 'node:fs', IMPORTS],
  ['src/engine/some.ts', 'fs', IMPORTS],
  ['src/findings/some.ts', 'node:crypto', IMPORTS],
  ['src/findings/some.ts', 'node:fs/promises', IMPORTS],
  ['src/findings/fingerprint.ts', 'node:crypto', []],
  ['src/engine/published.ts', 'node:crypto', []],
  ['src/reporters/sarif-limits.ts', 'node:zlib', []],
  ['src/reporters/sarif-limits.ts', 'node:crypto', IMPORTS],
  ['src/reporters/some.ts', 'node:zlib', IMPORTS],
  ['src/engine/published.ts', 'node:fs', IMPORTS],
  ['src/findings/fingerprint.ts', '../engine/engine.ts', IMPORTS],
  ['src/reporters/some.ts', 'node:os', IMPORTS],
  ['src/sources/some.ts', 'node:fs', []],
  ['src/config/some.ts', 'node:fs', []],
  // Joins know parts, not surfaces.
  ['src/scan.ts', './engine/engine.ts', []],
  ['src/check-rules.ts', './rule/sample.ts', []],
  ['src/scan.ts', './cli/io.ts', IMPORTS],
  ['src/report.ts', './cli/io.ts', IMPORTS],
  ['src/explain.ts', './cli/io.ts', IMPORTS],
  ['src/engine/some.ts', '../explain.ts', IMPORTS],
  ['src/check-rules.ts', './cli/io.ts', IMPORTS],
  // Surfaces know everything below.
  ['src/cli/some.ts', '../scan.ts', []],
  ['src/cli/some.ts', '../sources/files.ts', []],
  ['src/action/some.ts', '../sources/git.ts', []],
  ['src/action/some.ts', '../cli/io.ts', IMPORTS],
  ['src/cli/some.ts', '../action/io.ts', IMPORTS],
  ['src/scan.ts', './action/io.ts', IMPORTS],
  ['src/bundler/some.ts', '../sources/emitted.ts', []],
  ['src/bundler/some.ts', '../cli/io.ts', IMPORTS],
  ['src/eslint/some.ts', '../bundler/options.ts', IMPORTS],
  ['src/load-environment.ts', './bundler/options.ts', IMPORTS],
  ['src/project-of-commit.ts', './cli/io.ts', IMPORTS],
  ['src/index.ts', './scan.ts', []],
  ['src/index.ts', './cli/io.ts', IMPORTS],
];

test.each(imports)('%s imports %s: %j', async (path, from, faults) => {
  for (const text of [take(from), takeType(from), `export * from '${from}';\n`]) {
    expect(await faultsOf(path, text)).toEqual(faults);
  }
});

const texts: readonly (readonly [path: string, text: string, faults: readonly string[]])[] = [
  ['src/engine/some.ts', 'export const it = process.env;\n', GLOBALS],
  ['src/scan.ts', 'console.log(1);\n', GLOBALS],
  ['src/cli/run.ts', 'process.exit(1);\n', GLOBALS],
  ['src/cli/output.ts', 'console.log(1);\n', GLOBALS],
  ['src/cli/main.ts', 'process.exitCode = 1;\n', []],
  ['src/action/main.ts', 'process.exitCode = 1;\n', []],
  ['src/action/run.ts', 'process.exit(1);\n', GLOBALS],
  ['test/some.test.ts', 'process.exitCode = 1;\n', []],
  ['src/scan.ts', 'globalThis.process.exit();\n', GLOBALS],
  ['src/scan.ts', "s['reveal']();\n", REVEAL],
  ['src/scan.ts', 'const { reveal } = s; reveal();\n', REVEAL],
  ['src/engine/some.ts', "await import('node:fs');\n", REVEAL],
  ['src/cli/run.ts', "import it from 'node:process';\nit();\n", REVEAL],
  ['src/cli/scan.ts', 'export const it = secret.reveal();\n', REVEAL],
  ['src/scan.ts', 'export const it = finding.secret.reveal();\n', REVEAL],
  ['src/reporters/text.ts', 'export const it = secret.reveal();\n', REVEAL],
  ['src/findings/finding.ts', 'export const it = secret?.reveal();\n', REVEAL],
  ['src/pool.ts', 'export const it = secret.toThread();\n', REVEAL],
  ['src/findings/transfer.ts', 'export const it = secret.toThread();\n', []],
  ['src/findings/fingerprint.ts', 'export const it = secret.reveal();\n', []],
  ['src/reporters/shown-secret.ts', 'export const it = secret.reveal();\n', []],
  ['src/scan.ts', 'export const it: any = 1;\n', ['@typescript-eslint/no-explicit-any']],
  ['src/scan.ts', 'export const it = that!;\n', ['@typescript-eslint/no-non-null-assertion']],
  ['src/scan.ts', 'try { go(); } catch {}\n', ['no-empty']],
  ['src/scan.ts', "import { It } from './types.ts';\nexport type Used = It;\n", ['@typescript-eslint/consistent-type-imports']],
  ['src/scan.ts', 'const unused = 1;\n', ['@typescript-eslint/no-unused-vars']],
  ['src/scan.ts', 'export const it = 1 == that;\n', ['eqeqeq']],
  ['src/scan.ts', 'go();\n'.repeat(300), []],
  ['src/scan.ts', 'go();\n'.repeat(301), ['max-lines']],
  ['test/some.test.ts', 'go();\n'.repeat(301), ['max-lines']],
  ['src/scan.ts', `export function it() {\n${'if (go()) stop();\n'.repeat(40)}}\n`, ['complexity']],
];

// A text may break another rule too; a legal one breaks none.
test.each(texts.map(([path, text, faults]) => ({ path, text, faults, start: text.slice(0, 60) })))('$path: $start $faults', async ({ path, text, faults }) => {
  const expected = faults.length === 0 ? [] : (expect.arrayContaining([...faults]) as string[]);
  expect(await faultsOf(path, text)).toEqual(expected);
});
