// Pinned npm packages for measurements, fetched once into a cache outside the repository; nothing of them is run.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, sep } from 'node:path';

export const PACKAGE_CACHE = join(homedir(), '.cache/leaklint-density');
const FETCHED_AT_ONCE = 25;
// Hand-written code has 30 to 60 bytes per line.
const BUNDLE_LINE = 300;

/** Each package's folder in the cache, by its name and version; fetched and unpacked if it is not there. */
export function loadPackages(specs, cache) {
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

/** The absolute paths of all files below a folder. */
export function listFiles(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/**
 * Bundles are JavaScript and CSS that is named `*.min.*` or has lines of more than 300 bytes on average; maps are source
 * maps; sources is everything else, binary files too, which the scan does not count.
 */
export function groupOf(path, bytes) {
  if (/\.map$/i.test(path)) return 'maps';
  if (!/\.(?:js|mjs|cjs|css)$/i.test(path)) return 'sources';
  if (/[.-]min\.[^./\\]+$/i.test(path)) return 'bundles';
  let lines = 1;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) lines++;
  return bytes.length / lines > BUNDLE_LINE ? 'bundles' : 'sources';
}
