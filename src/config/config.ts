// The configuration that is in force, whatever files it came from.
import type { Confidence, Severity } from '../types.ts';
import type { AllowRecord } from './record.ts';
import { parseSize } from './size.ts';

/** An accepted finding, with the place it was written at. */
export interface AllowEntry extends AllowRecord {
  readonly at: { readonly path: string; readonly line: number };
}

export interface Config {
  /** The project's own configuration file as shown to people; absent when there is none. */
  readonly path?: string;
  /** Absolute paths of the files it was read from, without packs: a change to one of them changes it. */
  readonly files: readonly string[];
  /** Globs; empty means all files. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Absolute paths of the rule packs to add; checked to be files in the project, not read. */
  readonly packs: readonly string[];
  /** By selector, in order: of the selectors that match a rule the last one holds. */
  readonly rules: ReadonlyMap<string, 'off' | Severity>;
  readonly allow: readonly AllowEntry[];
  readonly failOn: Severity;
  readonly minConfidence: Confidence;
  /** In bytes. */
  readonly maxFileSize: number;
  /** Key of the fingerprints. */
  readonly salt: string;
  /** Absolute path of the baseline, which need not exist; absent where it is the usual one. */
  readonly baseline?: string;
}

/** What holds where no configuration says otherwise. */
export const defaultConfig: Config = {
  files: [],
  include: [],
  exclude: [],
  packs: [],
  rules: new Map(),
  allow: [],
  failOn: 'medium',
  minConfidence: 'medium',
  maxFileSize: parseSize('100MB'),
  salt: 'leaklint',
};

/** All selectors of rules that it names. */
export function selectorsIn({ rules, allow }: Config): readonly string[] {
  return [...rules.keys(), ...allow.flatMap((entry) => entry.rules ?? [])];
}
