// What concerns leaklint alone: engine in memory, start, a commit, a user's pack, cost per byte by size, one very long line; and
// the ESLint plugin.
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { layOutScripts, loadSample, loadSingleLine } from './corpora.mjs';
import { median, run, spread } from './measure.mjs';
import { CLI, NODE24, SCAN, STAGED } from './tools.mjs';

const STARTS = 15;
const PACK_RULES = 20;
const LINE = 10e6;
const LINTED = 2000;
const REPOSITORY = { files: 5000, changed: 5 };

export async function inMemoryCases(corpora, { runs, temp, limit }) {
  const script = fileURLToPath(new URL('in-memory.mjs', import.meta.url));
  const cases = [];
  for (const { name, folder } of corpora) {
    process.stderr.write(`in memory: ${name}\n`);
    const args = [script, folder, String(runs)];
    const { stdout, stopped } = await run({ command: process.execPath, args, cwd: temp, temp, limit });
    cases.push({ corpus: name, ...(stopped ? { stoppedAfter: limit } : JSON.parse(readFileSync(stdout, 'utf8'))) });
  }
  return cases;
}

function layOutSmall(temp) {
  const folder = join(temp, 'small');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'f1.js'), 'export const answer = 42;\n');
  return folder;
}

/** A repository of many files, all committed, of which a few have a new line in the index. */
function layOutStaged(temp) {
  const folder = join(temp, 'staged');
  const files = Array.from({ length: REPOSITORY.files }, (_, index) => join(folder, `d${index % 50}`, `f${index}.js`));
  const settings = ['user.name=Bench', 'user.email=bench@localhost', 'commit.gpgSign=false'].flatMap((setting) => ['-c', setting]);
  const git = (...args) => execFileSync('git', [...settings, ...args], { cwd: folder });
  const line = (index) => `export const answer${index} = compute(${index}, 'of ${files.length}');\n`;
  for (const [index, file] of files.entries()) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, line(index).repeat(1 + (index % 100)));
  }
  git('init', '-q');
  git('add', '.');
  git('commit', '-q', '-m', 'all');
  for (const [index, file] of files.slice(0, REPOSITORY.changed).entries()) appendFileSync(file, line(index));
  git('add', '.');
  return folder;
}

const wallOf = ({ wall }) => wall * 1000;

/** Milliseconds of each call, in turns: of the clock, or what else of a call's costs is asked for. */
async function timeStarts(calls, temp, count, costOf = wallOf) {
  const times = calls.map(() => []);
  for (let turn = 0; turn <= count; turn++) {
    for (const [index, call] of calls.entries()) {
      const cost = await run({ ...call, temp, limit: 60 });
      // The first turn warms the page cache.
      if (turn > 0) times[index].push(costOf(cost));
    }
  }
  return times.map(spread);
}

/** One small file, and what is staged, cold, beside a Node that does nothing; with this Node and, where it is installed, Node 24. */
export async function startCases({ peers, quick, temp }) {
  const [small, repository] = [layOutSmall(temp), layOutStaged(temp)];
  const node24 = join(peers, NODE24);
  const cases = [];
  for (const node of [process.execPath, ...(existsSync(node24) ? [node24] : [])]) {
    process.stderr.write(`start: ${node === process.execPath ? 'this Node' : 'Node 24'}\n`);
    const calls = [
      { command: node, args: ['-e', '0'], cwd: small },
      { command: node, args: [CLI, ...SCAN], cwd: small },
      { command: node, args: [CLI, ...STAGED], cwd: repository },
    ];
    const [nothing, scan, staged] = await timeStarts(calls, temp, quick ? 5 : STARTS);
    const { stdout } = await run({ command: node, args: ['--version'], cwd: small, temp, limit: 60 });
    cases.push({ node: readFileSync(stdout, 'utf8').trim(), nothing, scan, staged });
  }
  return cases;
}

/** Rules of invented providers, as a team would write them. */
function userPack() {
  const rules = Array.from({ length: PACK_RULES }, (_, index) => {
    const prefix = `bq${String.fromCharCode(97 + index)}_live_`;
    return [
      `  - id: benchq-key-${index}`,
      `    title: Key ${index}`,
      '    risk: Full use of the interface.',
      '    severity: high',
      '    confidence: high',
      '    exposure: never',
      `    pattern: '(?<secret>${prefix}[0-9A-Za-z]{${24 + index},64})'`,
      '    tags: [token]',
      '    entropy: 2.5',
      "    references: ['https://docs.benchq.example/keys']",
      '    examples:',
      `      match: ['key = ${prefix}<alnum:48>']`,
      `      noMatch: ['key = ${prefix}<alnum:8>', 'key = ${prefix}']`,
    ].join('\n');
  });
  const provider = 'provider:\n  id: benchq\n  name: BenchQ\n  hosts: [api.benchq.example]\n  rotate:\n    - Revoke the key.\n';
  return `${provider}rules:\n${rules.join('\n')}\n`;
}

