// Checksums that providers put into their tokens; named in a rule's `checksum` field and in its examples.
import type { ChecksumName } from './types.ts';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CRC_DIGITS = 6;
const CRC_LENGTH = 36;

/**
 * Is the checksum in the body of a token (without its prefix) right or wrong? `undefined`: the body is of another form
 * than the one whose checksum is known. `crc32-base62`: 30 characters and the CRC-32 of them as six digits of base 62.
 */
export function verifyChecksum(name: ChecksumName, body: string): boolean | undefined {
  switch (name) {
    case 'crc32-base62':
      if (body.length !== CRC_LENGTH) return undefined;
      return body.slice(-CRC_DIGITS) === crc32Base62(body.slice(0, -CRC_DIGITS));
    default:
      return name satisfies never;
  }
}

/** CRC-32 as six digits of base 62 (0-9, A-Z, a-z), most significant first, padded with 0. */
export function crc32Base62(text: string): string {
  let value = crc32(text);
  let digits = '';
  for (let index = 0; index < CRC_DIGITS; index++) {
    digits = (DIGITS[value % DIGITS.length] ?? '') + digits;
    value = Math.floor(value / DIGITS.length);
  }
  return digits;
}

/** As in zip files: reflected, polynomial EDB88320; one character is one byte. */
function crc32(text: string): number {
  let crc = ~0;
  for (let index = 0; index < text.length; index++) {
    crc ^= text.charCodeAt(index);
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
