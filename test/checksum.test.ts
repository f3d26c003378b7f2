// The checksum of GitHub's and npm's tokens. The known pair is of a token that its owner published after it was revoked.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32Base62, verifyChecksum } from '../src/checksum.ts';

test.each([
  [['zQWBuTSOoRi4A9spHc', 'VY5ncnsDkxkJ'].join(''), '0mLq17', 'published with its token'],
  ['', '000000', 'nothing'],
  ['123456789', '3jZRME', 'the check value CBF43926 of the algorithm'],
])('%s: %s (%s)', (text, digits) => {
  expect(crc32Base62(text)).toBe(digits);
});

test('is right for its own text, wrong for any other digit, unknown at another length', () => {
  const text = fc.string({ unit: fc.constantFrom(...'0123456789ABCxyz'), minLength: 30, maxLength: 30 });
  fc.assert(
    fc.property(text, fc.nat(35), (random, place) => {
      const body = random + crc32Base62(random);
      const other = body[place] === 'Q' ? 'R' : 'Q';
      expect(verifyChecksum('crc32-base62', body)).toBe(true);
      expect(verifyChecksum('crc32-base62', body.slice(0, place) + other + body.slice(place + 1))).toBe(false);
      expect(verifyChecksum('crc32-base62', `${body}0`)).toBeUndefined();
      expect(verifyChecksum('crc32-base62', body.slice(1))).toBeUndefined();
    }),
  );
});
