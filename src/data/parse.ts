// Data files (JSON, JSONC, YAML, TOML) as values that know where in the text they stand. What a value means is not
// decided here; nothing is ever executed.
import { LeaklintError } from '../errors.ts';
import { blankComments } from './jsonc.ts';
import { parseToml } from './toml.ts';
import { parseYaml } from './yaml.ts';

/** Keys and indexes that lead from the root of a file to a value. */
export type Pointer = readonly (string | number)[];

/** 1-based; columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What a parser of one format returns. */
export interface Parsed {
  readonly value: unknown;
  locate(pointer: Pointer, part?: 'value' | 'key'): Position;
}

export interface DataFile extends Parsed {
  readonly path: string;
  /** 1-based position of the value (or of its key) at this pointer, else of its nearest parent. */
  locate(pointer: Pointer, part?: 'value' | 'key'): Position;
}

/** Extensions that `parseData` knows, with the dot. */
export const dataExtensions: readonly string[] = ['.json', '.jsonc', '.yaml', '.yml', '.toml'];

/**
 * Text of a .json, .jsonc, .yaml, .yml or .toml file to a value; `path` is only what errors are named after.
 * @throws LeaklintError `DATA_SYNTAX` with `file:line:column`; `DATA_FORMAT` if the extension is none of these
 */
export function parseData(path: string, text: string): DataFile {
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text;
  return { path, ...parseAs(path, content) };
}

function parseAs(path: string, text: string): Parsed {
  switch (/\.[a-z]+$/i.exec(path)?.[0].toLowerCase()) {
    case '.json':
    case '.jsonc':
      return parseYaml(path, blankComments(path, text), 'json');
    case '.yaml':
    case '.yml':
      return parseYaml(path, text, 'core');
    case '.toml':
      return parseToml(path, text);
    default:
      throw new LeaklintError('DATA_FORMAT', `${path}: not a data file`, `one of: ${dataExtensions.join(', ')}`);
  }
}
