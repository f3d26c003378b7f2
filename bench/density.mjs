// How much dist/ reports on healthy code, the npm packages of density.json: node bench/density.mjs [--list] [--cache DIR]
// Builds nothing. Fetches what the cache lacks with `npm pack`, runs none of it; no package's content enters the repository.
// --list names every finding by rule and place, never the credential. The groups stay in DIR/groups for a closer look.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const FETCHED_AT_ONCE = 25;
// Hand-written code has 30 to 60 bytes per line.
const BUNDLE_LINE = 300;
const GROUPS = ['sources', 'bundles', 'maps'];

function readOptions() {
  try {
    return parseArgs({ options: { list: { type: 'boolean', default: false }, cache: { type: 'string' } } }).values;
  } catch (error) {
    process.stderr.write(`${error.message}\nusage: node bench/density.mjs [--list] [--cache DIR]\n`);
    process.exit(2);
  }
}

/** Each package's folder in the cache, by its name and version; fetched and unpacked if it is not there. */
function loadPackages(specs, cache) {
  const folder = join(cache, 'packages');
  const packages = new Map(specs.map((spec) => [spec, join(folder, spec.replace('/', '+'))]));
  const missing = specs.filter((spec) => !existsSync(packages.get(spec)));
  mkdirSync(folder, { recursive: true });
  for (let at = 0; at < missing.length; at += FETCHED_AT_ONCE) {
    const part = missing.slice(at, at + FETCHED_AT_ONCE);
    process.stderr.write(`fetching ${at + 1} to ${at + part.length} of ${missing.length}\n`);
    fetchPackages(part, packages, cache);
  }
  return packages;
}

// Unpacked beside its place and then renamed, so that what was interrupted is not taken for whole.
function fetchPackages(specs, packages, cache) {
  const temp = mkdtempSync(join(cache, 'fetch-'));
  try {
    const args = ['pack', ...specs, '--json', '--ignore-scripts', '--pack-destination', temp];
    const options = { cwd: temp, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] };
    // npm is a shell script on Windows; the names are our own.
    const tarballs = JSON.parse(execFileSync('npm', args, { ...options, shell: sep === '\\' }));
    for (const { id, filename } of Object.values(tarballs)) {
      const unpacked = mkdtempSync(join(temp, 'unpacked-'));
      execFileSync('tar', ['-xzf', filename, '--strip-components=1', '-C', unpacked], options);
      renameSync(unpacked, packages.get(id));
    }
  } finally {
    rmSync(temp, { recursive: true });
  }
}

/**
 * Bundles are JavaScript and CSS that is named `*.min.*` or has lines of more than 300 bytes on average; maps are source
 * maps; sources is everything else, binary files too, which the scan does not count.
 */
function groupOf(path, bytes) {
  if (/\.map$/i.test(path)) return 'maps';
  if (!/\.(?:js|mjs|cjs|css)$/i.test(path)) return 'sources';
  if (/[.-]min\.[^./\\]+$/i.test(path)) return 'bundles';
  let lines = 1;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) lines++;
  return bytes.length / lines > BUNDLE_LINE ? 'bundles' : 'sources';
}

/** Hard-links each content once, under its first name, into the group's folder; gives the number of links by group. */
function layOut(packages, folders) {
  const counts = Object.fromEntries(GROUPS.map((group) => [group, 0]));
  const seen = new Set();
  for (const [spec, folder] of packages) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      const bytes = readFileSync(file);
      const digest = createHash('sha1').update(bytes).digest('base64');
      if (seen.has(digest)) continue;
      seen.add(digest);
      const group = groupOf(file, bytes);
      const link = join(folders[group], spec.replace('/', '+'), file.slice(folder.length + 1));
      mkdirSync(dirname(link), { recursive: true });
      linkSync(file, link);
      counts[group]++;
    }
  }
  return counts;
}

function scan(folder, expected) {
  const args = ['scan', '.', '--format', 'json', '--no-config', '--no-gitignore', '--show-public', '--exit-zero'];
  const options = { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] };
  const { stdout, status } = spawnSync(process.execPath, [join(root, 'dist/cli.mjs'), ...args], options);
  if (stdout === '' || stdout === null) throw new Error(`no report on ${folder}, exit code ${status}`);
  const { findings, problems, summary } = JSON.parse(stdout);
  if (problems.length > 0) throw new Error(`not scanned: ${problems.map(({ path }) => path).join(', ')}`);
  const met = summary.files + summary.skipped.binary;
  if (met !== expected) throw new Error(`${folder} has ${expected} files, the scan met ${met}`);
  return { findings, files: summary.files, megabytes: summary.bytes / 1e6 };
}

const cell = (value, width) => String(value).padStart(width);

function row(name, { findings, files, megabytes }) {
  const open = findings.filter(({ exposure }) => exposure !== 'public').length;
  const rate = open === 0 ? 'none' : (megabytes / open).toFixed(2);
  const counts = [cell(megabytes.toFixed(1), 8), cell(files, 8), cell(open, 10), cell(findings.length - open, 8), cell(rate, 15)];
  return name.padEnd(8) + counts.join('');
}

const showPlace = ({ ruleId, exposure, path, startLine, startColumn }) => {
  return `  ${ruleId.padEnd(30)} ${path}:${startLine}:${startColumn}${exposure === 'public' ? ' (public)' : ''}`;
};

const { list, cache: chosen } = readOptions();
const cache = resolve(chosen ?? join(homedir(), '.cache/leaklint-density'));
const pinned = JSON.parse(readFileSync(new URL('density.json', import.meta.url), 'utf8'));
const specs = [...new Set([...pinned.sources, ...pinned.bundles])].sort();
const packages = loadPackages(specs, cache);

const groups = join(cache, 'groups');
rmSync(groups, { recursive: true, force: true });
const folders = Object.fromEntries(GROUPS.map((group) => [group, join(groups, group)]));
for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
const counts = layOut(packages, folders);

process.stdout.write(`${packages.size} packages\n${''.padEnd(8)}      MB   files  findings  public  MB per finding\n`);
for (const group of GROUPS) {
  const result = scan(folders[group], counts[group]);
  process.stdout.write(`${row(group, result)}\n`);
  if (list) process.stdout.write(result.findings.map((finding) => `${showPlace(finding)}\n`).join(''));
}
