import { describe, expect, test } from 'vitest';
import { sarif } from '../../src/reporters/sarif.ts';
import { finding, fullReport, plain, report } from './factory.ts';
import { isSarif, log, run } from './sarif-log.ts';

describe('a log', () => {
  test('obeys the official schema', () => {
    const provenance = { repository: 'https://github.com/acme/shop.git', revision: 'a'.repeat(40), branch: 'main' };
    const hashed = report({ findings: [finding({ lineHash: '1a2b:1' })], kind: 'since', provenance });
    for (const subject of [fullReport(), report(), hashed]) {
      for (const sarifSuppressed of [false, true]) {
        isSarif(log(subject, { sarifSuppressed }));
        expect(isSarif.errors).toBeNull();
      }
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
      fullName: 'leaklint 1.2.3',
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

  test.each(['worktree', 'staged', 'since', 'history'] as const)('is of a category of its own: %s', (kind) => {
    expect(run(report({ kind })).automationDetails).toEqual({ id: `leaklint/${kind}/` });
  });

  test('says where the files are from, as far as it is known', () => {
    const repository = 'https://github.com/acme/shop.git';
    const mappedTo = { uriBaseId: '%SRCROOT%' };
    expect(run(report({ provenance: { repository } })).versionControlProvenance).toEqual([{ repositoryUri: repository, mappedTo }]);
    const provenance = { repository, revision: 'a'.repeat(40), branch: 'main' };
    expect(run(report({ provenance })).versionControlProvenance).toEqual([{ repositoryUri: repository, revisionId: 'a'.repeat(40), branch: 'main', mappedTo }]);
  });

  test('holds new findings only, most severe first, and none that is public even with showPublic', () => {
    for (const { results } of [run(fullReport()), run(fullReport(), { showPublic: true })]) {
      const uris = results?.map((found) => found.locations?.[0]?.physicalLocation?.artifactLocation?.uri);
      expect(uris).toEqual(['src/config/client.ts', 'lib/old.js', 'deploy/prod%20%5Beu%5D.env']);
    }
  });

  test('findings of one severity keep their order', () => {
    const findings = ['c', 'a', 'b'].map((path) => finding({ path }));
    const low = finding({ path: '0', severity: 'low' });
    const { results } = run(report({ findings: [low, ...findings] }));
    expect(results?.map((found) => found.locations?.[0]?.physicalLocation?.artifactLocation?.uri)).toEqual(['c', 'a', 'b', '0']);
  });

  test('holds no secret even with showSecrets', () => {
    expect(sarif(fullReport(), { ...plain, showSecrets: true })).toBe(sarif(fullReport(), plain));
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
                "id": "findings-accepted",
              },
              "level": "note",
              "message": {
                "text": "config leaklint.config.json suppressed 1",
              },
            },
            {
              "descriptor": {
                "id": "findings-accepted",
              },
              "level": "note",
              "message": {
                "text": "baseline leaklint.baseline.jsonl accepted 1",
              },
            },
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
