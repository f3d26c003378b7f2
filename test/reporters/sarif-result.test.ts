import { describe, expect, test } from 'vitest';
import { finding, fullReport, line, report, rule } from './factory.ts';
import { result, run } from './sarif-log.ts';
import type { FindingStatus, Severity } from '../../src/types.ts';

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

  test('is told apart by the hash of its line, where it has one, and by the fingerprint', () => {
    expect(result({ lineHash: '1a2b:2' }).partialFingerprints).toEqual({ primaryLocationLineHash: '1a2b:2', 'leaklint/v1': 'v1:0123456789abcdef0123' });
    expect(result({}).partialFingerprints).toEqual({ 'leaklint/v1': 'v1:0123456789abcdef0123' });
  });

  test('links to the other half and to other places', () => {
    const half = { rule: rule({ title: 'QODRYX key id' }), start: { line: 3, column: 7 } };
    const otherPlaces = [{ line: 14, column: 2 }, { line: 20, column: 5 }];
    const at = (startLine: number, startColumn: number) => ({
      physicalLocation: { artifactLocation: { uri: 'src/config/client.ts', uriBaseId: '%SRCROOT%' }, region: { startLine, startColumn } },
    });
    const both = result({ half, otherPlaces });
    expect(both.relatedLocations).toEqual([
      { id: 1, ...at(3, 7), message: { text: 'QODRYX key id' } },
      { id: 2, ...at(14, 2), message: { text: 'the same credential' } },
      { id: 3, ...at(20, 5), message: { text: 'the same credential' } },
    ]);
    expect(both.message.text).toContain('Its other half is in [line 3](1). It is also in [line 14](2) and elsewhere in the file.');
    const places = result({ otherPlaces: otherPlaces.slice(1) });
    expect(places.relatedLocations).toEqual([{ id: 1, ...at(20, 5), message: { text: 'the same credential' } }]);
    expect(places.message.text).toContain('It is also in [line 20](1). What');
    expect(result({})).not.toHaveProperty('relatedLocations');
    const many = result({ half, otherPlaces: Array.from({ length: 300 }, (_, index) => ({ line: index + 50, column: 1 })) });
    expect(many.relatedLocations).toHaveLength(100);
  });

  test('the words of a rule make no link', () => {
    const found = result({ rule: rule({ title: 'Token [click](https://evil.test)' }) });
    expect(found.message.text).toContain('Token [click] (https://evil.test)');
  });

  test.each<readonly [string, Parameters<typeof finding>[0], string]>([
    ['a commit', { origin: { kind: 'commit', commit: 'c'.repeat(40), author: 'Ann', date: '2026-03-04', inHead: true } }, 'It came with commit cccccccccccc and is still in HEAD.'],
    ['a tag of a file', { origin: { kind: 'ref', ref: 'refs/tags/key', inHead: false } }, 'It came with refs/tags/key and is no longer in HEAD.'],
  ])('says where it is from: %s', (_, overrides, sentence) => {
    expect(result(overrides).message.text).toContain(sentence);
  });

  test('what a review looks at is from nowhere else', () => {
    expect(result({ origin: { kind: 'ref', ref: 'HEAD', inHead: true } }).message.text).not.toContain('It came');
  });
});

describe('accepted findings', () => {
  const accepted: readonly (readonly [FindingStatus, unknown])[] = [
    [{ kind: 'suppressed', by: 'inline', reason: 'a test key' }, { kind: 'inSource', justification: 'a test key' }],
    [{ kind: 'suppressed', by: 'inline' }, { kind: 'inSource' }],
    [{ kind: 'suppressed', by: 'config', reason: 'sandbox' }, { kind: 'external', justification: 'sandbox' }],
    [{ kind: 'baseline', reason: 'from before' }, { kind: 'external', justification: 'from before' }],
    [{ kind: 'baseline' }, { kind: 'external' }],
  ];

  test.each(accepted)('%o is left out unless asked for', (status, suppression) => {
    const subject = report({ findings: [finding({ status }), finding({ path: 'new.ts' })] });
    expect(run(subject).results).toHaveLength(1);
    expect(run(subject).results?.[0]).not.toHaveProperty('suppressions');
    expect(run(subject, { sarifSuppressed: true }).results?.map(({ suppressions }) => suppressions)).toEqual([[suppression], []]);
  });

  test('public ones are left out all the same', () => {
    const { results, tool } = run(fullReport(), { sarifSuppressed: true });
    expect(results).toHaveLength(6);
    expect(tool.driver.rules?.map(({ id }) => id)).not.toContain('qodryx-publishable-key');
  });
});
