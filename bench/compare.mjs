// Side by side: every tool over every corpus, turn by turn in one run, so that a busy moment of the machine hits all.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run, spread } from './measure.mjs';
import { listFiles } from './packages.mjs';
import { countCanaries } from './tools.mjs';

/** One row of the table for each tool. A tool that ran into the limit is not run again on that corpus. */
export async function compare(corpus, tools, { runs, limit, temp }) {
  warm(corpus);
  const rows = tools.map((tool) => ({ tool, costs: [], canaries: 0 }));
  for (let turn = 1; turn <= runs; turn++) {
    for (const row of rows) {
      if (row.stopped || row.failure !== undefined) continue;
      process.stderr.write(`${corpus.name}: ${row.tool.name}, run ${turn} of ${runs}\n`);
      await measure(row, corpus, limit, temp);
    }
  }
  return rows.map((row) => summarize(row, corpus, limit));
}

/** Every file once into the page cache. */
function warm({ folder }) {
  for (const file of listFiles(folder)) readFileSync(file);
}

async function measure(row, corpus, limit, temp) {
  const report = join(temp, 'report');
  rmSync(report, { force: true });
  const { command, args } = row.tool.call(report);
  try {
    const cost = await run({ command, args, cwd: corpus.folder, temp, limit, ok: row.tool.ok });
    if (cost.stopped) {
      row.stopped = true;
      return;
    }
    row.costs.push(cost);
    const text = readFileSync(existsSync(report) ? report : cost.stdout, 'utf8');
    row.canaries = countCanaries(row.tool.places(text), corpus);
  } catch (error) {
    row.failure = String(error.message).split('\n')[0].slice(0, 200);
  }
}

function summarize({ tool, costs, canaries, stopped, failure }, corpus, limit) {
  const row = { tool: tool.name, version: tool.version, corpus: corpus.name, runs: costs.length };
  if (failure !== undefined) return { ...row, failure };
  if (stopped) return { ...row, stoppedAfter: limit };
  const wall = spread(costs.map((cost) => cost.wall));
  const known = costs.filter(({ cpu }) => cpu !== undefined);
  return {
    ...row,
    wall,
    megabytesPerSecond: corpus.bytes / 1e6 / wall.median,
    ...(known.length > 0 && { cpu: spread(known.map(({ cpu }) => cpu)), peak: spread(known.map(({ peak }) => peak)) }),
    canaries,
    planted: corpus.canaries.length,
    ranked: canaries === corpus.canaries.length,
  };
}
