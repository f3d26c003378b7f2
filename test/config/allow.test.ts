import { describe, expect, it } from 'vitest';
import { createAllowList, type AllowFacts } from '../../src/config/allow.ts';
import type { AllowEntry } from '../../src/config/config.ts';
import type { AllowRecord } from '../../src/config/record.ts';
import type { Fingerprint, Rule } from '../../src/types.ts';

const rule = { id: 'qodryx-live-key' } as unknown as Rule;
const facts: AllowFacts = { rule, path: 'docs/a.md', fingerprint: 'v1:0123456789abcdef0123' as Fingerprint, isSecret: (text) => text === 's3cret' };

function entries(...records: AllowRecord[]): AllowEntry[] {
  return records.map((record, index) => ({ ...record, at: { path: 'leaklint.config.yml', line: index + 1 } }));
}

function allowList(...records: AllowRecord[]) {
  const matchesSelector = (selector: string, subject: Rule) => subject.id === selector;
  return createAllowList(entries(...records), { today: '2027-01-01', matchesSelector });
}

const reason = 'why';

describe('judge', () => {
  it.each([
    [{ reason, rules: ['other', 'qodryx-live-key'] }, true],
    [{ reason, rules: ['other'] }, false],
    [{ reason, paths: ['src/**', 'docs/**'] }, true],
    [{ reason, paths: ['src/**'] }, false],
    [{ reason, fingerprints: ['v1:0123456789abcdef0123'] }, true],
    [{ reason, fingerprints: ['v1:0123456789abcdef0124'] }, false],
    [{ reason, values: ['s3cret'] }, true],
    [{ reason, values: ['s3cre', 's3cret '] }, false],
    [{ reason, rules: ['qodryx-live-key'], paths: ['docs/**'], fingerprints: ['v1:0123456789abcdef0123'], values: ['s3cret'] }, true],
    [{ reason, rules: ['other'], paths: ['docs/**'] }, false],
    [{ reason, rules: ['qodryx-live-key'], paths: ['src/**'] }, false],
    [{ reason, paths: ['docs/**'], values: ['x'] }, false],
    [{ reason, paths: ['**'], until: '2027-01-01' }, true],
    [{ reason, paths: ['**'], until: '2026-12-31' }, false],
  ])('%j: %s', (record, accepted) => {
    expect(allowList(record).judge(facts)).toEqual(accepted ? { reason } : undefined);
  });

  it('gives the reason of the first that accepts', () => {
    const list = allowList({ reason: 'a', paths: ['x'] }, { reason: 'b', paths: ['**'] }, { reason: 'c', paths: ['**'] });
    expect(list.judge(facts)).toEqual({ reason: 'b' });
  });

  it('asks for the secret only where an entry could need it', () => {
    const isSecret = () => {
      throw new Error('asked');
    };
    expect(allowList({ reason, paths: ['src/**'], values: ['x'] }, { reason, paths: ['**'] }).judge({ ...facts, isSecret })).toEqual({ reason });
    expect(() => allowList({ reason, values: ['x'] }).judge({ ...facts, isSecret })).toThrow('asked');
  });
});

it('notes what has expired and what accepted nothing; an entry beside another is used too', () => {
  const list = allowList(
    { reason, paths: ['docs/**'] },
    { reason, rules: ['qodryx-live-key'] },
    { reason, paths: ['src/**'] },
    { reason, paths: ['**'], until: '2026-12-31' },
  );
  expect(list.notes().map(({ code, line }) => [code, line])).toEqual([
    ['suppression-unused', 1],
    ['suppression-unused', 2],
    ['suppression-unused', 3],
    ['suppression-expired', 4],
  ]);
  list.judge(facts);
  expect(list.notes()).toEqual([
    { code: 'suppression-unused', message: 'this entry of "allow" accepts nothing', path: 'leaklint.config.yml', line: 3 },
    { code: 'suppression-expired', message: 'this entry of "allow" expired after 2026-12-31', path: 'leaklint.config.yml', line: 4 },
  ]);
});
