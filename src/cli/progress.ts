// One line on a terminal's stderr that says how far a long scan is. Nothing elsewhere.
import type { Io } from './io.ts';

export interface Progress {
  update(files: number, bytes: number): void;
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
    update(files, bytes) {
      if (!isShown || now().getTime() < next) return;
      next = now().getTime() + AGAIN_AFTER_MS;
      shown = true;
      stderr.write(`${CLEAR_LINE}scanning: ${files.toLocaleString('en')} files, ${Math.round(bytes / 1e6)} MB`);
    },
    clear() {
      if (shown) stderr.write(CLEAR_LINE);
    },
  };
}
