// Schema errors of a data file as sentences at positions. Which schema, and what the values mean, is the caller's.
import { LeaklintError } from '../errors.ts';
import { collapse } from './collapse.ts';
import type { DataFile } from './parse.ts';
import { describe } from './sentence.ts';

/** What is read of one of ajv's errors; `parentSchema` is there because validators are built `verbose`. */
export interface ValidateError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
  readonly propertyName?: string;
  readonly parentSchema?: unknown;
}

/** A validator that ajv generated. */
export interface Validate {
  (value: unknown): boolean;
  errors?: readonly ValidateError[] | null;
}

/** One mistake in a data file. */
export interface Fault {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly hint?: string;
}

// A file of a stranger can hold more mistakes than anybody would read, or wait for.
const maxErrors = 500;

/** All schema errors of the file at once, in file order: one plain sentence each, at most one of a kind for a place. */
export function checkData(file: DataFile, validate: Validate): readonly Fault[] {
  if (validate(file.value)) return [];
  const faults = new Map<string, Fault>();
  for (const error of collapse(validate.errors ?? []).slice(0, maxErrors)) {
    const { pointer, part, message, hint } = describe(error, file.value);
    const fault = { path: file.path, ...file.locate(pointer, part), message, ...(hint ? { hint } : {}) };
    faults.set(faultLine(fault), fault);
  }
  return [...faults.values()].sort((a, b) => a.line - b.line || a.column - b.column);
}

/**
 * Faults as one error of one line each: `rules.yml:12:5: unknown key "serverity" (did you mean "severity"?)`.
 * @returns an error to throw
 */
export function faultError(code: string, faults: readonly Fault[]): LeaklintError {
  return new LeaklintError(code, faults.map(faultLine).join('\n'), '');
}

function faultLine({ path, line, column, message, hint }: Fault): string {
  return `${path}:${line}:${column}: ${message}${hint ? ` (${hint})` : ''}`;
}
