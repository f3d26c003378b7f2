// The salt, put into the text of a configuration with nothing else changed by a byte.
import { extname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { addMember } from '../data/json-text.ts';
import { insertLines, readLines } from '../data/lines.ts';
import { parseData } from '../data/parse.ts';
import type { TextFile } from '../data/text-file.ts';
import { LeaklintError } from '../errors.ts';

/** Text of a new configuration that holds the salt alone; YAML. */
export function configOfSalt(salt: string): string {
  return `# The key of fingerprints and baseline: another one makes others of them.\nsalt: ${JSON.stringify(salt)}\n`;
}

/**
 * The text of a configuration that has no salt of its own, with one.
 * @throws LeaklintError SALT_NOT_ADDED with the line to add if the layout does not allow it, or DATA_SYNTAX
 */
export function addSalt({ shown, text = '' }: TextFile, salt: string): string {
  const before = valueOf(shown, text);
  const form = FORMS[extname(shown).toLowerCase()];
  const result = form?.add(text, salt);
  if (result === undefined || !isDeepStrictEqual(valueAfter(shown, result), { ...before, salt })) {
    throw new LeaklintError('SALT_NOT_ADDED', `${shown} has a layout that leaklint does not change`, `add this at its top level yourself: ${form?.line(salt) ?? salt}`);
  }
  return result;
}

interface Form {
  /** As a person would write it. */
  line(salt: string): string;
  add(text: string, salt: string): string;
}

const json: Form = {
  line: (salt) => `"salt": ${JSON.stringify(salt)}`,
  add: (text, salt) => addMember(text, [], 'salt', salt),
};

const yaml: Form = {
  line: (salt) => `salt: ${JSON.stringify(salt)}`,
  add: (text, salt) => insertLines(text, readLines(text).length, [yaml.line(salt)]),
};

const toml: Form = {
  line: (salt) => `salt = ${JSON.stringify(salt)}`,
  // What stands behind the header of a table belongs to it.
  add(text, salt) {
    const lines = readLines(text);
    const header = lines.findIndex((line) => /^\s*\[/.test(line));
    const before = header < 0 ? lines : lines.slice(0, header);
    return insertLines(text, before.findLastIndex((line) => !/^\s*(?:#|$)/.test(line)) + 1, [toml.line(salt)]);
  },
};

const FORMS: Readonly<Record<string, Form>> = { '.json': json, '.jsonc': json, '.yaml': yaml, '.yml': yaml, '.toml': toml };

/** A file without content is a configuration without settings. */
function valueOf(shown: string, text: string): object {
  return (parseData(shown, text).value ?? {}) as object;
}

/** Undefined if it does not parse any more. */
function valueAfter(shown: string, text: string): object | undefined {
  try {
    return valueOf(shown, text);
  } catch (error) {
    if (error instanceof LeaklintError) return undefined;
    throw error;
  }
}
