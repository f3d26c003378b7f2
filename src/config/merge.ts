// Configuration files, from the most basic to the project's own, to the configuration in force.
import { type AllowEntry, type Config, defaultConfig } from './config.ts';
import type { ConfigRecord } from './record.ts';
import { parseSize } from './size.ts';

/** One checked file; what depends on where it lies is resolved. */
export interface Layer {
  /** Absolute. */
  readonly file: string;
  readonly record: ConfigRecord;
  /** Absolute paths. */
  readonly packs: readonly string[];
  readonly allow: readonly AllowEntry[];
  /** Absolute path. */
  readonly baseline?: string;
}

/** Later layers override: scalars replace, lists are concatenated, maps are merged (a repeated key moves to the end). */
export function mergeConfig(layers: readonly Layer[]): Omit<Config, 'path'> {
  return layers.reduce<Omit<Config, 'path'>>(add, defaultConfig);
}

function add(base: Omit<Config, 'path'>, { file, record, packs, allow, baseline = base.baseline }: Layer): Omit<Config, 'path'> {
  return {
    files: [...base.files, file],
    include: [...base.include, ...(record.include ?? [])],
    exclude: [...base.exclude, ...(record.exclude ?? [])],
    packs: [...new Set([...base.packs, ...packs])],
    rules: mergeRules(base.rules, record.rules ?? {}),
    allow: [...base.allow, ...allow],
    failOn: record.failOn ?? base.failOn,
    minConfidence: record.minConfidence ?? base.minConfidence,
    maxFileSize: record.maxFileSize === undefined ? base.maxFileSize : parseSize(record.maxFileSize),
    salt: record.salt ?? base.salt,
    ...(baseline !== undefined && { baseline }),
  };
}

function mergeRules(base: Config['rules'], later: NonNullable<ConfigRecord['rules']>): Config['rules'] {
  const entries = Object.entries(later);
  const kept = [...base].filter(([selector]) => !Object.hasOwn(later, selector));
  return new Map([...kept, ...entries]);
}
