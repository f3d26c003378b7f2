// Reports to stdout and files. The only writer of stdout.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { LeaklintError } from '../errors.ts';
import { reporters } from '../reporters/index.ts';
import type { Report } from '../types.ts';
import type { Io } from './io.ts';
import type { FormatTarget, ScanFlags } from './options.ts';

/** Writes the report, made at a time, in every format asked for, text to stdout by default. @throws LeaklintError OUTPUT_FAILED */
export function writeReport(report: Report, now: Date, flags: ScanFlags, io: Io): void {
  const targets: readonly FormatTarget[] = flags.format.length === 0 ? [{ name: 'text' }] : flags.format;
  for (const { name, file } of targets) {
    const { showSecrets, showPublic, quiet, sarifSuppressed } = flags;
    const color = file === undefined && name === 'text' && hasColor(flags, io);
    const text = reporters[name](report, { color, showSecrets, showPublic, quiet, sarifSuppressed, now });
    if (file === undefined) io.stdout.write(text);
    else writeFile(resolve(io.cwd, file), file, text);
  }
}

/** SOURCE_DATE_EPOCH (reproducible-builds.org), else the clock. @throws LeaklintError SOURCE_DATE_EPOCH_INVALID */
export function reportTime({ env, now }: Io): Date {
  const seconds = env['SOURCE_DATE_EPOCH'] ?? '';
  if (seconds === '') return now();
  if (/^\d{1,11}$/.test(seconds)) return new Date(Number(seconds) * 1000);
  throw new LeaklintError('SOURCE_DATE_EPOCH_INVALID', 'SOURCE_DATE_EPOCH is not a number of seconds', 'write seconds since 1970, or unset it');
}

function writeFile(path: string, shown: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? '';
    throw new LeaklintError('OUTPUT_FAILED', `cannot write ${shown} (${code})`, 'does its folder exist, and is there room?', { cause });
  }
}

/** NO_COLOR and --no-color win; FORCE_COLOR forces; else a terminal that is not dumb. */
function hasColor(flags: ScanFlags, { env, stdout }: Io): boolean {
  if (!flags.color || (env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined && forced !== '') return forced !== '0';
  return stdout.isTTY === true && env['TERM'] !== 'dumb';
}
