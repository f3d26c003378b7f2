// Everything that is checked besides the tests: types, lint, rules, generated documentation, the package.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const bin = (path) => `node_modules/${path}`;
const steps = [
  ['types', bin('typescript/bin/tsc'), '-p', '.'],
  ['lint', bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0'],
  ['rules', 'dist/cli.mjs', 'rules', 'check'],
  ['generated docs', 'scripts/docs.mjs', '--check'],
  ['own repository', 'dist/cli.mjs', 'scan', '.', '--quiet'],
  ['unused code', bin('knip/bin/knip.js'), '--no-progress'],
  ['package', bin('publint/src/cli.js'), '--strict'],
  ['package types', bin('@arethetypeswrong/cli/dist/index.js'), '--pack', '.', '--profile', 'esm-only', '--no-emoji'],
];

let failed = 0;
for (const [name, ...command] of steps) {
  try {
    execFileSync(process.execPath, command, { encoding: 'utf8', stdio: 'pipe' });
    process.stdout.write(`ok      ${name}\n`);
  } catch (error) {
    failed++;
    process.stdout.write(`FAILED  ${name}\n${error.stdout}${error.stderr}\n`);
  }
}
process.exitCode = failed === 0 ? 0 : 1;
