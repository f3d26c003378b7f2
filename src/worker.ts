// A thread that helps with a scan: the other end of `pool.ts`.
import { parentPort, workerData } from 'node:worker_threads';
import { toThread } from './findings/transfer.ts';
import { TASK, type SentResults, type Task } from './pool.ts';
import { createTally } from './report.ts';
import { createScanner } from './scanner.ts';
import { readList } from './sources/shared-list.ts';

const { list, options, state } = workerData as Task;
const tally = createTally();
const scanner = createScanner(options, tally);
if (Atomics.compareExchange(state, 0, TASK.open, TASK.begun) === TASK.open) {
  for await (const item of readList(list)) scanner.take(item);
  const { findings, ...results } = tally.results();
  parentPort?.postMessage({ ...results, findings: findings.map(toThread), clean: scanner.clean() } satisfies SentResults);
}
