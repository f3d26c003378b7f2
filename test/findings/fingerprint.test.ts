import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createFingerprinter } from '../../src/findings/fingerprint.ts';
import { SecretValue } from '../../src/secret.ts';
import type { RuleId } from '../../src/types.ts';
import { PREFIX, token } from './factory.ts';

const id = 'qodryx-live-key' as RuleId;
const strong = token(1);
const weak = token(2, 3);

interface Options {
  readonly salt?: string;
  readonly rule?: string;
  readonly path?: string;
  readonly prefix?: string;
}

function print(secret: string, { salt, rule = id, path = 'src/a.ts', prefix = PREFIX }: Options = {}): string {
  return createFingerprinter(salt)(rule as RuleId, path, new SecretValue(secret, prefix));
}

describe('createFingerprinter', () => {
  // Computed by Python's hmac and hashlib.scrypt from DESIGN §6. A change here breaks every stored baseline.
  it.each([
    ['a strong secret', strong, {}, 'v1:11cd47199f8ac5dccb09'],
    ['with a salt', strong, { salt: 'pepper' }, 'v1:f9e011eec08d7eb439b6'],
    ['a weak secret, through scrypt', weak, {}, 'v1:a8fad73470c52a173128'],
    ['outside ASCII', 'pässwörd', { path: 'src/é.ts' }, 'v1:7e59928eb6ca9f33bf98'],
  ])('is stable: %s', (_what, secret, options, expected) => {
    expect(print(secret, options)).toBe(expected);
  });

  it('depends on rule, path, secret and salt, and on nothing else', () => {
    const prints = [
      print(strong),
      print(strong, { rule: 'qodryx-test-key' }),
      print(strong, { path: 'src/b.ts' }),
      print(token(7)),
      print(strong, { salt: 'pepper' }),
      print(weak),
      print(weak, { salt: 'pepper' }),
    ];
    expect(new Set(prints).size).toBe(prints.length);
    expect(print(strong, { prefix: '' }), 'the pattern').toBe(print(strong));
    expect(print(weak, { prefix: '' }), 'the pattern').toBe(print(weak));
  });

  it('tells apart parts that join to the same text', () => {
    expect(print(strong, { rule: 'ab', path: 'c' })).not.toBe(print(strong, { rule: 'a', path: 'bc' }));
    expect(print(`x${strong}`, { path: 'a' })).not.toBe(print(strong, { path: 'ax' }));
    expect(print(strong, { rule: 'a', path: '' })).not.toBe(print(strong, { rule: '', path: 'a' }));
  });

  it.each([
    ['', true, 'nothing'],
    ['a'.repeat(500), true, 'one character, however often'],
    ['correct-horse', true, 'words'],
    ['0123456789', true, 'ten digits'],
    [token(2, 10), true, 'ten characters behind a long public prefix'],
    [`${['sk', 'live', 'test'].join('_')}_${'1234567890'}`, true, 'prefixes of several words'],
    [token(1, 32), false, 'thirty-two characters'],
    [token(1, 20).slice(PREFIX.length), false, 'twenty characters'],
    ['f3'.repeat(4) + '0a1b2c4d5e6789fe', false, 'hexadecimal of some length'],
  ])('hides %j behind scrypt: %s (%s)', (secret, isWeak) => {
    expect(print(secret) !== unstretched(secret)).toBe(isWeak);
  });

  it('stretches a secret once a run', () => {
    const fingerprint = createFingerprinter(undefined);
    const started = performance.now();
    for (let n = 0; n < 3000; n++) fingerprint(id, `${n}`, new SecretValue(weak, PREFIX));
    // Each time anew takes longer than this on any machine of today.
    expect(performance.now() - started).toBeLessThan(2500);
  });
});

/** The fingerprint as it is without scrypt. */
function unstretched(secret: string): string {
  const hmac = createHmac('sha256', 'leaklint');
  for (const part of [id, 'src/a.ts', secret].map((it) => Buffer.from(it))) {
    hmac.update(Buffer.of(0, 0, 0, part.length % 256).fill(part.length >> 8, 2, 3)).update(part);
  }
  return `v1:${hmac.digest('hex').slice(0, 20)}`;
}
