// One line on a terminal's stderr that says how far a long scan is. Nothing elsewhere.
import type { Progress as Counts } from '../pool.ts';
import type { Io } from './io.ts';

export interface Progress {
  update(counts: Counts): void;
  clear(): void;
}

const FIRST_AFTER_MS = 500;
const AGAIN_AFTER_MS = 100;
const CLEAR_LINE = '\r\u001b[2K';

export function createProgress({ stderr, env, now }: Io, quiet: boolean): Progress {
  const isShown = stderr.isTTY === true && !quiet && (env['CI'] ?? '') === '' && env['TERM'] !== 'dumb';
  let next = now().getTime() + FIRST_AFTER_MS;
  let shown = false;
  return {
    update({ files, of }) {
      if (!isShown || now().getTime() < next) return;
      next = now().getTime() + AGAIN_AFTER_MS;
      shown = true;
      stderr.write(`${CLEAR_LINE}scanning: ${files.toLocaleString('en')} of ${of.toLocaleString('en')} files`);
    },
    clear() {
      if (shown) stderr.write(CLEAR_LINE);
    },
  };
}
