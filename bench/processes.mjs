// What a running program and the processes that it starts use, looked up in /proc from time to time: Linux only.
import { readdirSync, readFileSync } from 'node:fs';

const EVERY_MS = 50;
// USER_HZ, the same on every Linux.
const TICKS_PER_SECOND = 100;

/**
 * Watches until the function it gives is called. Then: as `peak` the most MB of processes that ran at one time, each counted
 * with its own peak of resident memory; as `withoutGit` the same, and CPU seconds, of all but git's processes. Both as of at
 * most 50 ms before the end; nothing if none was seen. `pidOf` gives the id of the program, or nothing while it has none.
 */
export function watchProcesses(pidOf) {
  const seen = new Map();
  const peaks = { all: 0, withoutGit: 0 };
  const timer = setInterval(() => {
    const root = pidOf();
    const running = root === undefined ? [] : listProcesses(root);
    // What was forked a moment ago still shows the name and the memory of its parent.
    const known = running.filter(({ pid }) => seen.has(pid));
    peaks.all = Math.max(peaks.all, sumOf(known, 'peak'));
    peaks.withoutGit = Math.max(peaks.withoutGit, sumOf(known.filter(isNotGit), 'peak'));
    for (const one of running) seen.set(one.pid, one);
  }, EVERY_MS).unref();
  return () => {
    clearInterval(timer);
    if (peaks.all === 0) return undefined;
    return { peak: peaks.all, withoutGit: { cpu: sumOf([...seen.values()].filter(isNotGit), 'cpu'), peak: peaks.withoutGit } };
  };
}

/** Ids of the processes that a process has started and that still run. */
export function childrenOf(pid) {
  const threads = ignoreGone(() => readdirSync(`/proc/${pid}/task`)) ?? [];
  return threads.flatMap((thread) => read(pid, `task/${thread}/children`).split(' ')).filter((one) => one !== '');
}

const isNotGit = ({ name }) => name !== 'git';
const sumOf = (processes, key) => processes.reduce((sum, one) => sum + one[key], 0);

/** A process and all below it. */
function listProcesses(pid) {
  // `pid (name) state …`: the name may hold anything. proc(5) counts from 1: utime is the 14th field, stime the 15th.
  const [, name, rest] = /^\d+ \((.*)\) (.*)$/s.exec(read(pid, 'stat')) ?? [];
  if (rest === undefined) return [];
  const fields = rest.split(' ');
  // What has ended but is not yet waited for has no memory.
  const [, kilobytes = 0] = /^VmHWM:\s*(\d+) kB$/m.exec(read(pid, 'status')) ?? [];
  const one = { pid, name, cpu: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND, peak: (Number(kilobytes) * 1024) / 1e6 };
  return [one, ...childrenOf(pid).flatMap(listProcesses)];
}

const read = (pid, file) => ignoreGone(() => readFileSync(`/proc/${pid}/${file}`, 'utf8')) ?? '';

function ignoreGone(look) {
  try {
    return look();
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return undefined;
    throw error;
  }
}
