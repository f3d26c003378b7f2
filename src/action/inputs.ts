// What the workflow's author has written under `with:`, checked. action.yml says what each means.
import { LeaklintError, suggest } from '../errors.ts';
import type { Environment } from '../sources/git.ts';
import type { Severity } from '../types.ts';

const SCANS = ['auto', 'history', 'files'] as const;
const ORIGINS = ['base', 'head'] as const;
const FAILS = ['critical', 'high', 'medium', 'low', 'never'] as const satisfies readonly (Severity | 'never')[];
const SWITCH = ['true', 'false'] as const;

export interface Inputs {
  /** The checkout, relative to the workspace. */
  readonly path: string;
  readonly scan: (typeof SCANS)[number];
  readonly config: string | undefined;
  readonly configFrom: (typeof ORIGINS)[number];
  readonly failOn: (typeof FAILS)[number] | undefined;
  readonly sarifFile: string | undefined;
  readonly comment: boolean;
  readonly token: string | undefined;
}

/** @throws LeaklintError INPUT_INVALID */
export function readInputs(env: Environment): Inputs {
  // As the runner names them: upper case, hyphens stay.
  const text = (name: string): string | undefined => {
    const value = (env[`INPUT_${name.toUpperCase()}`] ?? '').trim();
    return value === '' ? undefined : value;
  };
  const oneOf = <T extends string>(name: string, choices: readonly T[]): T | undefined => {
    const value = text(name);
    const choice = choices.find((one) => one === value);
    if (value === undefined || choice !== undefined) return choice;
    throw new LeaklintError('INPUT_INVALID', `the input ${name} is none of ${choices.join(', ')}`, suggest(value, choices));
  };
  return {
    path: text('path') ?? '.',
    scan: oneOf('scan', SCANS) ?? 'auto',
    config: text('config'),
    configFrom: oneOf('config-from', ORIGINS) ?? 'base',
    failOn: oneOf('fail-on', FAILS),
    sarifFile: text('sarif-file'),
    comment: oneOf('comment', SWITCH) === 'true',
    token: text('token'),
  };
}
