import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { csv } from '../../src/reporters/csv.ts';
import { visible } from '../../src/reporters/visible.ts';
import type { ReporterOptions } from '../../src/reporters/reporter.ts';
import type { Report } from '../../src/types.ts';
import { finding, fullReport, plain, report, rule, token } from './factory.ts';
import { hostileReport, hostileTexts } from './hostile.ts';

type Row = Readonly<Record<string, string>>;

/** As a program reads it that knows RFC 4180 and nothing else. */
function rowsOf(subject: Report, options: Partial<ReporterOptions> = {}): readonly Row[] {
  return parse(csv(subject, { ...plain, ...options }), { columns: true, record_delimiter: '\r\n' }) as unknown as readonly Row[];
}

test('the header, and lines that end as RFC 4180 says', () => {
  expect(csv(report(), plain)).toBe(
    'status,severity,confidence,ruleId,provider,title,path,startLine,startColumn,endLine,endColumn,secret,fingerprint,origin,ref,author,date,inHead,reason,helpUri,originalPath,originalLine,originalColumn,variable\r\n',
  );
  expect(csv(fullReport(), plain).replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
});

describe('rows', () => {
  test('are findings, accepted ones too, and problems', () => {
    expect(rowsOf(fullReport()).map(({ status, path, reason }) => [status, path, reason])).toEqual([
      ['new', 'src/config/client.ts', ''],
      ['new', 'deploy/prod [eu].env', ''],
      ['new', 'lib/old.js', ''],
      ['suppressed', 'test/a.ts', 'revoked in 2025'],
      ['suppressed', 'test/b.ts', ''],
      ['baseline', 'test/c.ts', 'rotated, see issue 12'],
      ['problem', 'data/dump.sql', '120 MB is above the limit of 100 MB'],
    ]);
    expect(rowsOf(fullReport(), { showPublic: true }).map(({ path }) => path)).toContain('public/app.js');
  });

  test('golden', () => {
    const commit = { kind: 'commit', commit: 'c'.repeat(40), author: 'Ann', date: '2026-03-04', inHead: true } as const;
    expect(rowsOf(report({ findings: [finding({ origin: commit })] }))).toEqual([
      {
        status: 'new',
        severity: 'critical',
        confidence: 'high',
        ruleId: 'qodryx-live-key',
        provider: 'qodryx',
        title: 'QODRYX live API key',
        path: 'src/config/client.ts',
        startLine: '12',
        startColumn: '12',
        endLine: '12',
        endColumn: '52',
        secret: 'qx_live_…(40)',
        fingerprint: 'v1:0123456789abcdef0123',
        origin: 'commit',
        ref: 'c'.repeat(40),
        author: 'Ann',
        date: '2026-03-04',
        inHead: 'true',
        reason: '',
        helpUri: 'https://github.com/leaklint/leaklint/blob/main/docs/rules/qodryx-live-key.md',
        originalPath: '',
        originalLine: '',
        originalColumn: '',
        variable: '',
      },
    ]);
    expect(rowsOf(report({ findings: [finding()] }), { showSecrets: true })[0]?.['secret']).toBe(token('a1B2'));
  });
});

describe('cells', () => {
  test.each(hostileTexts)('%j is a cell, and no formula', (text) => {
    const rows = rowsOf(hostileReport(text));
    expect(rows).toHaveLength(6);
    const apostrophe = /^\s*[=+\-@]/.test(visible(text)) ? "'" : '';
    expect(rows[0]?.['path']).toBe(apostrophe + visible(text));
    for (const row of rows) for (const cell of Object.values(row)) expect(cell).not.toMatch(/^\s*[=+\-@\t\r\n＝＋－＠]/);
  });

  test.each([
    ['=1', "'=1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@types/a.ts', "'@types/a.ts"],
    ['  =1', "'  =1"],
    ['＝1', "'＝1"],
    ['\t=1', '\\t=1'],
    ['a=1', 'a=1'],
    ['a,b', 'a,b'],
    ['say "x"', 'say "x"'],
  ])('%j is shown as %s', (path, shown) => {
    expect(rowsOf(report({ findings: [finding({ path })] }))[0]?.['path']).toBe(shown);
  });

  test('what a rule pack says is no formula either', () => {
    const pack = rule({ title: '=cmd|calc', builtin: false, references: ['=1'] });
    expect(rowsOf(report({ findings: [finding({ rule: pack })] }))[0]).toMatchObject({ title: "'=cmd|calc", helpUri: "'=1" });
  });
});
