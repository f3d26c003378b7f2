import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { junit } from '../../src/reporters/junit.ts';
import type { Report } from '../../src/types.ts';
import { finding, fullReport, plain, report } from './factory.ts';
import { hostileReport, hostileTexts } from './hostile.ts';

// The schema of Jenkins, which JUnit's own tests use.
const schema = readFileSync(new URL('junit.xsd', import.meta.url), 'utf8');

/** What libxml2 finds fault with. */
async function faultsOf(...texts: readonly string[]): Promise<readonly string[]> {
  const xml = texts.map((contents, index) => ({ fileName: `${index}.xml`, contents }));
  const { errors } = await validateXML({ xml, schema });
  return errors.map(({ message }) => message);
}

const xmlOf = (subject: Report): string => junit(subject, plain);

describe('a document', () => {
  test('obeys the schema', async () => {
    expect(await faultsOf(xmlOf(fullReport()), xmlOf(report()))).toEqual([]);
  });

  test('which notices what is wrong', async () => {
    const text = xmlOf(fullReport());
    expect(await faultsOf(text.replace('<failure ', '<failed ').replace('</failure>', '</failed>'))).not.toEqual([]);
    expect(await faultsOf(text.replace(' classname=', ' class='))).not.toEqual([]);
    expect(await faultsOf(text.replace('&apos;', '\0'))).not.toEqual([]);
  });

  test('holds any text', async () => {
    expect(await faultsOf(...hostileTexts.map((text) => xmlOf(hostileReport(text))))).toEqual([]);
    expect(xmlOf(hostileReport(']]><x/>&amp;&#0;"\''))).toContain('<testsuite name="]]&gt;&lt;x/&gt;&amp;amp;&amp;#0;&quot;&apos;"');
    const controls = xmlOf(hostileReport('\u001b[2J\0\ufffe\ud800'));
    expect(controls).toContain('\\x1b[2J\\x00\\ufffe\\ud800');
    expect(controls).not.toMatch(/[\0-\x09\x0b-\x1f\ufffe\ud800]/);
  });

  test('without a finding has a test that passes', () => {
    expect(xmlOf(report())).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="leaklint" tests="1" failures="0" errors="0">
  <testsuite name="leaklint" tests="1" failures="0" errors="0" skipped="0">
    <testcase name="no secrets found" classname="leaklint"/>
  </testsuite>
</testsuites>
`);
  });
});

describe('tests', () => {
  test('golden', () => {
    const findings = [finding({ frame: [] }), finding({ path: 'a.ts', status: { kind: 'suppressed', by: 'inline', reason: 'a test' } }), finding({ path: 'a.ts', status: { kind: 'baseline' }, start: { line: 20, column: 1 } })];
    expect(xmlOf(report({ findings, problems: [{ path: 'b.bin', code: 'too-large', message: 'too large' }] }))).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="leaklint" tests="4" failures="1" errors="1">
        <testsuite name="src/config/client.ts" tests="1" failures="1" errors="0" skipped="0">
          <testcase name="qodryx-live-key at 12:12" classname="src/config/client.ts">
            <failure type="critical" message="QODRYX live API key (QODRYX)">critical  QODRYX live API key  qodryx-live-key
        src/config/client.ts:12:12
        secret: qx_live_…(40)
        risk: Full use of the production API with the key&apos;s scopes.
      What to do now
        1. Create a replacement key with the same scopes under Dashboard → Settings → API Keys.
        2. Deploy it, then revoke the leaked key in the same place.</failure>
          </testcase>
        </testsuite>
        <testsuite name="a.ts" tests="2" failures="0" errors="0" skipped="2">
          <testcase name="qodryx-live-key at 12:12" classname="a.ts">
            <skipped>a test</skipped>
          </testcase>
          <testcase name="qodryx-live-key at 20:1" classname="a.ts">
            <skipped>baseline</skipped>
          </testcase>
        </testsuite>
        <testsuite name="b.bin" tests="1" failures="0" errors="1" skipped="0">
          <testcase name="not scanned: too-large" classname="b.bin">
            <error type="too-large" message="too large"></error>
          </testcase>
        </testsuite>
      </testsuites>
      "
    `);
  });

  test('are one for each finding and problem, counted, of which public ones are none', () => {
    const text = xmlOf(fullReport());
    expect(text).toContain('<testsuites name="leaklint" tests="7" failures="3" errors="1">');
    expect(text).not.toContain('public/app.js');
    for (const [element, count] of [['testcase', 7], ['failure', 3], ['error', 1], ['skipped', 3]] as const) {
      expect(text.split(`</${element}>`).length - 1, element).toBe(count);
    }
  });

  test('have names of their own, also where only the commit differs', () => {
    const origin = (commit: string) => ({ kind: 'commit', commit: commit.repeat(40), author: '', date: '', inHead: false }) as const;
    const findings = [finding(), finding({ start: { line: 12, column: 60 } }), finding({ origin: origin('a') }), finding({ origin: origin('b') })];
    const names = Array.from(xmlOf(report({ findings })).matchAll(/<testcase name="([^"]*)"/g), ([, name]) => name);
    expect(new Set(names).size).toBe(4);
  });

  test('of one file are one suite, wherever they stand in the report', () => {
    const findings = [finding({ path: 'a' }), finding({ path: 'b' }), finding({ path: 'a', start: { line: 13, column: 1 } })];
    expect(Array.from(xmlOf(report({ findings })).matchAll(/<testsuite name="([^"]*)" tests="(\d)"/g), ([, name, tests]) => [name, tests])).toEqual([['a', '2'], ['b', '1']]);
  });
});
