// Without files: kernel, engine and reference engine over a corpus that is in memory, beside the rate at which V8 copies
// the same bytes into strings. A process of its own: node bench/in-memory.mjs <folder> <runs>, prints one line of JSON.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as library from '../dist/index.mjs';
import { createAhoCorasick } from './aho-corasick.mjs';
import { spread } from './measure.mjs';

const REFERENCE_BYTES = 2e6;

/** The blobs of a folder with the syntax that a scan gives them. */
function loadBlobs(folder) {
  const blobs = [];
  const options = { cwd: folder, env: process.env, root: folder, paths: [], gitignore: false, maxFileSize: 1e9, isExcluded: () => false };
  for (const item of library.createFileSource(options)) {
    if (item.kind === 'problem') throw new Error(`not read: ${item.problem.path}`);
    if (item.kind === 'blob') blobs.push({ bytes: Buffer.from(item.blob.bytes), syntax: item.blob.syntax });
  }
  return blobs;
}

const bytesOf = (blobs) => blobs.reduce((sum, { bytes }) => sum + bytes.length, 0);

/** MB per second of CPU time, and what `work` counted in the last run. Of several runs, one more goes first, untimed. */
function time(blobs, runs, work) {
  const rates = [];
  let count = 0;
  if (runs > 1) for (const blob of blobs) work(blob);
  for (let turn = 0; turn < runs; turn++) {
    const before = process.cpuUsage();
    count = 0;
    for (const blob of blobs) count += work(blob);
    const { user, system } = process.cpuUsage(before);
    rates.push(bytesOf(blobs) / (user + system));
  }
  return { rate: spread(rates), perMegabyte: (count / bytesOf(blobs)) * 1e6 };
}

const latin1Case = (blobs, runs) => time(blobs, runs, ({ bytes }) => bytes.latin1Slice(0, bytes.length).length & 0);

/** A module of this repository that dist does not export. */
async function loadSource(path) {
  const { build } = await import('esbuild');
  const temp = mkdtempSync(join(tmpdir(), 'leaklint-bench-'));
  try {
    const outfile = join(temp, 'module.mjs');
    await build({ entryPoints: [fileURLToPath(new URL(path, import.meta.url))], outfile, bundle: true, platform: 'node', format: 'esm' });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(temp, { recursive: true });
  }
}

/** Counts how often a gate opens. */
async function kernelCase(blobs, rules, runs) {
  const { createKernel } = await loadSource('../src/kernel/kernel.ts');
  const kernel = createKernel(rules.map(({ pattern }) => pattern.gate));
  return time(blobs, runs, ({ bytes }) => {
    let opened = 0;
    kernel.load(bytes);
    kernel.findOpenings(() => opened++);
    return opened;
  });
}

/** Counts where grams end: ten times and more what the kernel tells of, since it looks no further. */
function ahoCorasickCase(blobs, rules, runs) {
  const count = createAhoCorasick(rules.flatMap(({ pattern }) => pattern.gate.places.flatMap(({ grams }) => [...grams])));
  return time(blobs, runs, ({ bytes }) => count(bytes));
}

/** Counts, in a run that is not timed, what patterns match before it is judged. */
function engineCase(blobs, rules, runs) {
  let matches = 0;
  const counting = library.createEngine(rules, { onVerdict: () => matches++ });
  for (const { bytes, syntax } of blobs) counting.scan(bytes, syntax);
  const engine = library.createEngine(rules);
  const { rate } = time(blobs, runs, ({ bytes, syntax }) => engine.scan(bytes, syntax).length);
  return { rate, perMegabyte: (matches / bytesOf(blobs)) * 1e6 };
}

/** The plainest code over the first two megabytes: what the engine saves. */
async function referenceCase(blobs, rules) {
  const { referenceScan } = await loadSource('../test/reference/engine.ts');
  let total = 0;
  const part = blobs.filter(({ bytes }) => (total += bytes.length) <= REFERENCE_BYTES);
  return time(part, 1, ({ bytes, syntax }) => referenceScan(rules, bytes, syntax).length);
}

const [folder, runs] = [process.argv[2], Number(process.argv[3])];
const blobs = loadBlobs(folder);
const rules = library.loadBuiltinRules();
const result = {
  megabytes: bytesOf(blobs) / 1e6,
  latin1: latin1Case(blobs, runs),
  kernel: await kernelCase(blobs, rules, runs),
  ahoCorasick: ahoCorasickCase(blobs, rules, runs),
  engine: engineCase(blobs, rules, runs),
  reference: await referenceCase(blobs, rules),
};
process.stdout.write(`${JSON.stringify(result)}\n`);
