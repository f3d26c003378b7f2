// The words of leaklint (DESIGN §2) as types. Types only: no behaviour, no imports but other words.
import type { KnownCounts } from './known.ts';
import type { Brand, Confidence, Exposure, Rule, Severity } from './rule-types.ts';
import type { SecretValue } from './secret.ts';

export type * from './rule-types.ts';

/** `v1:` and 20 hexadecimal digits; survives line moves. */
export type Fingerprint = Brand<string, 'Fingerprint'>;

/** What kind of text a blob is; decided once, in `sources/`. */
export type Syntax = 'code' | 'config' | 'env' | 'markup' | 'data' | 'lock' | 'minified' | 'prose';

/** A half-open range of byte offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What was learnt of a match beyond its shape. */
export interface Evidence {
  /** A checksum or structure is right. */
  readonly verified: boolean;
  /** The rule's; high when a checksum is right, a step lower when it is wrong. */
  readonly confidence: Confidence;
  /** A word that the rule wants near it, or its other half, is there. */
  readonly near: boolean;
  /** The rule's, unless a neighbour decides otherwise. */
  readonly exposure: Exposure;
  /** The last day it is good for, YYYY-MM-DD, where it says so itself. */
  readonly expires?: string;
  /** It is of no use without a passphrase. */
  readonly isEncrypted?: true;
  /** Its own and those of its other half. */
  readonly facts?: Facts;
}

/** What the credential says of itself and is no secret: where to look when it has leaked. Of scanned origin. */
export type Facts = Readonly<Partial<Record<'account' | 'issuer' | 'role', string>>>;

/** The encodings that are looked into. `escape`: of JavaScript and JSON strings, `html`: character references, `concatenation`: of literals. */
export type LayerName = 'base64' | 'percent' | 'escape' | 'html' | 'concatenation';

/** What the engine returns: a rule and byte offsets into the blob, no path. */
export interface Match extends Span {
  readonly rule: Rule;
  readonly secret: Span;
  /** What must be masked in any output: the secret and every weaker match that overlapped it. */
  readonly mask: Span;
  readonly evidence: Evidence;
  /** The encodings it stands in, outermost first. Offsets are those of the encoded text. */
  readonly layers?: readonly LayerName[];
  /** The secret decoded, one character a byte; only with `layers`. */
  readonly decoded?: string;
  /** The other half of the credential, which is then no match of its own. */
  readonly half?: Pick<Match, 'rule' | 'secret'>;
}

/** Bytes in, matches out: synchronous, pure, sorted by start, end and rule id. */
export interface Engine {
  readonly rules: readonly Rule[];
  /** @throws only on a bug. A user's rule that ran out of its time is reported through the engine's `onOverrun`. */
  scan(bytes: Uint8Array, syntax: Syntax): readonly Match[];
}

/** First and last line, 1-based. */
export type LineRange = { readonly from: number; readonly to: number };

/** Where a blob was seen. */
export type Origin =
  | { readonly kind: 'file' | 'index' | 'stdin' }
  // A file of a build output. `map`: the text is a source that the map in this file carries, at its original path; or, at
  // the path of the file itself, what is left of the map without them.
  | { readonly kind: 'bundle'; readonly map?: string }
  // The oldest commit known that has the content at the path. `author` is a name of scanned origin, `date` ISO 8601 or empty.
  | { readonly kind: 'commit'; readonly commit: string; readonly author: string; readonly date: string; readonly inHead: boolean }
  // A ref that points to content without a commit, such as a tag of a file.
  | { readonly kind: 'ref'; readonly ref: string; readonly inHead: boolean };

/** Content that is scanned once. */
export interface Blob {
  /** Git's object id, for what comes from its history: the same content follows under other paths, with the same bytes. */
  readonly id?: string;
  /** UTF-8 (or single bytes where it is not valid UTF-8), without a byte order mark; valid until the next item is read. */
  readonly bytes: Uint8Array;
  /** It began with a byte order mark of UTF-8. */
  readonly marked?: boolean;
  readonly syntax: Syntax;
  /** Relative to the project root, with `/`. */
  readonly path: string;
  readonly origin: Origin;
  /** The lines that count, ascending; all if absent. */
  readonly added?: readonly LineRange[];
}

export type ProblemCode = 'unreadable' | 'too-large' | 'not-a-file' | 'pattern-overrun' | 'git-failed' | 'nothing-scanned';

/** An input that could not be scanned: data, so that nothing is lost in silence. */
export interface Problem {
  readonly path: string;
  readonly code: ProblemCode;
  readonly message: string;
}

/** Something to know that is neither a finding nor a problem; decides no exit code. */
export interface Note {
  readonly code:
    | 'git-fallback'
    | 'env-ignored'
    | 'dependencies-skipped'
    | 'nothing-staged'
    | 'server-output'
    | 'map-not-read'
    | 'nothing-in-history'
    | 'history-shallow'
    | 'suppression-unused'
    | 'suppression-expired'
    | 'suppression-invalid'
    | 'baseline-stale'
    | 'baseline-expired';
  readonly message: string;
  readonly path?: string;
  readonly line?: number;
}

