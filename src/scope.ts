// What a scan could see of what a baseline accepts: whether an entry that accepted nothing says anything.
import { ANYWHERE, type BaselineEntry } from './baseline/baseline.ts';
import type { ScanOptions } from './scan.ts';
import { isAtLeast, rulesInForce } from './scanner.ts';
import type { Problem } from './types.ts';

export interface ScopeOptions extends Pick<ScanOptions, 'source' | 'rules' | 'config' | 'only' | 'skip' | 'minConfidence'> {
  /** The source was to yield all files of the project. */
  readonly isWhole: boolean;
  /** Paths as in reports. */
  readonly problems: readonly Problem[];
}

/**
 * Would the scan have found what the entry accepts, were it still there? Its rule ran, no flag kept back what is less sure,
 * and its file was read or is gone.
 */
export function createScope(options: ScopeOptions): (entry: BaselineEntry) => boolean {
  const { source, config, minConfidence, isWhole, problems } = options;
  if (!isAtLeast(config.minConfidence, minConfidence)) return () => false;
  const ran = new Set<string>(rulesInForce(options).map(({ id }) => id));
  const isUnread = (path: string): boolean => problems.some((one) => one.path === '.' || path === one.path || path.startsWith(`${one.path}/`));
  return ({ path, rule }) => {
    if (!ran.has(rule) || !('covers' in source)) return false;
    return path === ANYWHERE ? isWhole && problems.length === 0 : !isUnread(path) && source.covers(path);
  };
}
