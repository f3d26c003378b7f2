import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { describe, expect, test } from 'vitest';
import { gitlab } from '../../src/reporters/gitlab.ts';
import type { Report } from '../../src/types.ts';
import { finding, fullReport, plain, report, rule } from './factory.ts';
import { hostileReport, hostileTexts } from './hostile.ts';

const isValid = new Ajv.default({ allErrors: true, strict: false }).compile(
  JSON.parse(readFileSync(new URL('gitlab.schema.json', import.meta.url), 'utf8')) as object,
);

interface Vulnerability {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly severity: string;
  readonly solution?: string;
  readonly identifiers: readonly { readonly value: string; readonly url?: string }[];
  readonly links: readonly unknown[];
  readonly location: { readonly file: string; readonly commit: unknown };
}

interface Document {
  readonly scan: { readonly start_time: string; readonly end_time: string; readonly status: string; readonly messages: readonly unknown[] };
  readonly vulnerabilities: readonly Vulnerability[];
}

function parsed(subject: Report): Document {
  return JSON.parse(gitlab(subject, plain)) as Document;
}

describe('a report', () => {
  test('obeys the schema, whatever texts it holds', () => {
    for (const subject of [fullReport(), report(), ...hostileTexts.map(hostileReport)]) {
      isValid(parsed(subject));
      expect(isValid.errors).toBeNull();
    }
  });

  test('which notices a wrong severity, time and place', () => {
    const text = gitlab(fullReport(), plain);
    for (const [right, wrong] of [['"Critical"', '"critical"'], ['T05:06:07"', 'T05:06:07.890Z"'], ['"sha"', '"id"']] as const) {
      expect(text).toContain(right);
      expect(isValid(JSON.parse(text.replaceAll(right, wrong)))).toBe(false);
    }
  });

  test('has the time it is given', () => {
    expect(parsed(report()).scan).toMatchObject({ start_time: '2026-03-04T05:06:07', end_time: '2026-03-04T05:06:07' });
  });

  test('lists no accepted finding and none that was made to be public', () => {
    const { vulnerabilities } = JSON.parse(gitlab(fullReport(), { ...plain, showPublic: true })) as Document;
    expect(vulnerabilities.map(({ location }) => location.file)).toEqual(['src/config/client.ts', 'deploy/prod [eu].env', 'lib/old.js']);
    expect(vulnerabilities.map(({ severity }) => severity)).toEqual(['Critical', 'Medium', 'High']);
  });

  test('is a failure only if nothing could be scanned; else what was not is a message', () => {
    const problems = [{ path: '.', code: 'nothing-scanned', message: 'no file' }] as const;
    expect(parsed(report({ problems, summary: { files: 0 } })).scan.status).toBe('failure');
    expect(parsed(report({ problems })).scan).toMatchObject({ status: 'success', messages: [{ level: 'warn', value: '.: no file' }] });
    expect(parsed(fullReport()).scan.messages).toHaveLength(5);
  });
});

describe('a vulnerability', () => {
  function one(overrides: Parameters<typeof finding>[0]): Vulnerability {
    const [only] = parsed(report({ findings: [finding(overrides)] })).vulnerabilities;
    if (only === undefined) throw new Error('none');
    return only;
  }

  test('golden', () => {
    const { solution, ...others } = one({});
    expect(solution).toContain('1. Create a replacement key');
    expect(others).toEqual({
      id: 'v1:0123456789abcdef0123:12:12',
      name: 'QODRYX live API key',
      description: "Full use of the production API with the key's scopes.",
      severity: 'Critical',
      identifiers: [
        {
          type: 'leaklint_rule_id',
          name: 'leaklint rule qodryx-live-key',
          value: 'qodryx-live-key',
          url: 'https://github.com/leaklint/leaklint/blob/main/docs/rules/qodryx-live-key.md',
        },
        { type: 'cwe', name: 'CWE-798', value: '798', url: 'https://cwe.mitre.org/data/definitions/798.html' },
      ],
      links: [{ url: 'https://docs.qodryx.com/keys' }],
      location: { file: 'src/config/client.ts', start_line: 12, end_line: 12, commit: { sha: '0000000' } },
    });
  });

  test('of a history names its commit', () => {
    const { location, description } = one({ origin: { kind: 'commit', commit: 'c'.repeat(40), author: 'Ann', date: '2026-03-04', inHead: false } });
    expect(location.commit).toEqual({ sha: 'c'.repeat(40), author: 'Ann', date: '2026-03-04' });
    expect(description).toContain('no longer in HEAD');
    expect(one({ origin: { kind: 'ref', ref: 'HEAD', inHead: true } }).description).not.toContain('HEAD');
  });

  test('the words of a rule are text, not markup, and no longer than GitLab takes', () => {
    const wordy = rule({ risk: 'See @ann <b>', provider: { id: 'acme', name: 'ACME', hosts: [], rotate: ['x'.repeat(9000)] } });
    const { description, solution } = one({ rule: wordy });
    expect(description).toBe('See @&#8203;ann &lt;b&gt;');
    expect(solution).toHaveLength(7000);
  });

  test('two places of one credential are two, by id', () => {
    const findings = [finding(), finding({ start: { line: 20, column: 1 } })];
    expect(new Set(parsed(report({ findings })).vulnerabilities.map(({ id }) => id)).size).toBe(2);
  });
});
