// Our block in a YAML file. Lines are put in and taken out as text, at places that the parser names, so that comments
// and layout stay to the byte; then the result is read again, and refused unless it says what it said before and more.
import { isDeepStrictEqual } from 'node:util';
import { LeaklintError } from '../errors.ts';
import { parseData, type DataFile } from '../data/parse.ts';
import { addBlock, hasBlock, removeBlocks } from './block.ts';
import type { Edit, TextFile } from '../data/text-file.ts';
import { readLines } from '../data/lines.ts';

/** The value of a file; of one that does not exist or says nothing, an empty object. @throws LeaklintError DATA_SYNTAX */
export function readYaml({ shown, text = '' }: TextFile): Readonly<Record<string, unknown>> {
  return asMap(readLines(text).every((line) => /^\s*(?:#|$)/.test(line)) ? {} : parseData(shown, text).value) ?? {};
}

/**
 * Puts `lines` under the last of `keys`, before what stands there; keys that are missing are added.
 * @throws LeaklintError HOOK_NOT_ADDED with `hint` if the layout does not allow it
 */
export function addToYaml(file: TextFile, keys: readonly string[], lines: readonly string[], hint: string): string {
  const place = findPlace(file, keys);
  const missing = keys.slice(place?.depth);
  const nested = [...missing.map((key, depth) => `${'  '.repeat(depth)}${key}:`), ...lines.map((line) => '  '.repeat(missing.length) + line)];
  const text = addBlock(file.text, place?.line ?? readLines(file.text ?? '').length, place?.indent ?? '', nested);
  if (!says({ ...file, text }, readYaml(file))) {
    throw new LeaklintError('HOOK_NOT_ADDED', `${file.shown} has a layout that leaklint does not change`, hint);
  }
  return text;
}

/** The file without our blocks. @throws LeaklintError HOOK_CHANGED if something else has come to depend on them */
export function planYamlRemoval(file: TextFile): readonly Edit[] {
  if (file.text === undefined || !hasBlock(file.text)) return [];
  const text = removeBlocks(file);
  const isSafe = text === undefined || isPart(valueOf({ ...file, text }), readYaml(file));
  if (!isSafe) throw new LeaklintError('HOOK_CHANGED', `${file.shown} has lines that hang on those of leaklint`, 'take the lines of leaklint out by hand');
  return [{ file, text }];
}

/** The value as an object, if it is one. */
export function asMap(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
}

interface Place {
  /** How many of the keys exist. */
  readonly depth: number;
  /** The line (1-based) of the last of them. */
  readonly line: number;
  /** Of what is below it. */
  readonly indent: string;
}

function findPlace(file: TextFile, keys: readonly string[]): Place | undefined {
  let value: unknown = readYaml(file);
  let depth = 0;
  for (const key of keys) {
    const map = asMap(value);
    if (map === undefined || !Object.hasOwn(map, key)) break;
    value = map[key];
    depth++;
  }
  if (depth === 0) return undefined;
  const pointer = keys.slice(0, depth);
  const data = parseData(file.shown, file.text ?? '');
  return { depth, line: data.locate(pointer, 'key').line, indent: indentBelow(data, pointer, value, readLines(file.text ?? '')) };
}

function indentBelow(data: DataFile, pointer: readonly string[], value: unknown, lines: readonly string[]): string {
  if (Array.isArray(value) && value.length > 0) {
    return /^ */.exec(lines[data.locate([...pointer, 0]).line - 1] ?? '')?.[0] ?? '';
  }
  const [first] = Object.keys(asMap(value) ?? {});
  const column = first === undefined ? data.locate(pointer, 'key').column + 2 : data.locate([...pointer, first], 'key').column;
  return ' '.repeat(column - 1);
}

function says(file: TextFile, before: unknown): boolean {
  const after = valueOf(file);
  return after !== undefined && isPart(before, after) && !isDeepStrictEqual(before, after);
}

/** Undefined if it is no map or no YAML. */
function valueOf(file: TextFile): unknown {
  try {
    return readLines(file.text ?? '').every((line) => /^\s*(?:#|$)/.test(line)) ? {} : asMap(parseData(file.shown, file.text ?? '').value);
  } catch (error) {
    if (error instanceof LeaklintError) return undefined;
    throw error;
  }
}

/** Whether `whole` says all that `part` says. A key without a value says nothing. */
function isPart(part: unknown, whole: unknown): boolean {
  if (part === null) return true;
  if (Array.isArray(part)) return Array.isArray(whole) && part.every((item) => whole.some((one) => isDeepStrictEqual(item, one)));
  const map = asMap(part);
  if (map === undefined) return part !== undefined && isDeepStrictEqual(part, whole);
  const other = asMap(whole);
  return other !== undefined && Object.entries(map).every(([key, value]) => Object.hasOwn(other, key) && isPart(value, other[key]));
}
