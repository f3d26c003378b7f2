import { describe, expect, test } from 'vitest';
import { text } from '../../src/reporters/text.ts';
import type { Report } from '../../src/types.ts';
import { finding, fullReport, line, plain, qodryx, report, rule, token } from './factory.ts';

function printed(subject: Report, options: Partial<typeof plain> = {}): string {
  return text(subject, { ...plain, ...options });
}

describe('a whole report', () => {
  test('says what was found, what to do, what was not scanned, and how much was', () => {
    expect(`\n${printed(fullReport())}`).toMatchInlineSnapshot(`
      "
      critical  QODRYX live API key  qodryx-live-key
        src/config/client.ts:12:12
          11 │ export const client = createClient({
        > 12 │   apiKey: 'qx_live_…(40)',
             │            ^^^^^^^^^^^^^
          13 │ });
        risk: Full use of the production API with the key's scopes.

      medium  QODRYX webhook secret  qodryx-webhook  medium confidence
        deploy/prod [eu].env:12:12
          11 │ export const client = createClient({
        > 12 │   apiKey: 'qx_live_…(40)',
             │            ^^^^^^^^^^^^^
          13 │ });
        risk: Forged webhook calls.

      high  ACME token  acme-token  restricted  in percent escapes in base64  encrypted
        lib/old.js:12:12  commit 0123456789ab by Ann Example on 2026-03-04, no longer in HEAD
          11 │ export const client = createClient({
        > 12 │   apiKey: 'qx_live_…(40)',
             │            ^^^^^^^^^^^^^
          13 │ });
        risk: Use of the build farm.
        known: QODRYX publishable key in line 3, account 012345678901, issuer https://login.acme.test, role deploy, valid until 2031-05-06

      What to do now
        QODRYX
          1. Create a replacement key with the same scopes under Dashboard → Settings → API Keys.
          2. Deploy it, then revoke the leaked key in the same place.
        ACME
          1. Ask the platform team to replace it.

      Not a secret? Say so on the line above it, in the comment syntax of the file:
        // leaklint-disable-next-line <rule-id> -- reason

      problem  data/dump.sql: 120 MB is above the limit of 100 MB  too-large
      note     src/a.ts:3: this comment suppresses nothing  suppression-unused
      note     2 .env files were left out because git ignores them  env-ignored

      3 findings (1 critical, 1 high, 1 medium) in 124 files (1.2 MB, 38 rules)
      1 public (--show-public to list), 2 suppressed, 3 skipped (2 binary, 1 deleted)
      config leaklint.config.json suppressed 1
      baseline leaklint.baseline.jsonl accepted 1
      incomplete: 1 input not scanned
      "
    `);
  });

  test('quiet leaves findings and problems', () => {
    const quiet = printed(fullReport(), { quiet: true });
    expect(quiet).toContain('src/config/client.ts:12:12');
    expect(quiet.endsWith('\nproblem  data/dump.sql: 120 MB is above the limit of 100 MB  too-large\n')).toBe(true);
    expect(quiet).not.toMatch(/What to do now|Not a secret|note |124 files|incomplete/);
    expect(printed(report(), { quiet: true })).toBe('');
  });

  test('public findings are listed with showPublic only, and ask for no rotation', () => {
    const publishable = rule({ id: 'qodryx-publishable-key', title: 'QODRYX publishable key', exposure: 'public' });
    const subject = report({ findings: [finding({ rule: publishable, severity: 'low' })] });
    const clean = '✔ no secrets found in 124 files (1.2 MB, 38 rules)\n';
    expect(printed(subject)).toBe(`${clean}1 public (--show-public to list)\n`);
    const listed = printed(subject, { showPublic: true });
    expect(listed).toMatch(/^low {2}QODRYX publishable key {2}qodryx-publishable-key {2}public\n/);
    expect(listed).not.toContain('What to do now');
    expect(listed).toContain('leaklint-disable-next-line qodryx-publishable-key -- reason');
    expect(listed.endsWith('\n1 public\n')).toBe(true);
  });

  test('suppressed findings are counted, not listed', () => {
    const subject = report({ findings: [finding({ status: { kind: 'suppressed', by: 'inline' } })] });
    expect(printed(subject)).toBe('✔ no secrets found in 124 files (1.2 MB, 38 rules)\n1 suppressed\n');
  });

  test('what the baseline accepts is counted beside it, not listed', () => {
    const subject = report({ findings: [finding({ status: { kind: 'baseline' } })], baseline: { path: 'b.jsonl', accepted: 1 } });
    expect(printed(subject)).toBe('✔ no secrets found in 124 files (1.2 MB, 38 rules)\nbaseline b.jsonl accepted 1\n');
  });

  test('rotation is said once per provider, in the order of the findings', () => {
    const acme = rule({ id: 'acme-token', provider: { ...qodryx, id: 'acme', name: 'ACME' } });
    const findings = [finding({ rule: acme }), finding(), finding(), finding({ rule: acme })];
    const steps = printed(report({ findings }));
    expect(steps.match(/^ {2}(ACME|QODRYX)$/gm)).toEqual(['  ACME', '  QODRYX']);
    expect(steps.match(/disable-next-line/g)).toHaveLength(1);
  });

  test('keeps the order of the report', () => {
    const paths = ['z.ts', 'a.ts', 'm.ts'];
    const listed = printed(report({ findings: paths.map((path) => finding({ path })) }));
    expect(listed.match(/^ {2}\w\.ts/gm)).toEqual(['  z.ts', '  a.ts', '  m.ts']);
  });

  test('without a frame the redacted secret is named', () => {
    expect(printed(report({ findings: [finding({ frame: [] })] }), { quiet: true })).toBe(
      [
        'critical  QODRYX live API key  qodryx-live-key',
        '  src/config/client.ts:12:12',
        '  secret: qx_live_…(40)',
        "  risk: Full use of the production API with the key's scopes.",
        '',
      ].join('\n'),
    );
  });
});

