// A time limit for patterns that are not ours: the step bound should make it idle, it stands behind the bound.
import { createContext, runInContext, type Context } from 'node:vm';

/** Runs work; throws OverrunError when it takes too long. */
export type Guard = <T>(work: () => T) => T;

export class OverrunError extends Error {
  constructor() {
    super('ran out of time');
    this.name = 'OverrunError';
  }
}

/** A guard that interrupts work, matching of regular expressions included, after so many milliseconds. */
export function createGuard(milliseconds: number): Guard {
  // Built-in rules never need one.
  let holder: Context | undefined;
  return <T>(work: () => T): T => {
    holder ??= createContext({});
    holder['work'] = work;
    try {
      return runInContext('work()', holder, { timeout: milliseconds }) as T;
    } catch (error) {
      if ((error as NodeJS.ErrnoException | null)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw new OverrunError();
      throw error;
    } finally {
      holder['work'] = undefined;
    }
  };
}