/** An input that was left out for a counted reason. */
export type SkipReason = 'binary' | 'deleted';

export type SourceItem =
  | { readonly kind: 'blob'; readonly blob: Blob }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'note'; readonly note: Note }
  // `content` is that of a binary blob from git's history, without a byte order mark.
  | { readonly kind: 'skipped'; readonly path: string; readonly reason: SkipReason; readonly content?: { readonly id: string; readonly bytes: Uint8Array } }
  | ({ readonly kind: 'known' } & KnownCounts);

/** What yields blobs. */
export type Source = Iterable<SourceItem> | AsyncIterable<SourceItem>;

/** 1-based line and 1-based column in UTF-16 units. */
export interface Point {
  readonly line: number;
  readonly column: number;
}

/** One line of source around a finding, masked; `mark` is the column range to underline, 1-based, end exclusive. */
export interface FrameLine {
  readonly number: number;
  readonly text: string;
  readonly mark?: { readonly from: number; readonly to: number };
}

export type FindingStatus =
  | { readonly kind: 'new' }
  | { readonly kind: 'suppressed'; readonly by: 'inline' | 'config'; readonly reason?: string }
  // Accepted by the baseline.
  | { readonly kind: 'baseline'; readonly reason?: string };

/** The source that a finding in a build output comes from. */
export interface Original extends Point {
  /** Relative to the project root where it is in it, else as the source map has it. Of scanned origin. */
  readonly path: string;
  /** The environment variable whose value the bundler has put there. Of scanned origin. */
  readonly variable?: string;
  /** Lines of the source; absent where nothing but the compiled text is known to hold the credential. */
  readonly frame?: readonly FrameLine[];
}

/** A match a person is told about. */
export interface Finding {
  readonly rule: Rule;
  /** The rule's, unless the configuration sets another. */
  readonly severity: Severity;
  /** The match's, which may differ from the rule's. */
  readonly confidence: Confidence;
  readonly path: string;
  readonly origin: Origin;
  readonly start: Point;
  readonly end: Point;
  /** Decoded, where it stands in an encoded text. */
  readonly secret: SecretValue;
  /** The match's, which may differ from the rule's. */
  readonly exposure: Exposure;
  readonly expires?: string;
  readonly isEncrypted?: true;
  readonly facts?: Facts;
  readonly layers?: readonly LayerName[];
  /** The other half of the credential and where it begins. */
  readonly half?: { readonly rule: Rule; readonly start: Point };
  /** In a history: where else the same version of the file has it, each place once, ascending. */
  readonly otherPlaces?: readonly Point[];
  /** In a build output: where it comes from, if a source map tells. */
  readonly original?: Original;
  /** In a build output: the other files that have it from the same place, ascending. */
  readonly otherFiles?: readonly string[];
  readonly fingerprint: Fingerprint;
  /** The fingerprint without the path: the same for the credential in every file. */
  readonly hash: Fingerprint;
  /** Its number among the occurrences of the credential in its file that nothing suppresses, from 1. */
  readonly ordinal: number;
  /** GitHub's hash of the line it starts in; only where it was asked for. */
  readonly lineHash?: string;
  readonly status: FindingStatus;
  readonly frame: readonly FrameLine[];
}

export interface Summary {
  readonly files: number;
  readonly bytes: number;
  /** New findings by severity, those of exposure `public` not counted. */
  readonly findings: Readonly<Record<Severity, number>>;
  readonly public: number;
  readonly suppressed: number;
  /** Inputs that were not scanned. */
  readonly incomplete: number;
  readonly skipped: Readonly<Record<SkipReason, number>>;
}

/** What a run looked at. `since`: what the commits of a review added. */
export type ScanKind = 'worktree' | 'staged' | 'since' | 'history' | 'bundle';

/** What git says of where files are from. Of scanned origin. */
export interface Provenance {
  /** An absolute URL without user, password, query and fragment. */
  readonly repository: string;
  /** The id of the commit that is checked out; absent if there is none yet. */
  readonly revision?: string;
  /** Absent if a commit is checked out instead. */
  readonly branch?: string;
}

/** Everything a run has to say, sorted; what reporters print. */
export interface Report {
  readonly tool: { readonly name: 'leaklint'; readonly version: string; readonly rules: number };
  readonly kind: ScanKind;
  readonly provenance?: Provenance;
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  readonly notes: readonly Note[];
  readonly summary: Summary;
  /** The configuration that was in force and how many findings it suppressed. */
  readonly config?: { readonly path: string; readonly suppressed: number };
  /** The baseline that was in force and how many findings it accepted. */
  readonly baseline?: { readonly path: string; readonly accepted: number };
}
