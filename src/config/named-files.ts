// Which files of a project a configuration names, by their names alone: for who has to fetch them before they can be read.
import { posix } from 'node:path';
import { parseData } from '../data/parse.ts';
import { LeaklintError } from '../errors.ts';

/** Relative to the project root, with `/`. */
export interface NamedFiles {
  /** Configurations, which may name others. */
  readonly configs: readonly string[];
  readonly others: readonly string[];
}

/** Nothing for a text that is no configuration: who loads it will say so. Packages and what lies outside the root are left out. */
export function namedFiles(path: string, text: string): NamedFiles {
  const record = parsed(path, text);
  const inRoot = (names: readonly unknown[]): readonly string[] =>
    names.filter((name) => typeof name === 'string').map((name) => posix.join(posix.dirname(path), name)).filter((name) => name !== '.' && name.split('/')[0] !== '..' && !name.startsWith('/'));
  return {
    configs: inRoot([record['extends']].flat().filter((name) => typeof name === 'string' && name.startsWith('.'))),
    others: inRoot([record['packs'], record['baseline']].flat()),
  };
}

function parsed(path: string, text: string): Readonly<Record<string, unknown>> {
  try {
    const { value } = parseData(path, text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch (error) {
    if (error instanceof LeaklintError) return {};
    throw error;
  }
}
