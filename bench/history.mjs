// The history that all tools scan: versions of pinned npm packages as the commits of a bare repository, by `git fast-import`,
// with fifty canaries, each in a file of its own and gone again a commit later.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createCanaries } from './canaries.mjs';
import { listFiles, loadPackages, PACKAGE_CACHE } from './packages.mjs';

/** The pinned packages, a commit each, in this order. */
export const { packages: versions } = JSON.parse(readFileSync(new URL('history.json', import.meta.url), 'utf8'));

/** Where the ids of a history's blobs are, one a line. */
export const idsOf = (folder) => `${folder}.ids`;

/** Makes the history and the file of its ids; how many blobs it has, their bytes, and where its canaries are. */
export async function layOutHistory(folder, seed) {
  mkdirSync(folder, { recursive: true });
  git(folder, 'init', '-q', '--bare', '-b', 'main', '.');
  const canaries = createCanaries(seed);
  await importVersions(folder, loadPackages(versions, PACKAGE_CACHE), canaries);
  process.stderr.write('packing\n');
  git(folder, 'repack', '-q', '-a', '-d', '-f');
  const blobs = listBlobs(folder);
  writeFileSync(idsOf(folder), blobs.map(({ id }) => `${id}\n`).join(''));
  return {
    files: blobs.length,
    bytes: blobs.reduce((sum, { size }) => sum + size, 0),
    canaries: canaries.map(({ kind }, index) => ({ kind, path: canaryPath(index), line: 2 })),
  };
}

const git = (cwd, ...args) => execFileSync('git', args, { cwd, encoding: 'utf8', maxBuffer: 1 << 30 });
const canaryPath = (index) => `canary/${index}.js`;

async function importVersions(folder, packages, canaries) {
  const child = spawn('git', ['fast-import', '--quiet'], { cwd: folder, stdio: ['pipe', 'inherit', 'inherit'] });
  const ended = new Promise((resolve, reject) => child.on('close', (status) => (status === 0 ? resolve() : reject(new Error(`fast-import ended with ${status}`)))));
  const write = (...parts) => {
    for (const part of parts) child.stdin.write(part);
    return child.stdin.writableLength < 1 << 24 || new Promise((resolve) => child.stdin.once('drain', resolve));
  };
  let second = 1_600_000_000;
  for (const [index, [spec, source]] of [...packages].entries()) {
    const name = spec.replace(/@[^@]*$/, '');
    await write(`commit refs/heads/main\ncommitter Bench <bench@localhost> ${second++} +0000\n`, data(spec), `D ${name}\n`, 'D canary\n');
    for (const file of listFiles(source).filter((path) => !path.endsWith('.map'))) {
      await write(`M 644 inline ${JSON.stringify(`${name}/${file.slice(source.length + 1).replaceAll('\\', '/')}`)}\n`, data(readFileSync(file)));
    }
    if (index < canaries.length) await write(`M 644 inline ${canaryPath(index)}\n`, data(`// ${spec}\n${canaries[index].code}\n`));
  }
  child.stdin.end();
  await ended;
}

const data = (content) => Buffer.concat([Buffer.from(`data ${Buffer.byteLength(content)}\n`), Buffer.from(content), Buffer.from('\n')]);

// As they lie in the pack: the order in which git reads them fastest, three times as fast as in the order of their ids.
function listBlobs(folder) {
  const lines = git(folder, 'cat-file', '--batch-check', '--batch-all-objects', '--unordered').trim().split('\n');
  const objects = lines.map((line) => line.split(' '));
  return objects.filter(([, type]) => type === 'blob').map(([id, , size]) => ({ id, size: Number(size) }));
}
