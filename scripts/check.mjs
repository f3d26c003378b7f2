// Everything that is checked besides the tests: types, lint, rules, generated documentation, the package.
import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

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
];
// Puts the packed package into this folder for a while, where others would come upon it.
const last = [
  ['package types', bin('@arethetypeswrong/cli/dist/index.js'), '--pack', '.', '--profile', 'esm-only', '--no-emoji'],
];

// ESLint 8 takes .eslintrc.cjs then; ESLint 10 does not know the variable.
const env = { ...process.env, ESLINT_USE_FLAT_CONFIG: 'false' };

const run = promisify(execFile);
let failed = 0;

async function check([name, ...command]) {
  try {
    await run(process.execPath, command, { env, maxBuffer: Infinity });
    process.stdout.write(`ok      ${name}\n`);
  } catch (error) {
    failed++;
    process.stdout.write(`FAILED  ${name}\n${error.stdout}${error.stderr}\n`);
  }
}

/** As many at once as there are cores. */
async function checkAll(waiting) {
  const take = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) await check(step);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, take));
}

await checkAll(steps);
await checkAll(last);
process.exitCode = failed === 0 ? 0 : 1;
