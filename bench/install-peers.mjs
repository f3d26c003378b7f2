// Installs the scanners of peers.json, pinned, into the cache folder from the package registries of their languages:
// npm run bench:peers -- [--cache DIR] [--only a,b]. Says for each whether it is there; exits 0 even if some cannot be had.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { cache: chosen, only } = parseArgs({ options: { cache: { type: 'string' }, only: { type: 'string' } } }).values;
const folder = join(resolve(chosen ?? join(homedir(), '.cache/leaklint-bench')), 'peers');
const peers = JSON.parse(readFileSync(new URL('peers.json', import.meta.url), 'utf8'));

/** Runs at low priority; throws with the last line that says what went wrong. */
function call(command, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync('nice', ['-n', '15', command, ...args], { encoding: 'utf8', maxBuffer: 1 << 28, ...options });
  if (error !== undefined) throw error;
  if (status === 0) return stdout;
  const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '' && !/^go: downloading|^npm warn|^\s/i.test(line));
  throw new Error(lines.at(-1) ?? `${command} ended with ${status}`);
}

// `go install` refuses modules with replace directives, and asks for the list of versions, which some proxies do not
// give; the module itself, built in its own folder, needs neither.
function installGo(name, spec) {
  const target = join(folder, name);
  mkdirSync(target, { recursive: true });
  try {
    call('go', ['install', spec], { env: { ...process.env, GOBIN: target } });
  } catch {
    const { Dir } = JSON.parse(call('go', ['mod', 'download', '-json', spec]));
    call('go', ['build', '-mod=readonly', '-o', join(target, name), '.'], { cwd: Dir });
  }
}

const installCargo = (name, spec) => call('cargo', ['install', '--locked', '--root', join(folder, name), spec]);

function installPip(name, spec) {
  const target = join(folder, name);
  call('python3', ['-m', 'venv', target]);
  call(join(target, 'bin/pip'), ['install', '--quiet', spec]);
}

function installNpm(name, specs) {
  const target = join(folder, name);
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'package.json'), '{ "private": true }\n');
  call('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...specs], { cwd: target });
}

// Quick ones first: trufflehog alone takes a quarter of an hour to build.
const INSTALL = { npm: installNpm, pip: installPip, cargo: installCargo, go: installGo };
const wanted = only?.split(',');

for (const [registry, install] of Object.entries(INSTALL)) {
  for (const [name, spec] of Object.entries(peers[registry])) {
    if (wanted !== undefined && !wanted.includes(name)) continue;
    const done = join(folder, `${name}.installed`);
    const label = [spec].flat().join(' ');
    if (existsSync(done) && readFileSync(done, 'utf8') === label) {
      process.stdout.write(`there      ${name}  ${label}\n`);
      continue;
    }
    rmSync(join(folder, name), { recursive: true, force: true });
    try {
      install(name, spec);
      writeFileSync(done, label);
      process.stdout.write(`installed  ${name}  ${label}\n`);
    } catch (error) {
      rmSync(join(folder, name), { recursive: true, force: true });
      process.stdout.write(`not to be had  ${name}  ${label}  (${error.message})\n`);
    }
  }
}
