// Everything that is checked besides the tests: types, lint, rules, generated documentation, the package.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const bin = (path) => `node_modules/${path}`;
const steps = [
  ['types', bin('typescript/bin/tsc'), '-p', '.'],
  ['lint', bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0'],
  ['lint as of ESLint 8', bin('eslint-v8/bin/eslint.js'), '.', '--max-warnings', '0', '--resolve-plugins-relative-to', '.build'],
  ['rules', 'dist/cli.mjs', 'rules', 'check'],
  ['generated docs', 'scripts/docs.mjs', '--check'],
  ['own repository', 'dist/cli.mjs', 'scan', '.', '--quiet'],
  ['unused code', bin('knip/bin/knip.js'), '--no-progress'],
  ['package', bin('publint/src/cli.js'), '--strict'],
  ['package of the plugin', bin('publint/src/cli.js'), '.build/node_modules/eslint-plugin-leaklint', '--strict'],
  ['package types', bin('@arethetypeswrong/cli/dist/index.js'), '--pack', '.', '--profile', 'esm-only', '--no-emoji'],
];

// ESLint 8 takes .eslintrc.cjs then; ESLint 10 does not know the variable.
const env = { ...process.env, ESLINT_USE_FLAT_CONFIG: 'false' };

let failed = 0;
for (const [name, ...command] of steps) {
  try {
    execFileSync(process.execPath, command, { env, encoding: 'utf8', stdio: 'pipe' });
    process.stdout.write(`ok      ${name}\n`);
  } catch (error) {
    failed++;
    process.stdout.write(`FAILED  ${name}\n${error.stdout}${error.stderr}\n`);
  }
}
process.exitCode = failed === 0 ? 0 : 1;
