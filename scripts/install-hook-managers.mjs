// Installs the hook managers that test/git/hook-managers.test.ts runs, pinned, into ~/.cache/leaklint-tests/hook-managers.
// Tests use no network: without this they skip those managers. The pre-commit framework comes from the system
// (`apt-get install pre-commit`).
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const managers = { husky: '9.1.7', lefthook: '2.2.2', 'simple-git-hooks': '2.14.0' };

const folder = join(homedir(), '.cache/leaklint-tests/hook-managers');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ private: true, dependencies: managers }, null, 2)}\n`);
// Without their install scripts: lefthook's and simple-git-hooks' would write hooks into a repository around the folder.
execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' });
