// What earlier runs learnt about git's objects, for whoever runs under the same circumstances. Holds ids, sizes and what kinds
// of text blobs were scanned as: no path, no finding. Whatever goes wrong, it knows nothing and says nothing.
import { createHash } from 'node:crypto';
import { realpathSync, statSync } from 'node:fs';
import type { CleanBlobs, KnownCommits } from '../known.ts';
import type { Rule } from '../types.ts';
import { createCleanBlobs } from './clean-blobs.ts';
import { createKnownCommits } from './known-commits.ts';
import { openSealedFiles } from './sealed-file.ts';

/** All that decides whether a blob is clean, but for its content and path. */
export interface Circumstances {
  /** Of leaklint and its built-in rules. */
  readonly version: string;
  /** Those in force. */
  readonly rules: readonly Rule[];
  /** In bytes. */
  readonly maxFileSize: number;
  readonly objectFormat: 'sha1' | 'sha256';
}

/** All that decides beside that what is known of a commit. */
export interface CommitCircumstances {
  /** The absolute folder that all work trees of the repository share. */
  readonly repository: string;
  /** Which paths are excluded, in any words. */
  readonly excluded: string;
}

export interface Cache {
  readonly blobs: CleanBlobs;
  /** Nothing if the folder of the repository cannot be told from others. */
  commitsOf(circumstances: CommitCircumstances): KnownCommits | undefined;
}

// To be raised when decoding, the kinds of path, the format of a file or what counts as clean change between two versions.
const FORMAT = 2;

/** What is kept in a folder; nothing if nothing can be kept there. */
export function openCache(folder: string, { version, rules, maxFileSize, objectFormat }: Circumstances): Cache | undefined {
  const files = openSealedFiles(folder);
  if (files === undefined) return undefined;
  const idBytes = objectFormat === 'sha1' ? 20 : 32;
  const context = hashOf([FORMAT, version, objectFormat, maxFileSize, rules.map(identify)]);
  return {
    blobs: createCleanBlobs(files('clean', context), idBytes),
    commitsOf({ repository, excluded }) {
      const identity = identityOf(repository);
      return identity && createKnownCommits(files('commits', hashOf([context.toString('hex'), identity, excluded])), idBytes);
    },
  };
}

// The version says what a built-in rule is, and how gates are derived from patterns.
function identify(rule: Rule): unknown {
  if (rule.builtin) return rule.id;
  const { gate: _, ...pattern } = rule.pattern;
  return { ...rule, pattern };
}

function hashOf(parts: readonly unknown[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}

// A repository is a stranger's: it can hold other objects under the id of a commit than that names. What was seen there must
// not count elsewhere, nor in another one that takes its place.
function identityOf(folder: string): readonly string[] | undefined {
  try {
    const path = realpathSync(folder);
    const { ino, birthtimeNs } = statSync(path, { bigint: true });
    return [path, String(ino), String(birthtimeNs)];
  } catch {
    return undefined;
  }
}
