// The variables of `.env` files. They are looked for in a build output; examples that a repository shares are no secrets.
import { readdirSync, realpathSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { isInside } from '../data/inside.ts';
import type { Problem } from '../types.ts';
import { decodeBytes } from './decode.ts';
import { createFileReader, type FileContent } from './read-file.ts';

export interface EnvEntry {
  readonly name: string;
  readonly value: string;
}

/** The variables of a file, or why there are none. */
export type EnvFile = { readonly kind: 'entries'; readonly entries: readonly EnvEntry[] } | ({ readonly kind: 'problem' } & Omit<Problem, 'path'>);

const LIMIT = 1 << 20;

/** The environment files in a folder, by name; none in a folder that cannot be listed. A folder called `.env` is none. */
export function findEnvFiles(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => !entry.isDirectory() && isEnvFile(entry.name)).map(({ name }) => name).sort();
  } catch {
    return [];
  }
}

/** A file of up to 1 MB. A link is followed if it stays in `within`, an absolute folder, or if there is none: the user named the file. */
export function loadEnvFile(location: string, within?: string): EnvFile {
  const isFollowed = within === undefined || staysIn(within, location);
  const content = createFileReader(LIMIT)(location, isFollowed);
  if (content.kind !== 'content') return { kind: 'problem', ...explain(content) };
  const values = parseEnv(decodeBytes(content.bytes).toString());
  return { kind: 'entries', entries: Object.entries(values).map(([name, value = '']) => ({ name, value })) };
}

function explain(content: Exclude<FileContent, { readonly kind: 'content' }>): Omit<Problem, 'path'> {
  switch (content.kind) {
    case 'absent':
      return { code: 'unreadable', message: 'there is no such file' };
    case 'other':
      return { code: 'not-a-file', message: 'not a regular file of the project, so its values were not looked for; --env-file names it all the same' };
    case 'problem':
      return { code: content.code, message: content.code === 'too-large' ? 'larger than 1 MB, so its values were not looked for' : content.message };
    default:
      throw content satisfies never;
  }
}

function staysIn(folder: string, location: string): boolean {
  try {
    return isInside(realpathSync(folder), realpathSync(location));
  } catch {
    return false;
  }
}

/** `.env`, `.env.production`, `.env.local`, `.dev.vars`; not `.env.example` and the like. */
function isEnvFile(name: string): boolean {
  return /^\.(?:env|dev\.vars)(?:\.[\w.-]+)?$/.test(name) && !/[._-](?:example|sample|template|dist|defaults?|schema|vault|d\.ts)(?:[._-]|$)/.test(name);
}
