// A configuration file as written: the shape that schema/config.schema.json describes.
import type { Confidence, Severity } from '../types.ts';

export interface AllowRecord {
  readonly rules?: readonly string[];
  readonly paths?: readonly string[];
  readonly fingerprints?: readonly string[];
  readonly values?: readonly string[];
  readonly reason: string;
  readonly until?: string;
}

export interface ConfigRecord {
  readonly $schema?: string;
  readonly extends?: string | readonly string[];
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly packs?: readonly string[];
  readonly rules?: Readonly<Record<string, 'off' | Severity>>;
  readonly allow?: readonly AllowRecord[];
  readonly failOn?: Severity;
  readonly minConfidence?: Confidence;
  readonly maxFileSize?: string | number;
  readonly salt?: string;
  readonly baseline?: string;
}
