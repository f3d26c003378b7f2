// Findings of a build output in every format: the reader is sent to the source, and told what ships it.
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { csv } from '../../src/reporters/csv.ts';
import { github } from '../../src/reporters/github.ts';
import { gitlab } from '../../src/reporters/gitlab.ts';
import { reporters } from '../../src/reporters/index.ts';
import { junit } from '../../src/reporters/junit.ts';
import { markdown } from '../../src/reporters/markdown.ts';
import { text } from '../../src/reporters/text.ts';
import { bundleReport, plain, token } from './factory.ts';
import { hostileTexts } from './hostile.ts';
import { isSarif, run } from './sarif-log.ts';

const PLACES = ['src/pay.ts:15:44', 'src/admin.ts:2:49', 'src/notes.ts:3:4', 'dist/index.html:1:730'];
const SHIPPED = 'from the variable VITE_HOOK_SECRET, shipped in dist/assets/index-a1B2c3D4.js:1:730 and 2 more files';

test('text', () => {
  const lines = text(bundleReport(), plain).split('\n').filter((one) => /^ {2}\S+:\d+:\d+/.test(one));
  expect(lines).toEqual([
    '  src/pay.ts:15:44  shipped in dist/assets/index-a1B2c3D4.js:1:730',
    `  src/admin.ts:2:49  ${SHIPPED}`,
    '  src/notes.ts:3:4  shipped in dist/assets/index-a1B2c3D4.js.map:1:1',
    '  dist/index.html:1:730',
  ]);
});

test('text shows the line of the source where it is known, else what is shipped', () => {
  const frames = text(bundleReport(), plain).split('\n').filter((one) => one.startsWith('  >'));
  expect(frames.map((one) => one.slice(0, 12))).toEqual(['  > 15 │   k', '  > 1 │   ap', '  > 1 │   ap']);
});

test('github annotates the source', () => {
  const lines = github(bundleReport(), plain).trimEnd().split('\n');
  expect(lines.map((one) => /^::error (file=.*),title=.*?::[^%]*%0A([^%]*)/.exec(one)?.slice(1))).toEqual([
    ['file=src/pay.ts,line=15,endLine=15,col=44', 'shipped in dist/assets/index-a1B2c3D4.js:1:730'],
    ['file=src/admin.ts,line=2,endLine=2,col=49', SHIPPED],
    ['file=src/notes.ts,line=3,endLine=3,col=4', 'shipped in dist/assets/index-a1B2c3D4.js.map:1:1'],
    ['file=dist/index.html,line=1,endLine=1,col=730,endColumn=770', "Full use of the production API with the key's scopes."],
  ]);
});

test('gitlab has the source as its place', () => {
  interface Vulnerability {
    readonly id: string;
    readonly description: string;
    readonly location: { readonly file: string; readonly start_line: number; readonly end_line: number };
  }
  const { vulnerabilities } = JSON.parse(gitlab(bundleReport(), plain)) as { readonly vulnerabilities: readonly Vulnerability[] };
  expect(vulnerabilities.map(({ location: { file, start_line: from, end_line: to } }) => [file, from, to])).toEqual([
    ['src/pay.ts', 15, 15], ['src/admin.ts', 2, 2], ['src/notes.ts', 3, 3], ['dist/index.html', 1, 1],
  ]);
  expect(vulnerabilities[1]?.description.replaceAll('\\', '')).toContain(` F${SHIPPED.slice(1)}.`);
  expect(vulnerabilities[3]?.description).not.toContain('hipped');
  expect(vulnerabilities[0]?.id).toMatch(/:15:44$/);
});

test('junit has a suite for the source', () => {
  const lines = junit(bundleReport(), plain).split('\n');
  expect(lines.filter((one) => one.includes('<testsuite ')).map((one) => / name="([^"]*)"/.exec(one)?.[1])).toEqual(['src/pay.ts', 'src/admin.ts', 'src/notes.ts', 'dist/index.html']);
  expect(lines.filter((one) => one.includes('<testcase')).map((one) => / name="([^"]*)"/.exec(one)?.[1])).toEqual(PLACES.map((place) => `qodryx-live-key at ${place.replace(/^[^:]*:/, '')}`));
  expect(lines.join('\n')).toContain(SHIPPED);
});

test('csv has columns for it', () => {
  const rows = parse(csv(bundleReport(), plain), { columns: true }) as readonly Record<string, string>[];
  expect(rows.map(({ path, startLine, originalPath, originalLine, originalColumn, variable }) => [path, startLine, originalPath, originalLine, originalColumn, variable])).toEqual([
    ['dist/assets/index-a1B2c3D4.js', '1', 'src/pay.ts', '15', '44', ''],
    ['dist/assets/index-a1B2c3D4.js', '1', 'src/admin.ts', '2', '49', 'VITE_HOOK_SECRET'],
    ['dist/assets/index-a1B2c3D4.js.map', '1', 'src/notes.ts', '3', '4', ''],
    ['dist/index.html', '1', '', '', '', ''],
  ]);
});

test('markdown has it in the cell of the place', () => {
  const cells = markdown(bundleReport(), plain).split('\n').filter((one) => one.startsWith('| critical')).map((one) => one.split(' | ').at(-1));
  expect(cells).toEqual([
    '`src/pay.ts:15:44`<br>`shipped in dist/assets/index-a1B2c3D4.js:1:730` |',
    `\`src/admin.ts:2:49\`<br>\`${SHIPPED}\` |`,
    '`src/notes.ts:3:4`<br>`shipped in dist/assets/index-a1B2c3D4.js.map:1:1` |',
    '`dist/index.html:1:730` |',
  ]);
});

test('sarif goes from the source to the file that ships it', () => {
  const { results = [], automationDetails } = run(bundleReport());
  expect(automationDetails?.id).toBe('leaklint/bundle/');
  const steps = results.map(({ codeFlows = [] }) =>
    codeFlows.flatMap(({ threadFlows }) => threadFlows[0]?.locations ?? []).map(({ location }) => {
      const { artifactLocation, region } = location?.physicalLocation ?? {};
      return `${artifactLocation?.uri}:${region?.startLine}:${region?.startColumn}`;
    }),
  );
  expect(steps).toEqual([
    ['src/pay.ts:15:44', 'dist/assets/index-a1B2c3D4.js:1:730'],
    ['src/admin.ts:2:49', 'dist/assets/index-a1B2c3D4.js:1:730'],
    ['src/notes.ts:3:4', 'dist/assets/index-a1B2c3D4.js.map:1:1'],
    [],
  ]);
  expect(results.map(({ locations = [] }) => locations[0]?.physicalLocation?.artifactLocation?.uri)).toEqual([
    'dist/assets/index-a1B2c3D4.js', 'dist/assets/index-a1B2c3D4.js', 'dist/assets/index-a1B2c3D4.js.map', 'dist/index.html',
  ]);
  expect(results[1]?.message.text).toContain('It comes from src/admin.ts, line 2, where the variable VITE_HOOK_SECRET is read.');
  expect(isSarif({ version: '2.1.0', runs: [run(bundleReport())] }), JSON.stringify(isSarif.errors)).toBe(true);
});

test.each(Object.entries(reporters))('%s holds no secret, and no control character of a stranger', (name, reporter) => {
  for (const hostile of hostileTexts) {
    const output = reporter(bundleReport(hostile), plain);
    expect(output).not.toContain(token('a1B2'));
    expect(output).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    if (name !== 'csv') expect(output).not.toMatch(/\n(?:::stop-commands|::error file=x)/);
  }
});
