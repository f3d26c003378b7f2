// What a run adds up to: order, counts and masks of the report, and its exit code.
import { describe, expect, test } from 'vitest';
import { defaultConfig } from '../src/config/config.ts';
import { createTally, exitCodeOf, toReport, type ReportContext, type Tally } from '../src/report.ts';
import { SecretValue } from '../src/secret.ts';
import type { Exposure, Finding, FindingStatus, Fingerprint, Note, Problem, Report, Severity } from '../src/types.ts';
import { makeRule } from './support/rules.ts';

interface Given {
  readonly severity?: Severity;
  readonly exposure?: Exposure;
  readonly status?: FindingStatus;
  readonly path?: string;
  readonly at?: readonly [line: number, column: number];
  readonly id?: string;
  readonly fingerprint?: string;
}

const byConfig: FindingStatus = { kind: 'suppressed', by: 'config', reason: 'sandbox' };
const inline: FindingStatus = { kind: 'suppressed', by: 'inline' };

function finding({ severity = 'high', exposure = 'never', status = { kind: 'new' }, path = 'a', at = [1, 1], ...rest }: Given): Finding {
  const [line, column] = at;
  return {
    rule: makeRule({ id: rest.id ?? 'acme-key', pattern: 'acme_[a-z]{8}' }),
    exposure,
    severity,
    confidence: 'high',
    path,
    origin: { kind: 'file' },
    start: { line, column },
    end: { line, column: column + 9 },
    secret: new SecretValue('acme_secret', 'acme_'),
    fingerprint: (rest.fingerprint ?? 'v1:0') as Fingerprint,
    hash: 'v1:0' as Fingerprint,
    ordinal: 1,
    status,
    frame: [],
  };
}

const context: ReportContext = { version: '1.2.3', rules: 7, config: defaultConfig, kind: 'worktree', mask: (text) => text };

function reportOf(fill: (tally: Tally) => void, some: Partial<ReportContext> = {}): Report {
  const tally = createTally();
  fill(tally);
  return toReport(tally, { ...context, ...some });
}

function reportWith(findings: readonly Given[], problems = 0): Report {
  return reportOf((tally) => {
    tally.scanned(1);
    for (const given of findings) tally.finding(finding(given));
    for (let count = 0; count < problems; count++) tally.problem({ path: 'p', code: 'unreadable', message: 'm' });
  });
}

describe('order', () => {
  const sorted: readonly Given[] = [
    { path: 'B' },
    { path: 'a', at: [2, 1] },
    { path: 'a', at: [2, 3], id: 'acme-a' },
    { path: 'a', at: [2, 3], id: 'acme-b', fingerprint: 'v1:1' },
    { path: 'a', at: [2, 3], id: 'acme-b', fingerprint: 'v1:2' },
    { path: 'a', at: [10, 1] },
    { path: 'a/b' },
    { path: 'ab' },
    { path: 'ä' },
  ];
  const keyOf = ({ path, start, rule, fingerprint }: Finding): string =>
    [path, start.line, start.column, rule.id, fingerprint].join(' ');

  test('of findings: path by code unit, line, column, rule id, fingerprint', () => {
    const expected = sorted.map((given) => keyOf(finding(given)));
    for (const order of [sorted, sorted.toReversed(), [...sorted.slice(4), ...sorted.slice(0, 4)]]) {
      expect(reportWith(order).findings.map(keyOf)).toEqual(expected);
    }
  });

  test('of problems and notes: path, line, message', () => {
    const problems: readonly Problem[] = ['a', 'a', 'b'].map((path, index) => ({ path, code: 'unreadable', message: `${index}` }));
    const notes: readonly Note[] = [
      { code: 'env-ignored', message: 'no path' },
      { code: 'suppression-unused', message: 'x', path: 'a', line: 2 },
      { code: 'suppression-unused', message: 'y', path: 'a', line: 2 },
      { code: 'suppression-unused', message: 'a', path: 'a', line: 10 },
      { code: 'git-fallback', message: 'a', path: 'b' },
    ];
    const report = reportOf((tally) => {
      problems.toReversed().forEach(tally.problem);
      notes.toReversed().forEach(tally.note);
    });
    expect(report.problems).toEqual(problems);
    expect(report.notes).toEqual(notes);
  });
});

