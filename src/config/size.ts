// Sizes as people write them.
import { LeaklintError } from '../errors.ts';

const units: Readonly<Record<string, number>> = { '': 1, B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 };

/**
 * `100MB`, `512 kb`, `1.5GB` or a number of bytes to whole bytes, at least 1; 1 KB is 1024 bytes.
 * @throws LeaklintError `SIZE_INVALID`
 */
export function parseSize(text: string | number): number {
  const [, digits, unit = ''] = /^([0-9]+(?:\.[0-9]+)?) ?([KMG]?B)?$/i.exec(String(text)) ?? [];
  const bytes = Math.floor(Number(digits) * (units[unit.toUpperCase()] ?? Number.NaN));
  if (bytes >= 1 && bytes <= Number.MAX_SAFE_INTEGER) return bytes;
  throw new LeaklintError('SIZE_INVALID', 'this is not a size', 'such as 100MB, 512KB or a number of bytes');
}
