import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { json } from '../../src/reporters/json.ts';
import { jsonl } from '../../src/reporters/jsonl.ts';
import { bundleReport, finding, fullReport, plain, report, rule, token } from './factory.ts';

type Json = Record<string, unknown>;

const ajv = new Ajv2020.default({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
addFormats.default(ajv);
const schema = readSchema('report');
const lineSchema = readSchema('report-line');
const isReport = ajv.compile(schema);
const isLine = ajv.compile(lineSchema);

function readSchema(name: string): Json {
  return JSON.parse(readFileSync(new URL(`../../schema/${name}.schema.json`, import.meta.url), 'utf8')) as Json;
}

function parsed(options: Partial<typeof plain> = {}, subject = fullReport()): Json & { findings: Json[] } {
  return JSON.parse(json(subject, { ...plain, ...options })) as Json & { findings: Json[] };
}

function lines(options: Partial<typeof plain> = {}, subject = fullReport()): Json[] {
  const output = jsonl(subject, { ...plain, ...options });
  expect(output.endsWith('\n')).toBe(true);
  return output.slice(0, -1).split('\n').map((row) => JSON.parse(row) as Json);
}

describe('json', () => {
  test('is the documented shape', () => {
    const subject = report({ findings: [finding()], config: { path: 'leaklint.config.json', suppressed: 3 } });
    expect(json(subject, plain)).toMatchInlineSnapshot(`
      "{
        "version": 1,
        "tool": {
          "name": "leaklint",
          "version": "1.2.3",
          "rules": 38
        },
        "findings": [
          {
            "ruleId": "qodryx-live-key",
            "provider": "qodryx",
            "title": "QODRYX live API key",
            "severity": "critical",
            "confidence": "high",
            "exposure": "never",
            "tags": [
              "token"
            ],
            "status": "new",
            "helpUri": "https://github.com/leaklint/leaklint/blob/main/docs/rules/qodryx-live-key.md",
            "path": "src/config/client.ts",
            "startLine": 12,
            "startColumn": 12,
            "endLine": 12,
            "endColumn": 52,
            "secret": "qx_live_…(40)",
            "fingerprint": "v1:0123456789abcdef0123",
            "origin": {
              "kind": "file"
            },
            "rotate": [
              "Create a replacement key with the same scopes under Dashboard → Settings → API Keys.",
              "Deploy it, then revoke the leaked key in the same place."
            ]
          }
        ],
        "problems": [],
        "config": {
          "path": "leaklint.config.json",
          "suppressed": 3
        },
        "summary": {
          "files": 124,
          "bytes": 1234567,
          "findings": {
            "critical": 1,
            "high": 0,
            "medium": 0,
            "low": 0
          },
          "public": 0,
          "suppressed": 0,
          "incomplete": 0,
          "skipped": {
            "binary": 0,
            "deleted": 0
          }
        }
      }
      "
    `);
  });

  test.each([{}, { showPublic: true }, { showSecrets: true }, { quiet: true }])('obeys its schema: %o', (options) => {
    const document = parsed(options);
    isReport(document);
    expect(isReport.errors).toBeNull();
  });

  test('a report of a build output obeys its schema', () => {
    isReport(parsed({}, bundleReport()));
    expect(isReport.errors).toBeNull();
  });

  test('an empty report obeys its schema', () => {
    const document = parsed({}, report());
    isReport(document);
    expect(isReport.errors).toBeNull();
    expect(Object.keys(document)).toEqual(['version', 'tool', 'findings', 'problems', 'summary']);
  });

  test('every field of the schema is used, so that it promises nothing that never comes', () => {
    expect([...fieldsOf(schema)].sort()).toEqual([...keysOf([parsed(), parsed({}, bundleReport())])].sort());
  });

  test('the schema refuses what is not in it', () => {
    const document = parsed();
    const [first = {}] = document.findings;
    expect(isReport({ ...document, extra: 1 })).toBe(false);
    expect(isReport({ ...document, findings: [{ ...first, value: 'x' }] })).toBe(false);
    expect(isReport({ ...document, findings: [{ ...first, status: 'suppressed' }] })).toBe(false);
    expect(isReport({ ...document, findings: [{ ...first, status: 'baseline' }] })).toBe(false);
    expect(isReport({ ...document, findings: [{ ...first, status: 'baseline', suppression: { by: 'baseline' } }] })).toBe(true);
    expect(isReport({ ...document, findings: [{ ...first, suppression: { by: 'config' } }] })).toBe(false);
    expect(isReport({ ...document, findings: [{ ...first, helpUri: null }] })).toBe(false);
    expect(isReport({ ...document, findings: [{ ...first, origin: { kind: 'file', inHead: true } }] })).toBe(false);
  });

  test('lists new and accepted findings in their order, public ones with showPublic only', () => {
    const paths = (options: Partial<typeof plain>) => parsed(options).findings.map((found) => found['path']);
    const listed = ['src/config/client.ts', 'deploy/prod [eu].env', 'lib/old.js', 'test/a.ts', 'test/b.ts', 'test/c.ts'];
    expect(paths({})).toEqual(listed);
    expect(paths({ showPublic: true })).toEqual([...listed.slice(0, 3), 'public/app.js', ...listed.slice(3)]);
  });

  test('says why a finding is accepted', () => {
    expect(parsed().findings.map((found) => found['suppression'])).toEqual([
      undefined,
      undefined,
      undefined,
      { by: 'inline', reason: 'revoked in 2025' },
      { by: 'config' },
      { by: 'baseline', reason: 'rotated, see issue 12' },
    ]);
  });

  test('the secret is redacted unless asked for', () => {
    expect(parsed().findings[0]?.['secret']).toBe('qx_live_…(40)');
    expect(parsed({ showSecrets: true }).findings[0]?.['secret']).toBe(token('a1B2'));
  });

  test.each([
    ['a built-in rule: our page', rule(), 'https://github.com/leaklint/leaklint/blob/main/docs/rules/qodryx-live-key.md'],
    ["a user's rule: its first reference", rule({ builtin: false }), 'https://docs.qodryx.com/keys'],
    ["a user's rule without one: none", rule({ builtin: false, references: [] }), undefined],
  ])('helpUri of %s', (_, found, expected) => {
    expect(parsed({}, report({ findings: [finding({ rule: found })] })).findings[0]?.['helpUri']).toBe(expected);
  });

  test('the summary is that of the report', () => {
    expect(parsed()['summary']).toEqual(fullReport().summary);
  });

  test('the severity is the one in force', () => {
    const subject = report({ findings: [finding({ severity: 'low' })] });
    expect(parsed({}, subject).findings[0]?.['severity']).toBe('low');
  });
});

describe('jsonl', () => {
  test.each([{}, { showPublic: true }, { showSecrets: true }])('every line obeys its schema: %o', (options) => {
    for (const row of lines(options)) {
      isLine(row);
      expect(isLine.errors).toBeNull();
    }
  });

  test('findings, problems, notes, then one summary', () => {
    const kinds = lines().map((row) => row['kind']);
    expect(kinds).toEqual([...Array<string>(6).fill('finding'), 'problem', 'note', 'note', 'summary']);
    expect(lines({}, report()).map((row) => row['kind'])).toEqual(['summary']);
  });

  test('says what json says', () => {
    const { findings, problems, notes, ...others } = parsed({ showPublic: true });
    const bodies = (kind: string) =>
      lines({ showPublic: true })
        .filter((row) => row['kind'] === kind)
        .map(({ kind: _, ...body }) => body);
    expect(bodies('finding')).toEqual(findings);
    expect(bodies('problem')).toEqual(problems);
    expect(bodies('note')).toEqual(notes);
    const { summary, ...head } = others;
    expect(bodies('summary')).toEqual([{ ...head, ...(summary as Json) }]);
  });

  test('the schema refuses unknown kinds and fields', () => {
    const [first = {}] = lines();
    const { tool, ...untold } = lines().at(-1) ?? {};
    expect(tool).toBeDefined();
    expect(isLine(untold)).toBe(false);
    expect(isLine({ ...first, kind: 'else' })).toBe(false);
    expect(isLine({ ...first, extra: 1 })).toBe(false);
  });
});

/** Names of the properties that a schema declares, at any depth. */
function fieldsOf(node: unknown, names = new Set<string>()): Set<string> {
  if (typeof node !== 'object' || node === null) return names;
  for (const [key, value] of Object.entries(node)) {
    if (key === 'properties') for (const name of Object.keys(value as Json)) names.add(name);
    fieldsOf(value, names);
  }
  return names;
}

/** Keys of a document, at any depth. */
function keysOf(node: unknown, names = new Set<string>()): Set<string> {
  if (typeof node !== 'object' || node === null) return names;
  for (const [key, value] of Object.entries(node)) {
    if (!Array.isArray(node)) names.add(key);
    keysOf(value, names);
  }
  return names;
}
