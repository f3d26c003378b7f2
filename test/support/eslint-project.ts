// Projects in which a real ESLint runs: as installed with typescript-eslint in a folder of its own
// (`node scripts/install-test-programs.mjs`), or the one that the tests have at hand.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ESLint, Linter } from 'eslint';
import { cleanEnv } from './run-cli.ts';
import type { EslintVersion } from './rule-tester.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Install {
  readonly version: EslintVersion;
  readonly kind: 'own folder' | 'at hand';
  /** Absolute; where packages lie, and by which name ESLint lies there. */
  readonly packages: string;
  readonly eslint: string;
  readonly isThere: boolean;
}

export const MISSING = 'is not installed: node scripts/install-test-programs.mjs';

export const installs: readonly Install[] = (['8.57.1', '9.39.5', '10.15.0'] as const).flatMap((version) => {
  const major = version.split('.')[0];
  const own = join(homedir(), `.cache/leaklint-tests/eslint-${major}/node_modules`);
  return [
    { version, kind: 'at hand', packages: join(root, 'node_modules'), eslint: major === '10' ? 'eslint' : `eslint-v${major}`, isThere: true },
    { version, kind: 'own folder', packages: own, eslint: 'eslint', isThere: existsSync(join(own, 'eslint')) },
  ];
});

/** Puts ESLint, its parser of TypeScript and leaklint as it was built into the `node_modules` of a folder. */
export function installInto(folder: string, { packages, eslint }: Install): void {
  const link = (target: string, name: string): void => {
    const path = join(folder, 'node_modules', name);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(target, path, 'junction');
  };
  link(join(packages, eslint), 'eslint');
  link(join(packages, '@typescript-eslint'), '@typescript-eslint');
  link(root, 'leaklint');
  link(join(root, '.build/node_modules/eslint-plugin-leaklint'), 'eslint-plugin-leaklint');
}

export interface EslintRun {
  readonly code: number | null;
  readonly messages: readonly (Linter.LintMessage & { readonly file: string })[];
  readonly stderr: string;
}

/** Runs the program of the ESLint that is installed in the folder. `isLegacy`: with eslintrc. */
export function runEslint(folder: string, args: readonly string[], { isLegacy = false, stdin = '' } = {}): EslintRun {
  const bin = join(folder, 'node_modules/eslint/bin/eslint.js');
  const env = { ...cleanEnv(), ESLINT_USE_FLAT_CONFIG: String(!isLegacy) };
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, '--format', 'json', ...args], { cwd: folder, env, input: stdin, encoding: 'utf8', maxBuffer: 1e8 });
  const results = (stdout.startsWith('[') ? JSON.parse(stdout) : []) as readonly ESLint.LintResult[];
  const messages = results.flatMap(({ filePath, messages: some }) => some.map((message) => ({ ...message, file: filePath.slice(folder.length + 1).replaceAll('\\', '/') })));
  return { code: status, messages, stderr };
}