/** What twenty rules of a user add to a start. */
export async function packCase({ quick, temp }) {
  process.stderr.write('a pack of twenty rules\n');
  const folder = layOutSmall(temp);
  const pack = join(temp, 'pack.yml');
  writeFileSync(pack, userPack());
  const without = { command: process.execPath, args: [CLI, ...SCAN], cwd: folder };
  const calls = [without, { ...without, args: [...without.args, '--rules', pack] }];
  const [plain, packed] = await timeStarts(calls, temp, quick ? 5 : STARTS);
  return { rules: PACK_RULES, without: plain, with: packed, added: packed.median - plain.median };
}

/** Nanoseconds per byte of whole scans, the start taken off. */
async function timePerByte(samples, start, { runs, temp, limit }) {
  const cases = [];
  for (const { name, folder, files, bytes } of samples) {
    process.stderr.write(`cost per byte: ${name}\n`);
    const walls = [];
    for (let turn = 0; turn < runs; turn++) {
      const cost = await run({ command: process.execPath, args: [CLI, ...SCAN], cwd: folder, temp, limit });
      if (cost.stopped) break;
      walls.push(cost.wall);
    }
    const cost = walls.length < runs ? { stoppedAfter: limit } : { nanosecondsPerByte: ((median(walls) - start) / bytes) * 1e9, wall: spread(walls) };
    cases.push({ name, files, bytes, ...cost });
  }
  return cases;
}

/** Ordinary files by total size; then about 10 MB of bundles as they are, and as one line of one file. */
export async function perByteCases(tree, bundles, start, options) {
  const sizes = options.quick ? [10e6] : [10e6, 100e6, 1000e6];
  const samples = tree === undefined ? [] : sizes.map((size) => ({ name: `${size / 1e6} MB`, ...loadSample(tree, size, options.cache) }));
  if (bundles !== undefined) {
    const { pieces, line, bytes, files } = loadSingleLine(bundles, LINE, options.cache);
    samples.push({ name: 'bundles, as they are', folder: pieces, files, bytes }, { name: 'the same, one line', folder: line, files: 1, bytes });
  }
  return timePerByte(samples, start, options);
}

const PLUGIN = pathToFileURL(join(dirname(CLI), 'eslint.mjs'));
const OWN = "{ rules: { 'no-undef': 'error' } }";
// GNU time counts in steps of 10 ms.
const TELL_CPU = "process.on('exit', () => console.error(Object.values(process.cpuUsage()).join(' ')));\n";
const cpuOf = ({ stderr }) => readFileSync(stderr, 'utf8').trim().split(' ').reduce((sum, microseconds) => sum + Number(microseconds), 0) / 1000;

/** What the plugin adds to ESLint: to a run over a tree of scripts, beside other plugins; and CPU time to a start with one small file. */
export async function eslintCase(corpus, { peers, quick, temp, runs }) {
  const installed = join(peers, 'eslint');
  if (corpus === undefined || !existsSync(installed)) return undefined;
  process.stderr.write('ESLint\n');
  const script = fileURLToPath(new URL('eslint.mjs', import.meta.url));
  const scripts = layOutScripts(corpus.folder, quick ? LINTED / 10 : LINTED, join(temp, 'scripts'));
  const args = [script, scripts, String(runs), installed];
  const { stdout } = await run({ command: process.execPath, args, cwd: temp, temp, limit: 3600 });
  const tree = JSON.parse(readFileSync(stdout, 'utf8'));
  const folder = layOutSmall(temp);
  const configs = { without: `export default [${OWN}];\n`, with: `import leaklint from '${PLUGIN}';\nexport default [${OWN}, leaklint.configs.recommended];\n` };
  const calls = Object.entries(configs).map(([name, text]) => {
    writeFileSync(join(folder, `${name}.config.mjs`), TELL_CPU + text);
    return { command: process.execPath, args: [join(installed, 'node_modules/eslint/bin/eslint.js'), '-c', `${name}.config.mjs`, 'f1.js'], cwd: folder };
  });
  const [without, withPlugin] = await timeStarts(calls, temp, quick ? 5 : STARTS, cpuOf);
  return { tree, start: { without, with: withPlugin, added: withPlugin.median - without.median } };
}
