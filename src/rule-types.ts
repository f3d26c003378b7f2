// What is known of a credential format: the words of a rule as types. Types only, as in `types.ts`, which hands them on.
import type { Gate } from './gate.ts';

declare const brand: unique symbol;
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** `provider-thing`, for example `qodryx-live-key`; never renamed. */
export type RuleId = Brand<string, 'RuleId'>;
export type Severity = 'critical' | 'high' | 'medium' | 'low';
export type Confidence = 'high' | 'medium' | 'low';
/** May the credential reach a client? `never`; `restricted`: if limited at the provider; `public`: made for it. */
export type Exposure = 'never' | 'restricted' | 'public';

/** Who issues the credential. */
export interface Provider {
  readonly id: string;
  readonly name: string;
  readonly hosts: readonly string[];
  /** What to do now, step by step; shown with every finding. */
  readonly rotate: readonly string[];
}

/**
 * What may not stand before a match. `token`: a letter, digit or `_`, unless it ends an escape such as `\n` or `%0A`.
 * `name`: a letter, unless it ends an escape or the match starts a camelCase hump.
 */
export type Before = 'token' | 'name' | 'none';

/** What may not follow a match. `token`: a letter, digit or `_`; `base64`: nor `+`, `/` or `=`. */
export type After = 'token' | 'base64' | 'none';

/** A pattern over bytes (one byte = one character, no flags) with everything that is derived from it. */
export interface Pattern {
  /** Canonical regular expression: only ASCII, only byte sets, no assertions; the secret is the group `secret`. */
  readonly source: string;
  readonly before: Before;
  readonly after: After;
  readonly gate: Gate;
  /** Bytes a match can start with, as a string of those characters. */
  readonly first: string;
  readonly minWidth: number;
  readonly maxWidth: number;
  /** Most bytes that matching can consume each time the gate opens, those it gives back included. */
  readonly steps: number;
  /** Literal start of the secret; all that a redacted secret may show. */
  readonly prefix: string;
  /**
   * Present when the pattern ends in an open run of a class that holds `_` or `-`: trailing ones are then not part of
   * the secret, which keeps at least this many bytes.
   */
  readonly trimTo?: number;
}

/** The rules of which one must find the other half of the credential within so many bytes of the secret. */
export interface Requires {
  readonly rules: readonly string[];
  readonly within: number;
  /** The confidence without the other half; if absent, it is then no credential. */
  readonly alone?: Confidence;
}

/** Words of which one must stand within so many bytes before or after the secret, in any case. */
export interface Near {
  readonly words: readonly string[];
  readonly within: number;
}

/** A checksum that a provider puts into its tokens; see `checksum.ts`. */
export type ChecksumName = 'crc32-base62';

/** What a value without a format of its own must look like; see `engine/plausible.ts`. */
export type PlausibleKind = 'password' | 'argument' | 'signer' | 'key' | 'worded-key' | 'header';

export type StructureName = 'jwt' | 'private-key' | 'basic' | 'aws-key-id';

/** One credential format, checked and ready to run: data, no behaviour. */
export interface Rule {
  readonly id: RuleId;
  readonly provider: Provider;
  readonly title: string;
  /** What somebody who has it can do. */
  readonly risk: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly exposure: Exposure;
  readonly tags: readonly string[];
  readonly references: readonly string[];
  readonly examples: { readonly match: readonly string[]; readonly noMatch: readonly string[] };
  readonly pattern: Pattern;
  /** For credentials of unbounded length: canonical source of what ends the block that `pattern` begins. */
  readonly blockEnd?: string;
  /** Least Shannon entropy of the secret without its prefix, in bits per character. */
  readonly entropy?: number;
  readonly checksum?: ChecksumName;
  readonly structure?: StructureName;
  /** For the structure `jwt`: values of which the token must hold one, by claim. */
  readonly claims?: Readonly<Record<string, readonly string[]>>;
  readonly plausible?: PlausibleKind;
  readonly near?: Near;
  readonly requires?: Requires;
  /** The first that holds decides; without any, `exposure` does. */
  readonly exposureNear?: readonly { readonly exposure: Exposure; readonly near: Near }[];
  /** Secrets that are documentation, word for word. */
  readonly allow: readonly string[];
  /** Globs; only files whose path matches one are judged by this rule. */
  readonly paths?: readonly string[];
  /** Of a rule for one value of the environment: the variables that have it. */
  readonly variables?: readonly string[];
  readonly builtin: boolean;
}
