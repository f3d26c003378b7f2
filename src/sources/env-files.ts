// The variables of `.env` files. They are looked for in a build output; examples that a repository shares are no secrets.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { loadSmallText } from './small-text.ts';

export interface EnvEntry {
  readonly name: string;
  readonly value: string;
}

/** The environment files in a folder, by name; none in a folder that cannot be listed. */
export function findEnvFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter(isEnvFile).sort();
  } catch {
    return [];
  }
}

/** The variables of a file, or nothing if it is not a readable regular file of up to 1 MB. */
export function loadEnvFile(folder: string, name: string): readonly EnvEntry[] | undefined {
  const text = loadSmallText(join(folder, name));
  if (text === undefined) return undefined;
  return Object.entries(parseEnv(text)).map(([key, value]) => ({ name: key, value: value ?? '' }));
}

/** `.env`, `.env.production`, `.env.local`, `.dev.vars`; not `.env.example` and the like. */
function isEnvFile(name: string): boolean {
  return /^\.(?:env|dev\.vars)(?:\.[\w.-]+)?$/.test(name) && !/[._-](?:example|sample|template|dist|defaults?|schema|vault|d\.ts)(?:[._-]|$)/.test(name);
}