describe('counts', () => {
  test('by severity what is new and not public; public and suppressed apart', () => {
    const { summary } = reportWith([
      { severity: 'critical' },
      { severity: 'critical' },
      { severity: 'high', exposure: 'restricted' },
      { severity: 'low' },
      { severity: 'high', exposure: 'public' },
      { severity: 'high', status: inline },
      { severity: 'medium', status: byConfig },
      { severity: 'medium', exposure: 'public', status: byConfig },
    ]);
    expect(summary).toMatchObject({ findings: { critical: 2, high: 1, medium: 0, low: 1 }, public: 1, suppressed: 3 });
  });

  test('files, bytes, skipped and incomplete', () => {
    const { summary } = reportOf((tally) => {
      tally.scanned(10);
      tally.scanned(0);
      tally.skipped('binary');
      tally.skipped('deleted');
      tally.skipped('binary');
      tally.problem({ path: 'p', code: 'unreadable', message: 'm' });
      expect(tally.results()).toMatchObject({ files: 2, bytes: 10 });
    });
    expect(summary).toMatchObject({ files: 2, bytes: 10, skipped: { binary: 2, deleted: 1 }, incomplete: 1 });
  });

  test('the configuration is named with what it suppressed, and not when there is none', () => {
    const fill = (tally: Tally): void => [byConfig, byConfig, inline].forEach((status) => tally.finding(finding({ status })));
    const config = { ...defaultConfig, path: 'leaklint.config.json' };
    expect(reportOf(fill, { config }).config).toEqual({ path: 'leaklint.config.json', suppressed: 2 });
    expect(reportOf(fill)).not.toHaveProperty('config');
  });

  test('the tool says its version and number of rules', () => {
    expect(reportWith([]).tool).toEqual({ name: 'leaklint', version: '1.2.3', rules: 7 });
  });
});

test('paths and messages pass through the mask', () => {
  const report = reportOf(
    (tally) => {
      tally.finding(finding({ path: 'x/secret' }));
      tally.problem({ path: 'y/secret', code: 'unreadable', message: 'of secret' });
      tally.note({ code: 'env-ignored', path: 'z/secret', message: 'in secret' });
    },
    { mask: (text) => text.replace('secret', '…') },
  );
  expect(report.findings[0]?.path).toBe('x/…');
  expect(report.problems).toMatchObject([{ path: 'y/…', message: 'of …' }]);
  expect(report.notes).toMatchObject([{ path: 'z/…', message: 'in …' }]);
});

describe('nothing scanned', () => {
  const inputs: readonly (readonly [what: string, fill: (tally: Tally) => void, isProblem: boolean])[] = [
    ['no input', () => undefined, true],
    ['only a note', (tally) => tally.note({ code: 'env-ignored', message: 'm' }), true],
    ['an empty file', (tally) => tally.scanned(0), false],
    ['a binary file', (tally) => tally.skipped('binary'), false],
    ['a deleted file', (tally) => tally.skipped('deleted'), false],
    ['a problem', (tally) => tally.problem({ path: 'p', code: 'unreadable', message: 'm' }), false],
  ];

  test.each(inputs)('%s', (_, fill, isProblem) => {
    const report = reportOf(fill);
    expect(report.problems.some(({ code }) => code === 'nothing-scanned')).toBe(isProblem);
    expect(report.summary.incomplete).toBe(report.problems.length);
    if (isProblem) expect(exitCodeOf(report, { failOn: 'medium', exitZero: true })).toBe(2);
  });
});

describe('exit code', () => {
  const high: Given = { severity: 'high' };
  const rows: readonly (readonly [findings: readonly Given[], problems: number, failOn: Severity, code: number, exitZero: number])[] = [
    [[], 0, 'medium', 0, 0],
    [[], 1, 'medium', 2, 2],
    [[high], 0, 'medium', 1, 0],
    [[high], 0, 'high', 1, 0],
    [[high], 0, 'critical', 0, 0],
    [[high], 1, 'high', 1, 2],
    [[high], 1, 'critical', 2, 2],
    [[{ severity: 'low' }], 0, 'medium', 0, 0],
    [[{ severity: 'low' }], 0, 'low', 1, 0],
    [[{ severity: 'low' }, { severity: 'critical' }], 0, 'critical', 1, 0],
    [[{ severity: 'critical', exposure: 'public' }], 0, 'low', 0, 0],
    [[{ severity: 'critical', exposure: 'restricted' }], 0, 'low', 1, 0],
    [[{ severity: 'critical', status: inline }], 0, 'low', 0, 0],
    [[{ severity: 'critical', status: byConfig }], 0, 'low', 0, 0],
    [[{ severity: 'critical', status: byConfig }, high], 0, 'low', 1, 0],
  ];

  test.each(rows)('%j with %i problems at %s: %i, with --exit-zero %i', (findings, problems, failOn, code, exitZero) => {
    const report = reportWith(findings, problems);
    expect(exitCodeOf(report, { failOn, exitZero: false })).toBe(code);
    expect(exitCodeOf(report, { failOn, exitZero: true })).toBe(exitZero);
  });
});
