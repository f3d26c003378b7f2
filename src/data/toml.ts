// TOML text to a value with positions. Dates come out as the strings they were written as, as from YAML.
import { parse, TomlDate, TomlError } from 'smol-toml';
import type { Parsed } from './parse.ts';
import { positionAt, syntaxError } from './syntax-error.ts';
import { indexToml, type TomlEntry, TomlTooDeep } from './toml-index.ts';

const maxDepth = 64;

/** @throws LeaklintError `DATA_SYNTAX` with `file:line:column` */
export function parseToml(path: string, text: string): Parsed {
  const { value, index } = parseText(path, text);
  return {
    value: withoutDates(value),
    locate(pointer, part = 'value') {
      for (let length = pointer.length; length > 0; length--) {
        const entry = index.get(JSON.stringify(pointer.slice(0, length)));
        if (entry !== undefined) return positionAt(text, part === 'key' && length === pointer.length ? entry.key : entry.value);
      }
      return { line: 1, column: 1 };
    },
  };
}

function parseText(path: string, text: string): { value: unknown; index: ReadonlyMap<string, TomlEntry> } {
  try {
    // The library bounds the depth of lists, not that of dotted keys.
    return { value: parse(text, { maxDepth }), index: indexToml(text, maxDepth) };
  } catch (error) {
    if (error instanceof TomlTooDeep) throw syntaxError(path, positionAt(text, error.offset), `nested deeper than ${maxDepth} levels`);
    if (!(error instanceof TomlError)) throw error;
    // The message goes on with the lines around the error, which may hold secrets.
    const message = error.message.split('\n', 1)[0]?.replace('Invalid TOML document: ', '') ?? '';
    throw syntaxError(path, { line: error.line, column: error.column }, message);
  }
}

function withoutDates(value: unknown): unknown {
  if (value instanceof TomlDate) return value.toISOString();
  if (Array.isArray(value)) return value.map(withoutDates);
  if (typeof value !== 'object' || value === null) return value;
  // fromEntries defines, so that a key `__proto__` stays a key.
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutDates(inner)]));
}
