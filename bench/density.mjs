// How much dist/ reports on healthy code, the npm packages of density.json: node bench/density.mjs [--list] [--cache DIR]
// Builds nothing. Fetches what the cache lacks with `npm pack`, runs none of it; no package's content enters the repository.
// --list names every finding by rule and place, never the credential. The groups stay in DIR/groups for a closer look.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { groupOf, listFiles, loadPackages, PACKAGE_CACHE } from './packages.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const GROUPS = ['sources', 'bundles', 'maps'];

function readOptions() {
  try {
    return parseArgs({ options: { list: { type: 'boolean', default: false }, cache: { type: 'string' } } }).values;
  } catch (error) {
    process.stderr.write(`${error.message}\nusage: node bench/density.mjs [--list] [--cache DIR]\n`);
    process.exit(2);
  }
}

/** Hard-links each content once, under its first name, into the group's folder; gives the number of links by group. */
function layOut(packages, folders) {
  const counts = Object.fromEntries(GROUPS.map((group) => [group, 0]));
  const seen = new Set();
  for (const [spec, folder] of packages) {
    for (const file of listFiles(folder)) {
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
const cache = resolve(chosen ?? PACKAGE_CACHE);
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
