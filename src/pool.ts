// Threads that help with a scan. The thread that scans starts alone; once that has been worth it, others read from the same
// list of inputs, and their results are added at the end. Reports are sorted, so that who did what is not seen.
import { Worker } from 'node:worker_threads';
import type { CleanBlob } from './known.ts';
import { fromThread, type SentFinding } from './findings/transfer.ts';
import type { Results } from './report.ts';
import type { ScannerOptions } from './scanner.ts';
import { progressOf, type SharedList, type SharedSource } from './sources/shared-list.ts';
import type { Source } from './types.ts';

/** What a helping thread is given. */
export interface Task {
  readonly list: SharedList;
  readonly options: ScannerOptions;
  /** One word: has the thread begun, or is it not needed any more? */
  readonly state: Int32Array;
}

/** Whoever writes its word into the state of a task first has decided. */
export const TASK = { open: 0, begun: 1, dismissed: 2 } as const;

export type SentResults = Omit<Results, 'findings'> & { readonly findings: readonly SentFinding[]; readonly clean: readonly CleanBlob[] };

/** What a thread learnt. */
export type ThreadResults = Results & { readonly clean: readonly CleanBlob[] };

export interface Progress {
  readonly files: number;
  readonly of: number;
}

export interface Pool {
  /** Inputs that some thread has begun, of how many; nothing for a source without a list. */
  progress(): Progress | undefined;
  /** Starts the threads if so many bytes of this thread are enough and there is something left for them. */
  help(bytes: number): void;
  /** What they found, after this thread has seen the end of the list. @throws what one of them threw. */
  finish(): Promise<readonly ThreadResults[]>;
}

// A thread takes 40 ms to start and as long again to be fast; this thread scans so much in 200.
const ENOUGH_BYTES = 4_000_000;

// What a thread makes lives as long as a file is scanned. By default it may use 48 MB before that is cleared away.
const YOUNG_MB = 8;

export interface PoolOptions extends ScannerOptions {
  readonly source: Source | SharedSource;
  /** Most threads at work, with the one that calls. */
  readonly threads?: number;
}

/** None for a source without a list. */
export function createPool({ source, threads = 1, ...options }: PoolOptions): Pool {
  const list = 'list' in source ? source.list : undefined;
  const helpers: Helper[] = [];
  const byId = new Map(options.rules.map((rule) => [rule.id, rule]));
  return {
    progress: () => list && progressOf(list),
    help(bytes) {
      if (list === undefined || helpers.length > 0 || bytes < ENOUGH_BYTES) return;
      for (let count = Math.min(threads - 1, progressOf(list).unclaimed); count > 0; count--) helpers.push(startHelper(list, options));
    },
    async finish() {
      const results = await Promise.all(helpers.map((helper) => helper.finish()));
      return results.flatMap((one) => one ?? []).map(({ findings, ...rest }) => ({ ...rest, findings: findings.map((finding) => fromThread(finding, byId)) }));
    },
  };
}

interface Helper {
  /** Nothing if it had not begun. */
  finish(): Promise<SentResults | undefined>;
}

function startHelper(list: SharedList, { rules, config, only, skip, minConfidence, today, listClean = false, hashLines = false }: ScannerOptions): Helper {
  const state = new Int32Array(new SharedArrayBuffer(4));
  const options = { rules, config, ...(only && { only }), ...(skip && { skip }), minConfidence, today, listClean, hashLines };
  const worker = new Worker(workerFile(), { workerData: { list, options, state } satisfies Task, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
  const results = new Promise<SentResults>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('a thread ended without a result')));
  });
  // Nobody waits for the thread before the end, should this one fail; nor then for one that is dismissed.
  worker.unref();
  results.catch(() => undefined);
  return {
    async finish() {
      if (Atomics.compareExchange(state, 0, TASK.open, TASK.dismissed) === TASK.begun) {
        worker.ref();
        return results;
      }
      await worker.terminate();
      return undefined;
    },
  };
}

function workerFile(): URL {
  const isSource = import.meta.url.endsWith('.ts');
  return new URL(isSource ? '../dist/worker.mjs' : './worker.mjs', import.meta.url);
}
