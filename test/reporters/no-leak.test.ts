// Promise 2: no format prints a found secret unless it was asked to, that of a neighbour neither.
import { describe, expect, test } from 'vitest';
import { reporters } from '../../src/reporters/index.ts';
import { finding, fullReport, line, plain, report, token } from './factory.ts';
import { hostileReport, hostileTexts } from './hostile.ts';

const base = fullReport();
const second = token('m3N4');
const pair = `const keys = ['qx_live_…(40)', 'qx_live_…(40)'];`;
const subject = report({
  ...base,
  findings: [
    ...base.findings,
    finding({ path: 'two.ts', secret: token('o5P6'), frame: [line(12, pair, 'qx_live_…(40)')] }),
    finding({ path: 'two.ts', secret: second, frame: [line(12, pair, 'qx_live_…(40)')] }),
    finding({ path: 'bare.ts', secret: token('q7R8'), frame: [] }),
  ],
});
const secrets = subject.findings.map(({ secret }) => secret.reveal());

describe.each(Object.entries(reporters))('%s', (name, reporter) => {
  test.each([{}, { color: true }, { quiet: true }, { showPublic: true }, { sarifSuppressed: true }])('holds no secret: %o', (options) => {
    const output = reporter(subject, { ...plain, ...options });
    expect(output).toContain('two.ts');
    for (const secret of secrets) {
      expect(output).not.toContain(secret);
      // Nor a piece of one.
      expect(output).not.toContain(secret.slice(8, 16));
    }
  });

  test('is deterministic', () => {
    expect(reporter(subject, plain)).toBe(reporter(subject, plain));
  });

  test('knows no other time than it is given', () => {
    const later = { ...plain, now: new Date('2031-01-01T00:00:00Z') };
    expect(reporter(subject, later) === reporter(subject, plain)).toBe(name !== 'gitlab');
  });

  test('holds them with showSecrets if it is read where it is written, not if it is uploaded', () => {
    const isLocal = ['text', 'json', 'jsonl', 'csv'].includes(name);
    expect(reporter(subject, { ...plain, showSecrets: true }).includes(second)).toBe(isLocal);
  });

  test.each(hostileTexts)('prints nothing that a terminal or a log would obey: %j', (text) => {
    const output = reporter(hostileReport(text), plain);
    expect(output.replaceAll(/\r?\n/g, '')).not.toMatch(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    expect(output).not.toMatch(/^(?!::(?:error|warning|notice) )\s*::/m);
  });
});
