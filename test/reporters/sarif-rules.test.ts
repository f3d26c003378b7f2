import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { finding, fullReport, report, rule } from './factory.ts';
import { descriptor, run } from './sarif-log.ts';

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
      2. Deploy it, then revoke the leaked key in the same place.

      Deleting the line is not enough: the credential stays in the history, and in every copy of it, until it is revoked.",
            "text": "Full use of the production API with the key's scopes.

      What to do now (QODRYX):
      1. Create a replacement key with the same scopes under Dashboard → Settings → API Keys.
      2. Deploy it, then revoke the leaked key in the same place.

      Deleting the line is not enough: the credential stays in the history, and in every copy of it, until it is revoked.",
          },
          "helpUri": "https://github.com/leaklint/leaklint/blob/main/docs/rules/qodryx-live-key.md",
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
    expect(tool.driver.rules?.map(({ id }) => id)).toEqual(['qodryx-live-key', 'acme-token', 'qodryx-webhook']);
    const other = finding({ rule: rule({ id: 'b-key' }) });
    const twice = run(report({ findings: [other, finding(), other] }));
    expect(twice.results?.map(({ ruleIndex }) => ruleIndex)).toEqual([0, 1, 0]);
    for (const found of results ?? []) expect(tool.driver.rules?.[found.ruleIndex ?? -1]?.id).toBe(found.ruleId);
  });

  test('carry the highest severity they were reported at', () => {
    const findings = (['low', 'high', 'medium'] as const).map((severity) => finding({ severity }));
    expect(run(report({ findings })).tool.driver.rules?.[0]?.properties?.['security-severity']).toBe('8.0');
  });

  test.each([
    [['security', 'token', 'token'], ['security', 'external/cwe/cwe-798', 'token']],
    [['generic', 'password'], ['security', 'external/cwe/cwe-259', 'external/cwe/cwe-798', 'generic', 'password']],
    [['private-key'], ['security', 'external/cwe/cwe-321', 'external/cwe/cwe-798', 'private-key']],
    [Array.from({ length: 30 }, (_, index) => `tag-${index}`), ['security', 'external/cwe/cwe-798', ...[0, 1, 2, 3, 4, 5, 6, 7].map((index) => `tag-${index}`)]],
  ])('of the tags %j, each once, the ten most telling', (tags, shown) => {
    expect(descriptor(rule({ tags })).properties?.tags).toEqual(shown);
  });

  test('no markup in the words of a rule counts', () => {
    const { help } = descriptor(rule({ risk: 'Everything of <project> [x](y), says @ann in #12.' }));
    expect(help?.markdown).toContain('Everything of &lt;project&gt; \\[x\\](y), says @&#8203;ann in #&#8203;12.');
    expect(help?.text).toContain('Everything of <project> [x](y), says @ann in #12.');
  });

  test('without steps there is no heading, but what is to be known all the same', () => {
    const { help } = descriptor(rule({ provider: { id: 'acme', name: 'ACME', hosts: [], rotate: [] }, risk: 'All of it.' }));
    const text = 'All of it.\n\nDeleting the line is not enough: the credential stays in the history, and in every copy of it, until it is revoked.';
    expect(help).toEqual({ text, markdown: text });
  });
});

// What code scanning cuts, or refuses: names of 255 characters, descriptions of 1024.
test('no rule pack can say more of a rule than is shown', () => {
  interface Schema {
    readonly $defs: { readonly id: { readonly maxLength: number }; readonly rule: { readonly properties: Readonly<Record<'title' | 'risk', { readonly maxLength: number }>> } };
  }
  const { $defs } = JSON.parse(readFileSync(new URL('../../schema/rules.schema.json', import.meta.url), 'utf8')) as Schema;
  expect($defs.id.maxLength).toBeLessThanOrEqual(255);
  expect($defs.rule.properties.title.maxLength).toBeLessThanOrEqual(255);
  expect($defs.rule.properties.risk.maxLength).toBeLessThanOrEqual(1024);
});
