// Reports for the reporters' tests, each field overridable. Tokens are made at run time: none is written in a file.
import { SecretValue } from '../../src/secret.ts';
import type {
  Finding,
  Fingerprint,
  FrameLine,
  Provider,
  Report,
  Rule,
  RuleId,
  Severity,
  Summary,
} from '../../src/types.ts';
import type { ReporterOptions } from '../../src/reporters/reporter.ts';

export const prefix = 'qx_live_';

/** A token of the made-up provider, 40 characters long. */
export function token(seed: string): string {
  return prefix + seed.repeat(8).slice(0, 32);
}

export const plain: ReporterOptions = {
  color: false,
  showSecrets: false,
  showPublic: false,
  quiet: false,
  sarifSuppressed: false,
  now: new Date('2026-03-04T05:06:07.890Z'),
};

export const qodryx: Provider = {
  id: 'qodryx',
  name: 'QODRYX',
  hosts: ['api.qodryx.com'],
  rotate: [
    'Create a replacement key with the same scopes under Dashboard → Settings → API Keys.',
    'Deploy it, then revoke the leaked key in the same place.',
  ],
};

export function rule(overrides: Partial<Omit<Rule, 'id'>> & { readonly id?: string } = {}): Rule {
  const { id = 'qodryx-live-key', ...others } = overrides;
  return {
    id: id as RuleId,
    provider: qodryx,
    title: 'QODRYX live API key',
    risk: "Full use of the production API with the key's scopes.",
    severity: 'critical',
    confidence: 'high',
    exposure: 'never',
    tags: ['token'],
    references: ['https://docs.qodryx.com/keys'],
    examples: { match: [], noMatch: [] },
    // Reporters say nothing about how a rule matches.
    pattern: {} as Rule['pattern'],
    allow: [],
    builtin: true,
    ...others,
  };
}

/** A line of the frame; the mark is the range of `marked` in it. */
export function line(number: number, text: string, marked?: string): FrameLine {
  if (marked === undefined) return { number, text };
  const from = text.indexOf(marked) + 1;
  return { number, text, mark: { from, to: from + marked.length } };
}

type FindingOverrides = Partial<Omit<Finding, 'secret' | 'fingerprint'>> & {
  readonly secret?: string;
  readonly fingerprint?: string;
};

export function finding(overrides: FindingOverrides = {}): Finding {
  const { secret = token('a1B2'), fingerprint = 'v1:0123456789abcdef0123', ...others } = overrides;
  const value = new SecretValue(secret, prefix);
  const found = others.rule ?? rule();
  const number = others.start?.line ?? 12;
  return {
    rule: found,
    severity: found.severity,
    confidence: found.confidence,
    exposure: found.exposure,
    path: 'src/config/client.ts',
    origin: { kind: 'file' },
    start: { line: 12, column: 12 },
    end: { line: 12, column: 52 },
    secret: value,
    fingerprint: fingerprint as Fingerprint,
    hash: fingerprint as Fingerprint,
    ordinal: 1,
    status: { kind: 'new' },
    frame: [
      line(number - 1, 'export const client = createClient({'),
      line(number, `  apiKey: '${value}',`, `${value}`),
      line(number + 1, '});'),
    ],
    ...others,
  };
}

type ReportOverrides = Partial<Omit<Report, 'summary'>> & { readonly summary?: Partial<Summary> };

/** The summary counts the findings unless told otherwise. */
export function report(overrides: ReportOverrides = {}): Report {
  const { summary, ...others } = overrides;
  const findings = others.findings ?? [];
  const listed = findings.filter(({ status }) => status.kind === 'new');
  const shipped = listed.filter((found) => found.exposure === 'public');
  const count = (severity: Severity) =>
    listed.filter((found) => found.severity === severity && found.exposure !== 'public').length;
  return {
    tool: { name: 'leaklint', version: '1.2.3', rules: 38 },
    kind: 'worktree',
    findings,
    problems: [],
    notes: [],
    summary: {
      files: 124,
      bytes: 1_234_567,
      findings: { critical: count('critical'), high: count('high'), medium: count('medium'), low: count('low') },
      public: shipped.length,
      suppressed: findings.filter(({ status }) => status.kind === 'suppressed').length,
      incomplete: others.problems?.length ?? 0,
      skipped: { binary: 0, deleted: 0 },
      ...summary,
    },
    ...others,
  };
}

