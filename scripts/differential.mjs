// The fast engine against the reference engine over real files, at size:
//
//   npm run test:differential -- [folder] [--megabytes N]
//
// `folder` holds packages, one a folder (default: the cache that bench/density.mjs fills). The same folder gives the same
// files: from every package in turn, half of the megabytes from large files. Prints counts, places and rules, never text.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { build } from 'esbuild';
import { PACKAGE_CACHE } from '../bench/packages.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const LARGE = 200_000;
// The reference engine needs a second for each megabyte and more.
const LARGEST = 8_000_000;
const MEGABYTES = 200;

function readOptions() {
  try {
    const { values, positionals } = parseArgs({ options: { megabytes: { type: 'string' } }, allowPositionals: true });
    const megabytes = Number(values.megabytes ?? MEGABYTES);
    if (!(megabytes > 0) || positionals.length > 1) throw new Error('--megabytes is a number above 0, the folder is one');
    return { megabytes, folder: positionals[0] ?? join(PACKAGE_CACHE, 'packages') };
  } catch (error) {
    return fail(`${error.message}\nusage: npm run test:differential -- [folder] [--megabytes N]`);
  }
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

/** @returns {{ path: string, size: number }[]} */
function sampleFiles(folder, most) {
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => {
      const paths = readdirSync(join(folder, name), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      const found = paths.map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return { path, size: statSync(path).size, key: createHash('sha256').update(relative(folder, path).replaceAll('\\', '/')).digest('hex') };
      });
      const kept = found.filter(({ size }) => size > 0 && size <= LARGEST).sort((a, b) => (a.key < b.key ? -1 : 1));
      const rank = (some) => some.map((file, index) => ({ ...file, rank: index }));
      return [...rank(kept.filter(({ size }) => size >= LARGE)), ...rank(kept.filter(({ size }) => size < LARGE))];
    })
    .sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : 1));
  const take = (some, bytes) => {
    let taken = 0;
    return some.filter(({ size }) => taken < bytes && (taken += size) > 0);
  };
  const large = take(files.filter(({ size }) => size >= LARGE), most / 2);
  const rest = most - large.reduce((sum, { size }) => sum + size, 0);
  return [...large, ...take(files.filter(({ size }) => size < LARGE), rest)];
}

/** Each file to the thread that is free first. */
async function compareAll(entry, files, onDone) {
  const queue = files.values();
  const threads = Array.from({ length: Math.min(availableParallelism(), files.length) }, () => {
    const worker = new Worker(new URL(import.meta.url), { workerData: entry });
    return new Promise((resolve, reject) => {
      const next = () => {
        const { value } = queue.next();
        worker.postMessage(value?.path);
        if (value === undefined) resolve();
      };
      worker.on('error', reject);
      worker.on('message', (result) => {
        onDone(result);
        next();
      });
      next();
    });
  });
  await Promise.all(threads);
}

async function serve() {
  const { compareFile } = await import(workerData);
  parentPort.on('message', (path) => {
    if (path === undefined) parentPort.close();
    else parentPort.postMessage({ path, ...compareFile(path) });
  });
}

async function main() {
  const { megabytes, folder } = readOptions();
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    fail(`${folder} is no folder: name one that holds packages, or run node bench/density.mjs, which fetches some`);
  }
  const files = sampleFiles(folder, megabytes * 1e6);
  if (files.length === 0) fail(`${folder} holds no folder with files in it`);
  const temp = mkdtempSync(join(root, '.build/differential-'));
  try {
    const outfile = join(temp, 'compare.mjs');
    const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" };
    await build({ entryPoints: [join(root, 'test/reference/compare.ts')], outfile, bundle: true, platform: 'node', format: 'esm', banner });
    copyFileSync(join(root, 'src/generated/builtin.pack'), join(temp, 'builtin.pack'));
    let [bytes, done, matches, differences] = [0, 0, 0, 0];
    await compareAll(pathToFileURL(outfile).href, files, (result) => {
      bytes += result.bytes;
      done++;
      matches += result.matches;
      differences += result.differences.length;
      for (const one of result.differences) process.stdout.write(`${relative(folder, result.path)}: ${one}\n`);
      if (done % 50 === 0) process.stderr.write(`${done} of ${files.length} files, ${(bytes / 1e6).toFixed(1)} MB, ${differences} differences\n`);
    });
    process.stdout.write(`${(bytes / 1e6).toFixed(1)} MB, ${done} files, ${matches} matches, ${differences} differences\n`);
    process.exitCode = differences === 0 ? 0 : 1;
  } finally {
    rmSync(temp, { recursive: true });
  }
}

await (isMainThread ? main() : serve());
