// Installs Microsoft's SARIF validator, pinned, into ~/.cache/leaklint-tests/sarif-multitool, for
// test/reporters/sarif-multitool.test.ts. It has 104 MB and is no dependency for that reason; without it that test is skipped.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

const name = '@microsoft/sarif-multitool';
const folder = join(homedir(), '.cache/leaklint-tests/sarif-multitool');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ private: true, dependencies: { [name]: '5.7.0' } }, null, 2)}\n`);
execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' });
// All that its install script would do.
chmodSync(createRequire(join(folder, 'package.json'))(name), 0o755);
