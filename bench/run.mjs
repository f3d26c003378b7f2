// How fast, at what cost, beside which others: npm run bench -- [--quick] [--corpora a,b] [--tools a,b] [--cases a,b]
// [--runs N] [--limit SECONDS] [--seed TEXT] [--cache DIR]. Prints Markdown; writes bench/results/<date>-<machine>.json
// unless --quick. Everything it makes is in the cache folder; what the reports of the tools hold is removed at the end.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { arch, cpus, homedir, loadavg, platform, release, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { eslintCase, inMemoryCases, packCase, perByteCases, startCases } from './cases.mjs';
import { compare } from './compare.mjs';
import { loadCorpora } from './corpora.mjs';
import { run } from './measure.mjs';
import { renderMarkdown } from './report.mjs';
import { callLeaklint, findTools, TOOL_NAMES } from './tools.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const CORPORA = ['tree', 'source', 'bundles', 'tiny', 'history'];
const QUICK = ['source', 'tiny'];
const CASES = ['memory', 'start', 'pack', 'bytes', 'eslint'];

function readOptions() {
  const options = {
    quick: { type: 'boolean', default: false },
    corpora: { type: 'string' },
    tools: { type: 'string' },
    cases: { type: 'string' },
    runs: { type: 'string' },
    limit: { type: 'string' },
    seed: { type: 'string', default: 'leaklint-bench' },
    cache: { type: 'string', default: join(homedir(), '.cache/leaklint-bench') },
  };
  try {
    const { values } = parseArgs({ options });
    const { quick } = values;
    return {
      quick,
      cases: choose(values.cases, CASES, CASES),
      seed: values.seed,
      cache: resolve(values.cache),
      corpora: choose(values.corpora, CORPORA, quick ? QUICK : CORPORA),
      tools: choose(values.tools, TOOL_NAMES, TOOL_NAMES),
      runs: Number(values.runs ?? (quick ? 1 : 3)),
      limit: Number(values.limit ?? (quick ? 60 : 300)),
    };
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}

function choose(text, known, byDefault) {
  const names = text === 'none' ? [] : (text?.split(',') ?? byDefault);
  for (const name of names) if (!known.includes(name)) throw new Error(`${name} is none of ${known.join(', ')}`);
  return names;
}

function describeMachine() {
  const [{ model }] = cpus();
  return {
    cpu: model.replaceAll(/\((?:R|TM)\)|\bCPU\b/g, '').replaceAll(/\s+/g, ' '),
    cores: cpus().length,
    memory: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${arch()} ${release()}`,
    node: process.version,
    load: loadavg()[0].toFixed(1),
  };
}

/** What leaklint itself says that it read: the check that the corpus is what the tools were meant to scan. */
async function readSummary(corpus, temp, limit) {
  const { stdout, stopped } = await run({ ...callLeaklint(corpus.kind, join(temp, 'summary')), cwd: corpus.folder, temp, limit });
  if (stopped) return {};
  const { tool, summary, problems } = JSON.parse(readFileSync(stdout, 'utf8'));
  return { rules: tool.rules, scanned: { files: summary.files, bytes: summary.bytes, problems: problems.length } };
}

const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();

function writeResult(result) {
  const folder = join(root, 'bench/results');
  const machine = `${result.machine.cpu}-${result.machine.cores}-cores`.toLowerCase().replaceAll(/[^0-9a-z]+/g, '-');
  mkdirSync(folder, { recursive: true });
  // A part of the corpora does not stand for all of them.
  const names = result.corpora.map(({ name }) => name);
  const part = names.length === CORPORA.length ? '' : `-${names.join('-')}`;
  const file = join(folder, `${result.date}-${machine}${part}.json`);
  writeFileSync(file, `${JSON.stringify(result, undefined, 2)}\n`);
  return file;
}

const options = readOptions();
const peers = join(options.cache, 'peers');
mkdirSync(options.cache, { recursive: true });
const temp = mkdtempSync(join(options.cache, 'run-'));
try {
  const machine = describeMachine();
  const settings = { ...options, temp, peers };
  const tools = findTools(options.tools, peers);
  const corpora = await loadCorpora(options.corpora, options.cache, options.seed);
  const shown = [];
  const comparison = [];
  let rules;
  for (const corpus of corpora) {
    comparison.push(...(await compare(corpus, tools, settings)));
    const summary = await readSummary(corpus, temp, options.limit);
    rules ??= summary.rules;
    shown.push({ name: corpus.name, files: corpus.files, bytes: corpus.bytes, scanned: summary.scanned });
  }
  const named = (name) => corpora.find((corpus) => corpus.name === name);
  const runs = (name) => options.cases.includes(name);
  const starts = runs('start') || runs('bytes') ? await startCases(settings) : [];
  const inMemory = runs('memory') ? await inMemoryCases(corpora.filter(({ name }) => name === 'source' || name === 'bundles'), settings) : [];
  const perByte = runs('bytes') ? await perByteCases(named('tree'), named('bundles'), starts[0].scan.median / 1000, settings) : [];
  const result = {
    date: new Date().toISOString().slice(0, 10),
    machine,
    leaklint: { commit: git('describe', '--always', '--dirty', '--abbrev=12'), rules },
    runs: options.runs,
    limit: options.limit,
    corpora: shown,
    comparison,
    missing: options.tools.filter((name) => !tools.some((tool) => tool.name === name)),
    inMemory,
    starts,
    ...(runs('pack') && { pack: await packCase(settings) }),
    perByte,
    ...(runs('eslint') && { eslint: await eslintCase(named('source'), settings) }),
  };
  if (!options.quick) process.stderr.write(`${writeResult(result)}\n`);
  process.stdout.write(renderMarkdown(result));
} finally {
  rmSync(temp, { recursive: true });
}
