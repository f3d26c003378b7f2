import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Log, Result, Run } from 'sarif';
import { describe, expect, test } from 'vitest';
import { sarif } from '../../src/reporters/sarif.ts';
import type { Report, Severity } from '../../src/types.ts';
import { finding, fullReport, line, plain, report, rule } from './factory.ts';

// The official schema, from npm's @microsoft/sarif-multitool-linux 5.7.0. It has an error of its own (an array below
// `region.properties.anyOf`), hence `validateSchema: false`.
const ajv = new Ajv2020.default({ allErrors: true, strict: false, validateSchema: false });
addFormats.default(ajv);
const isSarif = ajv.compile(
  JSON.parse(readFileSync(new URL('sarif-2.1.0.schema.json', import.meta.url), 'utf8')) as object,
);

function log(subject: Report): Log {
  return JSON.parse(sarif(subject, plain)) as Log;
}

function run(subject: Report): Run {
  const [only] = log(subject).runs;
  if (only === undefined) throw new Error('no run');
  return only;
}

function result(overrides: Parameters<typeof finding>[0]): Result {
  const [only] = run(report({ findings: [finding(overrides)] })).results ?? [];
  if (only === undefined) throw new Error('no result');
  return only;
}

describe('a log', () => {
  test('obeys the official schema', () => {
    for (const subject of [fullReport(), report()]) {
      isSarif(log(subject));
      expect(isSarif.errors).toBeNull();
    }
  });

  test('which notices a wrong level and a wrong column', () => {
    const wrong = sarif(fullReport(), plain);
    expect(isSarif(JSON.parse(wrong.replace('"level": "error"', '"level": "critical"')))).toBe(false);
    expect(isSarif(JSON.parse(wrong.replace('"startColumn": 12', '"startColumn": 0')))).toBe(false);
  });

  test('names the tool and how to read its places', () => {
    const { tool, results, ...others } = run(report());
    expect(tool.driver).toEqual({
      name: 'leaklint',
      semanticVersion: '1.2.3',
      informationUri: 'https://github.com/leaklint/leaklint',
      rules: [],
    });
    expect(results).toEqual([]);
    expect(others).toEqual({
      automationDetails: { id: 'leaklint/worktree/' },
      originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the scanned project.' } } },
      columnKind: 'utf16CodeUnits',
      invocations: [{ executionSuccessful: true, toolExecutionNotifications: [] }],
    });
  });

  test('holds new findings only, in their order, and none that is public even with showPublic', () => {
    const shown = JSON.parse(sarif(fullReport(), { ...plain, showPublic: true })) as Log;
    for (const { runs } of [shown, log(fullReport())]) {
      const uris = runs[0]?.results?.map((found) => found.locations?.[0]?.physicalLocation?.artifactLocation?.uri);
      expect(uris).toEqual(['src/config/client.ts', 'deploy/prod%20%5Beu%5D.env', 'lib/old.js']);
    }
  });

  test('holds no secret even with showSecrets', () => {
    expect(sarif(fullReport(), { ...plain, showSecrets: true })).toBe(sarif(fullReport(), plain));
  });
});

describe('a result', () => {
  test('golden', () => {
    expect(result({})).toMatchInlineSnapshot(`
      {
        "level": "error",
        "locations": [
          {
            "physicalLocation": {
              "artifactLocation": {
                "uri": "src/config/client.ts",
                "uriBaseId": "%SRCROOT%",
              },
              "region": {
                "endColumn": 52,
                "endLine": 12,
                "snippet": {
                  "text": "  apiKey: 'qx_live_…(40)',",
                },
                "startColumn": 12,
                "startLine": 12,
              },
            },
          },
        ],
        "message": {
          "text": "Hard-coded credential: QODRYX live API key (QODRYX). What to do now: 1. Create a replacement key with the same scopes under Dashboard → Settings → API Keys. 2. Deploy it, then revoke the leaked key in the same place.",
        },
        "partialFingerprints": {
          "leaklint/v1": "v1:0123456789abcdef0123",
        },
        "ruleId": "qodryx-live-key",
        "ruleIndex": 0,
      }
    `);
  });

  test.each([
    ['src/a.ts', 'src/a.ts'],
    ['a b/#1?.ts', 'a%20b/%231%3F.ts'],
    ['http:/x.ts', 'http%3A/x.ts'],
    ['100%.ts', '100%25.ts'],
    ['größe/鍵.ts', 'gr%C3%B6%C3%9Fe/%E9%8D%B5.ts'],
    ['back\\slash.ts', 'back%5Cslash.ts'],
    ['lone\ud800.ts', 'lone%EF%BF%BD.ts'],
    ['new\nline.ts', 'new%0Aline.ts'],
  ])('the path %j is the URI %s', (path, uri) => {
    const location = result({ path }).locations?.[0]?.physicalLocation?.artifactLocation;
    expect(location).toEqual({ uri, uriBaseId: '%SRCROOT%' });
  });

  test('the snippet is the masked lines of the finding and no others', () => {
    const frame = [line(1, 'a'), line(2, 'b…(80)', '…(80)'), line(3, '…', '…'), line(4, 'c')];
    const found = result({ start: { line: 2, column: 2 }, end: { line: 3, column: 9 }, frame });
    expect(found.locations?.[0]?.physicalLocation?.region).toEqual({
      startLine: 2,
      startColumn: 2,
      endLine: 3,
      endColumn: 9,
      snippet: { text: 'b…(80)\n…' },
    });
    expect(result({ frame: [] }).locations?.[0]?.physicalLocation?.region).not.toHaveProperty('snippet');
  });

  test.each<readonly [Severity, string, number, number]>([
    ['critical', 'error', 9.1, 10],
    ['high', 'error', 7, 8.9],
    ['medium', 'warning', 4, 6.9],
    ['low', 'note', 0.1, 3.9],
  ])("%s is level %s, and in GitHub's band of the same name", (severity, level, from, to) => {
    const { tool, results } = run(report({ findings: [finding({ severity })] }));
    expect(results?.[0]?.level).toBe(level);
    const descriptor = tool.driver.rules?.[0];
    expect(descriptor?.defaultConfiguration?.level).toBe(level);
    const score: unknown = descriptor?.properties?.['security-severity'];
    expect(score).toMatch(/^\d+\.\d$/);
    expect(Number(score)).toBeGreaterThanOrEqual(from);
    expect(Number(score)).toBeLessThanOrEqual(to);
  });
});

