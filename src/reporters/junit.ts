// The report as JUnit XML, for what shows test results: a finding is a test that failed, an accepted one a test that was skipped,
// an input that was not scanned a test with an error. Such files are kept: no secret even with `showSecrets`, and what was made
// to be public fails no test.
import { numbered } from './rotation.ts';
import type { Reporter } from './reporter.ts';
import { sourcePlace } from './source-place.ts';
import { createStyle } from './style.ts';
import { findingLines } from './text-finding.ts';
import { escapeXml } from './xml.ts';
import type { Finding, Problem } from '../types.ts';

interface TestCase {
  /** The suite, and the class of the test. */
  readonly path: string;
  readonly name: string;
  readonly outcome: 'passed' | 'failure' | 'error' | 'skipped';
  /** Of the element in it. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly lines?: readonly string[];
}

/** A suite for each file. There is always a test: a file without one is an error to some readers. */
export const junit: Reporter = ({ findings, problems }) => {
  const cases = [...findings.filter(({ exposure }) => exposure !== 'public').map(findingCase), ...problems.map(problemCase)];
  const all = cases.length > 0 ? cases : [{ path: 'leaklint', name: 'no secrets found', outcome: 'passed' } as const];
  const suites = new Map<string, TestCase[]>();
  for (const one of all) {
    const suite = suites.get(one.path);
    if (suite === undefined) suites.set(one.path, [one]);
    else suite.push(one);
  }
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'leaklint', ...countsOf(all) })}>`,
    ...[...suites].flatMap(([path, inIt]) => [
      `  <testsuite${attributes({ name: path, ...countsOf(inIt), skipped: count(inIt, 'skipped') })}>`,
      ...inIt.flatMap(caseLines),
      '  </testsuite>',
    ]),
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
};

// Some readers show one test of a name only: place and commit make it unique.
function findingCase(finding: Finding): TestCase {
  const { rule, origin, severity, status } = finding;
  const { path, line, column } = sourcePlace(finding);
  const version = origin.kind === 'commit' ? ` in ${origin.commit.slice(0, 12)}` : '';
  const name = `${rule.id} at ${line}:${column}${version}`;
  if (status.kind !== 'new') return { path, name, outcome: 'skipped', lines: [status.reason ?? status.kind] };
  const { rotate } = rule.provider;
  const steps = rotate.length === 0 ? [] : ['What to do now', ...numbered(rotate).map((step) => `  ${step}`)];
  return {
    path,
    name,
    outcome: 'failure',
    attributes: { type: severity, message: `${rule.title} (${rule.provider.name})` },
    lines: [...findingLines(finding, createStyle(false), false), ...steps],
  };
}

function problemCase({ path, code, message }: Problem): TestCase {
  return { path, name: `not scanned: ${code}`, outcome: 'error', attributes: { type: code, message } };
}

function caseLines({ path, name, outcome, attributes: inner = {}, lines = [] }: TestCase): readonly string[] {
  const start = `    <testcase${attributes({ name, classname: path })}`;
  if (outcome === 'passed') return [`${start}/>`];
  const text = lines.map(escapeXml).join('\n');
  return [`${start}>`, `      <${outcome}${attributes(inner)}>${text}</${outcome}>`, '    </testcase>'];
}

function countsOf(cases: readonly TestCase[]): Readonly<Record<string, string>> {
  return { tests: `${cases.length}`, failures: count(cases, 'failure'), errors: count(cases, 'error') };
}

function count(cases: readonly TestCase[], outcome: TestCase['outcome']): string {
  return `${cases.filter((one) => one.outcome === outcome).length}`;
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values).map(([name, value]) => ` ${name}="${escapeXml(value)}"`).join('');
}
