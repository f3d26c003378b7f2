// Everything that can be wrong within one configuration file, found at once.
import { checkData, type Fault } from '../data/check.ts';
import { isDay } from '../data/day.ts';
import { checkGlob } from '../data/glob.ts';
import type { DataFile, Pointer } from '../data/parse.ts';
import { LeaklintError } from '../errors.ts';
import { config as validate } from '../generated/validate.js';
import type { ConfigRecord } from './record.ts';
import { parseSize } from './size.ts';

/** Faults of shape or, if there are none, of meaning: globs, dates and sizes. */
export function checkConfig(file: DataFile): readonly Fault[] {
  const faults = checkData(file, validate);
  return faults.length > 0 ? faults : checkMeaning(file, file.value as ConfigRecord);
}

function checkMeaning(file: DataFile, config: ConfigRecord): readonly Fault[] {
  const fault = (pointer: Pointer, message: string, hint: string): Fault => ({
    path: file.path,
    ...file.locate(pointer),
    message: `this ${message}`,
    hint,
  });
  const globFaults = (globs: readonly string[] = [], pointer: Pointer) =>
    globs.flatMap((glob, index) => {
      const wrong = checkGlob(glob);
      return wrong === undefined ? [] : [fault([...pointer, index], `glob ${wrong.message}`, wrong.hint)];
    });
  const allowFaults = (config.allow ?? []).flatMap(({ paths, until }, index) => [
    ...globFaults(paths, ['allow', index, 'paths']),
    ...(until === undefined || isDay(until)
      ? []
      : [fault(['allow', index, 'until'], 'day does not exist', 'YYYY-MM-DD, such as 2027-01-01')]),
  ]);
  return [
    ...globFaults(config.include, ['include']),
    ...globFaults(config.exclude, ['exclude']),
    ...allowFaults,
    ...sizeFaults(config, fault),
  ];
}

function sizeFaults(
  { maxFileSize }: ConfigRecord,
  fault: (pointer: Pointer, message: string, hint: string) => Fault,
): readonly Fault[] {
  try {
    if (maxFileSize !== undefined) parseSize(maxFileSize);
    return [];
  } catch (error) {
    if (!(error instanceof LeaklintError)) throw error;
    return [fault(['maxFileSize'], error.message.replace('this ', ''), error.hint)];
  }
}