describe('the rules', () => {
  test('golden', () => {
    expect(run(report({ findings: [finding()] })).tool.driver.rules).toMatchInlineSnapshot(`
      [
        {
          "defaultConfiguration": {
            "level": "error",
          },
          "fullDescription": {
            "text": "Full use of the production API with the key's scopes.",
          },
          "help": {
            "markdown": "Full use of the production API with the key's scopes.

      **What to do now (QODRYX)**

      1. Create a replacement key with the same scopes under Dashboard → Settings → API Keys.
      2. Deploy it, then revoke the leaked key in the same place.",
            "text": "Full use of the production API with the key's scopes.

      What to do now (QODRYX):
      1. Create a replacement key with the same scopes under Dashboard → Settings → API Keys.
      2. Deploy it, then revoke the leaked key in the same place.",
          },
          "helpUri": "https://github.com/leaklint/leaklint/blob/main/docs/rules.md#qodryx-live-key",
          "id": "qodryx-live-key",
          "name": "QodryxLiveKey",
          "properties": {
            "precision": "high",
            "problem.severity": "error",
            "security-severity": "9.5",
            "tags": [
              "security",
              "external/cwe/cwe-798",
              "token",
            ],
          },
          "shortDescription": {
            "text": "QODRYX live API key",
          },
        },
      ]
    `);
  });

  test('are those with results, once each, and results point at them', () => {
    const { tool, results } = run(fullReport());
    expect(tool.driver.rules?.map(({ id }) => id)).toEqual(['qodryx-live-key', 'qodryx-webhook', 'acme-token']);
    const other = finding({ rule: rule({ id: 'b-key' }) });
    const twice = run(report({ findings: [other, finding(), other] }));
    expect(twice.results?.map(({ ruleIndex }) => ruleIndex)).toEqual([0, 1, 0]);
    for (const found of results ?? []) expect(tool.driver.rules?.[found.ruleIndex ?? -1]?.id).toBe(found.ruleId);
  });

  test('carry the highest severity they were reported at', () => {
    const findings = (['low', 'high', 'medium'] as const).map((severity) => finding({ severity }));
    expect(run(report({ findings })).tool.driver.rules?.[0]?.properties?.['security-severity']).toBe('8.0');
  });

  test('tags are unique', () => {
    const tagged = rule({ tags: ['security', 'token', 'token'] });
    const [descriptor] = run(report({ findings: [finding({ rule: tagged })] })).tool.driver.rules ?? [];
    expect(descriptor?.properties?.tags).toEqual(['security', 'external/cwe/cwe-798', 'token']);
  });

  test('placeholders in angle brackets survive markdown', () => {
    const placeholder = rule({ risk: 'Everything of <project>.' });
    const [descriptor] = run(report({ findings: [finding({ rule: placeholder })] })).tool.driver.rules ?? [];
    expect(descriptor?.help?.markdown).toContain('Everything of &lt;project>.');
    expect(descriptor?.help?.text).toContain('Everything of <project>.');
  });
});

describe('the invocation', () => {
  test('names problems and notes', () => {
    expect(run(fullReport()).invocations).toMatchInlineSnapshot(`
      [
        {
          "executionSuccessful": false,
          "toolExecutionNotifications": [
            {
              "descriptor": {
                "id": "too-large",
              },
              "level": "error",
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "data/dump.sql",
                      "uriBaseId": "%SRCROOT%",
                    },
                  },
                },
              ],
              "message": {
                "text": "120 MB is above the limit of 100 MB",
              },
            },
            {
              "descriptor": {
                "id": "suppression-unused",
              },
              "level": "note",
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "src/a.ts",
                      "uriBaseId": "%SRCROOT%",
                    },
                    "region": {
                      "startLine": 3,
                    },
                  },
                },
              ],
              "message": {
                "text": "this comment suppresses nothing",
              },
            },
            {
              "descriptor": {
                "id": "env-ignored",
              },
              "level": "note",
              "message": {
                "text": "2 .env files were left out because git ignores them",
              },
            },
          ],
        },
      ]
    `);
  });

  test('notes alone are no failure; inputs not scanned are', () => {
    const noted = report({ notes: [{ code: 'git-fallback', message: 'git is missing' }] });
    expect(run(noted).invocations?.[0]?.executionSuccessful).toBe(true);
    expect(run(report({ summary: { incomplete: 1 } })).invocations?.[0]?.executionSuccessful).toBe(false);
  });
});
