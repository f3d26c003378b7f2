// Installs programs that tests run as people have them, pinned, into ~/.cache/leaklint-tests: hook managers, and each ESLint
// with typescript-eslint in a folder of its own. Tests use no network: without this they skip what is absent. The pre-commit
// framework comes from the system (`apt-get install pre-commit`).
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const typescript = { '@typescript-eslint/eslint-plugin': '8.73.0', '@typescript-eslint/parser': '8.73.0', typescript: '6.0.3' };
const installs = {
  'hook-managers': { husky: '9.1.7', lefthook: '2.2.2', 'simple-git-hooks': '2.14.0' },
  'eslint-8': { eslint: '8.57.1', ...typescript },
  'eslint-9': { eslint: '9.39.5', ...typescript },
  'eslint-10': { eslint: '10.15.0', ...typescript },
};

for (const [name, dependencies] of Object.entries(installs)) {
  const folder = join(homedir(), '.cache/leaklint-tests', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ private: true, dependencies }, null, 2)}\n`);
  // Without their install scripts: lefthook's and simple-git-hooks' would write hooks into a repository around the folder.
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status } = spawnSync('npm', args, { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status === 0) continue;
  process.stderr.write(`npm could not install ${name} into ${folder}: is the registry reachable? The tests that need it are skipped.\n`);
  process.exitCode = 1;
}
