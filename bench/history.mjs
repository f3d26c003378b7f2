// How fast a whole history is scanned, beside git's own reading of it and other scanners: node bench/history.mjs [--runs N]
// [--tools a,b] [--cache DIR]. The history is made once by `git fast-import` from successive versions of pinned npm packages,
// with fifty canaries, each in a file of its own and gone again a commit later. Prints Markdown; writes nothing else.
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createCanaries } from './canaries.mjs';
import { run, spread } from './measure.mjs';
import { listFiles, loadPackages, PACKAGE_CACHE } from './packages.mjs';
import { CLI } from './tools.mjs';

const LAYOUT = 1;
const SEED = 'leaklint-history';
const LIMIT_SECONDS = 900;
const { packages } = JSON.parse(readFileSync(new URL('history.json', import.meta.url), 'utf8'));

/** The history, made if it is not there: folder of a bare repository. */
async function loadHistory(cache) {
  const key = createHash('sha1').update(JSON.stringify([LAYOUT, SEED, packages])).digest('hex').slice(0, 12);
  const folder = join(cache, `history-${key}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const temp = mkdtempSync(join(cache, 'history-'));
  git(temp, 'init', '-q', '--bare', '-b', 'main', '.');
  await importVersions(temp, loadPackages(packages, PACKAGE_CACHE));
  process.stderr.write('packing\n');
  git(temp, 'repack', '-q', '-a', '-d', '-f');
  renameSync(temp, folder);
  return folder;
}

const git = (cwd, ...args) => execFileSync('git', args, { cwd, encoding: 'utf8', maxBuffer: 1 << 30 });

async function importVersions(folder, versions) {
  const child = spawn('git', ['fast-import', '--quiet'], { cwd: folder, stdio: ['pipe', 'inherit', 'inherit'] });
  const ended = new Promise((resolve, reject) => child.on('close', (status) => (status === 0 ? resolve() : reject(new Error(`fast-import ended with ${status}`)))));
  const write = (...parts) => {
    for (const part of parts) child.stdin.write(part);
    return child.stdin.writableLength < 1 << 24 || new Promise((resolve) => child.stdin.once('drain', resolve));
  };
  const canaries = createCanaries(SEED);
  let second = 1_600_000_000;
  for (const [index, [spec, source]] of [...versions].entries()) {
    const name = spec.replace(/@[^@]*$/, '');
    await write(`commit refs/heads/main\ncommitter Bench <bench@localhost> ${second++} +0000\n`, data(spec), `D ${name}\n`, 'D canary\n');
    for (const file of listFiles(source).filter((path) => !path.endsWith('.map'))) {
      await write(`M 644 inline ${JSON.stringify(`${name}/${file.slice(source.length + 1).replaceAll('\\', '/')}`)}\n`, data(readFileSync(file)));
    }
    const canary = canaries[index];
    if (canary !== undefined) await write(`M 644 inline canary/${index}.js\n`, data(`// ${spec}\n${canary.code}\n`));
  }
  child.stdin.end();
  await ended;
}

const data = (content) => Buffer.concat([Buffer.from(`data ${Buffer.byteLength(content)}\n`), Buffer.from(content), Buffer.from('\n')]);

/** Ids of all blobs, one a line, in a file; how many they are and how large. */
function listBlobs(folder) {
  const objects = git(folder, 'cat-file', '--batch-check', '--batch-all-objects').trim().split('\n').map((line) => line.split(' '));
  const blobs = objects.filter(([, type]) => type === 'blob');
  return { ids: blobs.map(([id]) => id), bytes: blobs.reduce((sum, [, , size]) => sum + Number(size), 0) };
}

const PEERS = {
  gitleaks: (program, report) => [program, 'git', '.', '--report-format', 'json', '--report-path', report, '--no-banner', '--log-level', 'error', '--redact', '--exit-code', '0'],
  betterleaks: (program, report) => [program, 'git', '.', '--report-format', 'json', '--report-path', report, '--no-banner', '--log-level', 'error', '--redact', '--exit-code', '0'],
  trufflehog: (program, _, folder) => [program, 'git', `file://${folder}`, '--bare', '--no-verification', '--no-update', '--json'],
};

function calls(names, cache, folder, temp) {
  const ids = join(temp, 'ids');
  // A cache would make every run but the first another measurement.
  const leaklint = ['history', '--format', 'json', '--no-config', '--no-cache', '--exit-zero'];
  const all = {
    'git cat-file': ['sh', '-c', `git cat-file --batch --buffer < ${ids} > /dev/null`],
    leaklint: [process.execPath, CLI, ...leaklint],
    'leaklint, 1 thread': [process.execPath, CLI, ...leaklint, '--jobs', '1'],
    ...Object.fromEntries(Object.entries(PEERS).map(([name, call]) => [name, call(join(cache, 'peers', name, name), join(temp, 'report'), folder)])),
  };
  return Object.entries(all).filter(([name, [program]]) => (names === undefined || names.includes(name)) && (!(name in PEERS) || existsSync(program)));
}

/** How many canary files a report names. */
function countCanaries(text) {
  return new Set([...text.matchAll(/canary\/(\d+)\.js/g)].map(([, index]) => index)).size;
}

const { values } = parseArgs({ options: { runs: { type: 'string', default: '3' }, tools: { type: 'string' }, cache: { type: 'string', default: join(homedir(), '.cache/leaklint-bench') } } });
const folder = await loadHistory(values.cache);
const temp = mkdtempSync(join(values.cache, 'run-'));
try {
  const { ids, bytes } = listBlobs(folder);
  writeFileSync(join(temp, 'ids'), `${ids.join('\n')}\n`);
  const print = (line) => process.stdout.write(`${line}\n`);
  print(`${ids.length} blobs, ${(bytes / 1e6).toFixed(0)} MB, ${git(folder, 'rev-list', '--count', '--all').trim()} commits\n`);
  print('| | seconds (least to most) | CPU seconds | peak MB of the largest process | canaries of 50 |\n|---|---|---|---|---|');
  for (const [name, [command, ...args]] of calls(values.tools?.split(','), values.cache, folder, temp)) {
    const results = [];
    for (let count = Number(values.runs); count > 0; count--) {
      const result = await run({ command, args, cwd: folder, temp, limit: LIMIT_SECONDS });
      results.push(result);
      if (result.stopped) break;
    }
    const last = results.at(-1);
    if (last.stopped) {
      print(`| ${name} | more than ${LIMIT_SECONDS} | | | |`);
      continue;
    }
    const report = join(temp, 'report');
    const text = readFileSync(existsSync(report) ? report : last.stdout, 'utf8');
    rmSync(report, { force: true });
    const { median, min, max } = spread(results.map(({ wall }) => wall));
    print(`| ${name} | ${median.toFixed(2)} (${min.toFixed(2)} to ${max.toFixed(2)}) | ${last.cpu?.toFixed(1) ?? ''} | ${last.peak?.toFixed(0) ?? ''} | ${name.startsWith('git ') ? '' : countCanaries(text)} |`);
  }
} finally {
  rmSync(temp, { recursive: true });
}
