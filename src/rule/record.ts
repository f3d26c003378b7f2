// A rule as it is written in YAML, after the schema has accepted it.
import type { After, ChecksumName, Confidence, Exposure, Near, PlausibleKind, Provider, Requires, Rule, Severity, StructureName } from '../types.ts';
import type { Command } from './command.ts';

/** One file of a rule pack. */
export interface PackRecord {
  readonly provider: Provider;
  readonly rules: readonly RuleRecord[];
}

/** How the credential is recognised; the schema allows exactly one of the four. */
interface FormRecord {
  readonly pattern?: string;
  readonly block?: { readonly begin: string; readonly end: string };
  readonly assigned?: { readonly names: readonly string[]; readonly value: string };
  readonly command?: { readonly commands: readonly Command[]; readonly value: string };
  /** A secret itself, which no file may hold: for rules that are made when a scan begins. */
  readonly literal?: string;
}

export interface RuleRecord extends FormRecord {
  readonly id: string;
  readonly title: string;
  readonly risk: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly exposure: Exposure;
  readonly boundary?: After;
  readonly tags?: readonly string[];
  readonly entropy?: number;
  readonly checksum?: ChecksumName;
  readonly structure?: StructureName;
  readonly claims?: Readonly<Record<string, readonly string[]>>;
  readonly plausible?: PlausibleKind;
  readonly near?: Near;
  readonly requires?: Requires;
  readonly exposureNear?: NonNullable<Rule['exposureNear']>;
  readonly allow?: readonly string[];
  readonly paths?: readonly string[];
  readonly references: readonly string[];
  readonly examples: { readonly match: readonly string[]; readonly noMatch: readonly string[] };
}
