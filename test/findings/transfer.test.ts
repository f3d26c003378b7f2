// A finding that went to another thread is the one that was sent; its secret is still silent.
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { fromThread, toThread } from '../../src/findings/transfer.ts';
import { SecretValue } from '../../src/secret.ts';
import type { Finding, Fingerprint } from '../../src/types.ts';
import { makeRule } from '../support/rules.ts';

const rule = makeRule({ pattern: 'acme_[a-z]{8}' });
const other = makeRule({ id: 'acme-id', pattern: 'acmeid_[a-z]{8}' });
const secret = 'acme_' + 'silently'.toUpperCase();

const finding: Finding = {
  rule,
  severity: 'low',
  confidence: 'medium',
  exposure: 'restricted',
  expires: '2030-01-01',
  facts: { issuer: 'x' },
  layers: ['base64'],
  path: 'a/b.js',
  origin: { kind: 'file' },
  start: { line: 2, column: 3 },
  end: { line: 2, column: 16 },
  secret: new SecretValue(secret, 'acme_'),
  half: { rule: other, start: { line: 1, column: 1 } },
  fingerprint: 'v1:0' as Fingerprint,
  hash: 'v1:1' as Fingerprint,
  ordinal: 2,
  status: { kind: 'suppressed', by: 'inline', reason: 'r' },
  frame: [{ number: 2, text: 't', mark: { from: 1, to: 2 } }],
};
const rules = new Map([rule, other].map((one) => [one.id, one]));

test('every field comes back, rules as the rules of this thread', () => {
  const back = fromThread(structuredClone(toThread(finding)), rules);
  expect({ ...back, secret: undefined }).toEqual({ ...finding, secret: undefined });
  expect(back.rule).toBe(rule);
  expect(back.half?.rule).toBe(other);
});

test('without a half there is none, and a rule that is not here is a fault', () => {
  const { half: _, ...alone } = finding;
  expect(fromThread(toThread(alone), rules)).not.toHaveProperty('half');
  expect(() => fromThread(toThread(alone), new Map())).toThrow('acme-key');
});

test('the secret is the same and shows as little', () => {
  const back = fromThread(structuredClone(toThread(finding)), rules).secret;
  expect(back.equals(secret)).toBe(true);
  for (const shown of [`${back}`, JSON.stringify(back), inspect(back)]) {
    expect(shown).toContain('acme_…(13)');
    expect(shown).not.toContain(secret);
  }
});