/** One of everything a report can hold. */
export function fullReport(): Report {
  const webhook = rule({
    id: 'qodryx-webhook',
    title: 'QODRYX webhook secret',
    risk: 'Forged webhook calls.',
    severity: 'medium',
    confidence: 'medium',
  });
  const publishable = rule({
    id: 'qodryx-publishable-key',
    title: 'QODRYX publishable key',
    risk: 'None by itself.',
    severity: 'low',
    exposure: 'public',
  });
  const own = rule({
    id: 'acme-token',
    title: 'ACME token',
    provider: { id: 'acme', name: 'ACME', hosts: [], rotate: ['Ask the platform team to replace it.'] },
    risk: 'Use of the build farm.',
    severity: 'high',
    exposure: 'restricted',
    builtin: false,
    references: [],
  });
  const commit = {
    kind: 'commit',
    commit: '0123456789abcdef'.repeat(3).slice(0, 40),
    author: 'Ann Example',
    date: '2026-03-04',
    inHead: false,
  } as const;
  return report({
    findings: [
      finding(),
      finding({ rule: webhook, secret: token('c3D4'), path: 'deploy/prod [eu].env', fingerprint: `v1:${'1'.repeat(20)}` }),
      finding({
        rule: own,
        secret: token('e5F6'),
        path: 'lib/old.js',
        origin: commit,
        fingerprint: `v1:${'2'.repeat(20)}`,
        layers: ['base64', 'percent'],
        half: { rule: publishable, start: { line: 3, column: 7 } },
        otherPlaces: [{ line: 14, column: 2 }, { line: 20, column: 5 }],
        facts: { account: '012345678901', issuer: 'https://login.acme.test', role: 'deploy' },
        expires: '2031-05-06',
        isEncrypted: true,
      }),
      finding({ rule: publishable, secret: token('g7H8'), path: 'public/app.js', fingerprint: `v1:${'3'.repeat(20)}` }),
      finding({
        secret: token('i9J0'),
        path: 'test/a.ts',
        status: { kind: 'suppressed', by: 'inline', reason: 'revoked in 2025' },
        fingerprint: `v1:${'4'.repeat(20)}`,
      }),
      finding({
        secret: token('k1L2'),
        path: 'test/b.ts',
        origin: { kind: 'ref', ref: 'refs/tags/b', inHead: false },
        status: { kind: 'suppressed', by: 'config' },
        fingerprint: `v1:${'5'.repeat(20)}`,
      }),
      finding({
        secret: token('s9T0'),
        path: 'test/c.ts',
        status: { kind: 'baseline', reason: 'rotated, see issue 12' },
        fingerprint: `v1:${'6'.repeat(20)}`,
      }),
    ],
    problems: [{ path: 'data/dump.sql', code: 'too-large', message: '120 MB is above the limit of 100 MB' }],
    notes: [
      { code: 'suppression-unused', message: 'this comment suppresses nothing', path: 'src/a.ts', line: 3 },
      { code: 'env-ignored', message: '2 .env files were left out because git ignores them' },
    ],
    summary: { skipped: { binary: 2, deleted: 1 } },
    config: { path: 'leaklint.config.json', suppressed: 1 },
    baseline: { path: 'leaklint.baseline.jsonl', accepted: 1 },
  });
}

/** Of a build output: traced to a source, to the variable that it reads there, only in a map, and untraced. `text` is a stranger's. */
export function bundleReport(text = ''): Report {
  const origin = { kind: 'bundle' } as const;
  const shipped = { start: { line: 1, column: 730 }, end: { line: 1, column: 770 }, origin };
  const map = 'dist/assets/index-a1B2c3D4.js.map';
  return report({
    kind: 'bundle',
    findings: [
      finding({ ...shipped, path: `dist/assets/index-a1B2c3D4.js${text}`, original: { path: `src/pay.ts${text}`, line: 15, column: 44, frame: [line(15, "  key: 'x',", 'x')] } }),
      finding({
        ...shipped,
        path: `dist/assets/index-a1B2c3D4.js${text}`,
        original: { path: `src/admin.ts${text}`, line: 2, column: 49, variable: `VITE_HOOK_SECRET${text}` },
        otherFiles: ['dist/assets/rates-e5F6g7H8.js', `dist/sw.js${text}`],
        fingerprint: `v1:${'1'.repeat(20)}`,
      }),
      finding({ path: map, origin: { kind: 'bundle', map }, start: { line: 1, column: 1 }, end: { line: 1, column: 1 }, frame: [], original: { path: 'src/notes.ts', line: 3, column: 4 }, fingerprint: `v1:${'2'.repeat(20)}` }),
      finding({ ...shipped, path: 'dist/index.html', fingerprint: `v1:${'3'.repeat(20)}` }),
    ],
  });
}
