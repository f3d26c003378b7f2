// Side by side: every tool over every corpus, turn by turn in one run, so that a busy moment of the machine hits all.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run, spread } from './measure.mjs';
import { listFiles } from './packages.mjs';
import { countCanaries } from './tools.mjs';

/**
 * One row of the table for each of the tools that scan this kind of corpus. A tool that ran into the limit is not run again
 * on that corpus.
 */
export async function compare(corpus, tools, settings) {
  warm(corpus);
  const rows = tools.filter((tool) => tool[corpus.kind] !== undefined).map((tool) => ({ tool, way: tool[corpus.kind], costs: [] }));
  for (let turn = 0; turn <= settings.runs; turn++) {
    for (const row of rows) {
      if (row.stopped || row.failure !== undefined || (turn === 0 && !row.way.primed)) continue;
      process.stderr.write(`${corpus.name}: ${row.tool.name}, ${turn === 0 ? 'not measured' : `run ${turn} of ${settings.runs}`}\n`);
      const cost = await measure(row, corpus, settings);
      if (cost !== undefined && turn > 0) row.costs.push(cost);
    }
  }
  return rows.map((row) => summarize(row, corpus, settings.limit));
}

/** Every file once into the page cache. */
function warm({ folder }) {
  for (const file of listFiles(folder)) readFileSync(file);
}

/** What one run cost, unless it was stopped or failed: that, and what it found, is noted in the row. */
async function measure(row, corpus, { limit, temp, peers }) {
  const { tool, way } = row;
  const scratch = join(temp, 'scratch');
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch);
  const report = join(scratch, 'report');
  try {
    const call = way.call(tool.path, { corpus, report, scratch, temp, peers });
    // A tool that is stopped leaves its copy of a history behind.
    const env = { TMPDIR: scratch, ...call.env };
    const cost = await run({ ...call, env, cwd: corpus.folder, temp, limit, ok: tool.ok });
    if (cost.stopped) {
      row.stopped = true;
      return undefined;
    }
    if (way.places !== undefined) {
      const text = readFileSync(existsSync(report) ? report : cost.stdout, 'utf8');
      row.canaries = countCanaries(way.places(text), corpus);
    }
    return cost;
  } catch (error) {
    row.failure = String(error.message).split('\n')[0].slice(0, 200);
    return undefined;
  }
}

function summarize({ tool, way, costs, canaries, stopped, failure }, corpus, limit) {
  const row = { tool: tool.name, version: tool.version, corpus: corpus.name, runs: costs.length };
  if (failure !== undefined) return { ...row, failure };
  if (stopped) return { ...row, stoppedAfter: limit };
  const wall = spread(costs.map((cost) => cost.wall));
  const planted = corpus.canaries.length;
  return {
    ...row,
    wall,
    megabytesPerSecond: corpus.bytes / 1e6 / wall.median,
    ...usage(costs),
    withoutGit: usage(costs.flatMap(({ withoutGit }) => withoutGit ?? [])),
    ...(way.places === undefined ? { ranked: true } : { canaries, planted, ranked: canaries === planted }),
  };
}

function usage(costs) {
  const known = costs.filter(({ cpu }) => cpu !== undefined);
  return known.length === 0 ? {} : { cpu: spread(known.map(({ cpu }) => cpu)), peak: spread(known.map(({ peak }) => peak)) };
}
