// Runs a program and says what it cost: its CPU time by GNU time, where that is installed (apt: time); its memory, and what
// is left without git's processes, by looking at it while it runs.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { childrenOf, watchProcesses } from './processes.mjs';

const GNU_TIME = '/usr/bin/time';
const hasTime = existsSync(GNU_TIME) && spawnSync(GNU_TIME, ['-q', '-f', '%M', 'true']).status === 0;

/**
 * Wall seconds; where they are known, CPU seconds (user and system) and peak resident MB, children's too, and both again
 * `withoutGit`. Above `limit` seconds the program and its children are ended, `stopped`.
 */
export async function run({ command, args, cwd, env, temp, limit, ok = [0] }) {
  const costs = join(temp, 'costs');
  const files = { stdout: join(temp, 'stdout'), stderr: join(temp, 'stderr') };
  const [stdout, stderr] = [openSync(files.stdout, 'w'), openSync(files.stderr, 'w')];
  const prefix = hasTime ? [GNU_TIME, '-q', '-f', '%U %S %M', '-o', costs] : [];
  const [program, ...rest] = [...prefix, command, ...args];
  const before = process.hrtime.bigint();
  const child = spawn(program, rest, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', stdout, stderr], detached: true });
  closeSync(stdout);
  closeSync(stderr);
  const watched = watchProcesses(() => (hasTime ? childrenOf(child.pid)[0] : child.pid));
  let stopped = false;
  const timer = setTimeout(() => {
    stopped = true;
    process.kill(-child.pid, 'SIGKILL');
  }, limit * 1000);
  const status = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  clearTimeout(timer);
  const { peak = 0, withoutGit } = watched() ?? {};
  const wall = Number(process.hrtime.bigint() - before) / 1e9;
  if (stopped) return { wall, stopped, ...files };
  if (!ok.includes(status)) throw new Error(`${command} ended with ${status}: ${readFileSync(files.stderr, 'utf8').slice(-500)}`);
  if (!hasTime) return { wall, stopped, ...files };
  const [user, system, kilobytes] = readFileSync(costs, 'utf8').trim().split(' ').map(Number);
  rmSync(costs);
  return { wall, cpu: user + system, peak: Math.max(peak, (kilobytes * 1024) / 1e6), withoutGit, stopped, ...files };
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Median, least and most. */
export const spread = (values) => ({ median: median(values), min: Math.min(...values), max: Math.max(...values) });
