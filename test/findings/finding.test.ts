import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createFindingMaker } from '../../src/findings/finding.ts';
import { createFingerprinter } from '../../src/findings/fingerprint.ts';
import type { Finding, Match } from '../../src/types.ts';
import { blob, match, matchOf, PREFIX, rule, spanOf, token } from './factory.ts';

const A = token(1);
const B = token(2);
const fingerprint = createFingerprinter('salt');

function find(text: string | Buffer, of: Match, all: readonly Match[] = [of], path?: string): Finding {
  return createFindingMaker(blob(text, path), all, fingerprint)(of, 'high');
}

describe('createFindingMaker', () => {
  it('places the secret, not the match', () => {
    const text = `é\r\n😀 key = "${A}"\n`;
    const whole = { ...matchOf(text, A), ...spanOf(text, `key = "${A}"`) };
    expect(find(text, whole)).toMatchObject({
      rule: { id: 'qodryx-live-key' },
      severity: 'high',
      path: 'src/a.ts',
      origin: { kind: 'file' },
      start: { line: 2, column: 11 },
      end: { line: 2, column: 11 + A.length },
      status: { kind: 'new' },
      frame: [
        { number: 1, text: 'é' },
        { number: 2, text: `😀 key = "${PREFIX}…(40)"`, mark: { from: 11, to: 11 + PREFIX.length + 5 } },
      ],
    });
  });

  it('carries the secret, and shows it nowhere', () => {
    const text = `a = "${A}"; b = "${B}"; c = x${A}`;
    const all = [matchOf(text, A), matchOf(text, B)];
    const finding = find(text, matchOf(text, A), all);
    expect(finding.secret.reveal()).toBe(A);
    for (const output of [JSON.stringify(finding), inspect(finding, { depth: 9, showHidden: true }), `${finding.secret}`]) {
      expect(output).not.toContain(A.slice(PREFIX.length));
      expect(output).not.toContain(B.slice(PREFIX.length));
    }
  });

  it('decodes a secret of its own: UTF-8, else Latin-1', () => {
    const secretOf = (bytes: Buffer): string =>
      find(bytes, match({ start: 0, end: bytes.length }, { rule: rule('password', '') })).secret.reveal();
    expect(secretOf(Buffer.from('pässwörd'))).toBe('pässwörd');
    expect(secretOf(Buffer.from('pässwörd', 'latin1'))).toBe('pässwörd');
    expect(secretOf(Buffer.from('\ufeffx'))).toBe('\ufeffx');
  });

  it('has a fingerprint that survives line moves, not path moves', () => {
    const of = (text: string, path?: string): string => find(text, matchOf(text, A), undefined, path).fingerprint;
    expect(of(`\n\n\nlet other = "${A}"`)).toBe(of(A));
    expect(of(A, 'src/b.ts')).not.toBe(of(A));
  });

  it('makes findings in any order', () => {
    const text = `${A}\n${B}\n`;
    const all = [matchOf(text, A), matchOf(text, B)];
    const make = createFindingMaker(blob(text), all, fingerprint);
    const [last, first] = [...all].reverse().map((it) => make(it, 'low'));
    expect(last?.start).toEqual({ line: 2, column: 1 });
    expect(first?.start).toEqual({ line: 1, column: 1 });
  });

  it('keeps nothing of the bytes', () => {
    const held = blob(`x "${A}"`);
    const finding = createFindingMaker(held, [matchOf(held.bytes, A)], fingerprint)(matchOf(held.bytes, A), 'low');
    const before = JSON.stringify(finding);
    held.bytes.fill(0);
    expect(JSON.stringify(finding)).toBe(before);
    expect(finding.secret.reveal()).toBe(A);
  });
});