describe('the summary', () => {
  const cases: readonly (readonly [string, Report, string])[] = [
    ['clean', report(), '✔ no secrets found in 124 files (1.2 MB, 38 rules)\n'],
    ['one file', report({ summary: { files: 1, bytes: 999 } }), '✔ no secrets found in 1 file (999 B, 38 rules)\n'],
    [
      'clean with a config',
      report({ config: { path: 'leaklint.config.json', suppressed: 0 } }),
      '✔ no secrets found in 124 files (1.2 MB, 38 rules)\nconfig leaklint.config.json suppressed 0\n',
    ],
    ['nothing to scan', report({ summary: { files: 0, bytes: 0 } }), 'nothing was scanned: no files\n'],
    [
      'nothing but binaries',
      report({ summary: { files: 0, bytes: 0, skipped: { binary: 3, deleted: 0 } } }),
      'nothing was scanned: no files\n3 skipped (3 binary)\n',
    ],
    [
      'incomplete: no tick',
      report({ summary: { incomplete: 2 } }),
      'no secrets found in 124 files (1.2 MB, 38 rules)\nincomplete: 2 inputs not scanned\n',
    ],
    ['kilobytes', report({ summary: { bytes: 1000 } }), '✔ no secrets found in 124 files (1.0 kB, 38 rules)\n'],
    ['rounding up', report({ summary: { bytes: 999_950 } }), '✔ no secrets found in 124 files (1.0 MB, 38 rules)\n'],
    ['gigabytes', report({ summary: { bytes: 23e9 } }), '✔ no secrets found in 124 files (23.0 GB, 38 rules)\n'],
  ];
  test.each(cases)('%s', (_, subject, expected) => {
    expect(printed(subject)).toBe(expected);
  });
});

describe('colour', () => {
  const sgr = /\u001b\[\d+m/g;

  test('changes nothing but colour', () => {
    const coloured = printed(fullReport(), { color: true });
    expect(coloured).not.toBe(printed(fullReport()));
    expect(coloured.replace(sgr, '')).toBe(printed(fullReport()));
  });

  test('off means not one escape', () => {
    expect(printed(fullReport())).not.toContain('\u001b');
  });

  test('every colour that is switched on is switched off on the same line', () => {
    for (const row of printed(fullReport(), { color: true }).split('\n')) {
      const codes = [...row.matchAll(/\u001b\[(\d+)m/g)].map((match) => Number(match[1]));
      expect(codes.filter((code) => code < 20 || (code >= 30 && code < 39))).toHaveLength(codes.length / 2);
    }
  });
});

describe('hostile names and texts', () => {
  const hostile = 'a\u001b]0;x\u0007\u009b2J\u202e\u2066\nb';
  const subject = report({
    findings: [
      finding({
        path: `src/${hostile}.ts`,
        rule: rule({ title: hostile, risk: hostile, provider: { ...qodryx, name: hostile, rotate: [hostile] } }),
        origin: { kind: 'commit', commit: hostile, author: hostile, date: hostile, inHead: true },
        secret: token('a1B2') + hostile,
        frame: [line(1, hostile), line(2, `${hostile}'x'${hostile}`, 'x')],
      }),
    ],
    problems: [{ path: hostile, code: 'unreadable', message: hostile }],
    notes: [{ code: 'git-fallback', message: hostile, path: hostile, line: 1 }],
    config: { path: hostile, suppressed: 0 },
    baseline: { path: hostile, accepted: 0 },
  });

  test.each([{ showSecrets: false }, { showSecrets: true }])('reach the terminal in visible form: %o', (options) => {
    const shown = printed(subject, options);
    expect(shown).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    expect(shown).toContain('src/a\\x1b]0;x\\x07\\x9b2J\\u202e\\u2066\\nb.ts:12:12');
    expect(shown.split('\n')).toHaveLength(printed(harmless(), options).split('\n').length);
  });

  /** The same report with a harmless text in every place. */
  function harmless(): Report {
    const safe = JSON.parse(JSON.stringify(subject).replaceAll(JSON.stringify(hostile).slice(1, -1), 'name')) as Report;
    return { ...safe, findings: safe.findings.map((found) => finding({ ...found, secret: token('a1B2') })) };
  }
});
