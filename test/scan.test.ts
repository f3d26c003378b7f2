// Hostile content through the real pipeline, from files on disk to a report: positions, encodings, sizes, names, time.
import { spawnSync } from 'node:child_process';
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defaultConfig } from '../src/config/config.ts';
import { reporters } from '../src/reporters/index.ts';
import { expandExample } from '../src/rule/expand.ts';
import { loadRules } from '../src/rule/load.ts';
import { scan, type ScanOptions } from '../src/scan.ts';
import { createFileSource } from '../src/sources/files.ts';
import type { Report, Source, SourceItem } from '../src/types.ts';
import { plainEnv } from './support/repo-tree.ts';
import { builtinRules, packText } from './support/rules.ts';
import { createTree } from './support/temp.ts';

const token = expandExample('qx_live_<alnum:32>', 'scan');
const plain = { color: false, showSecrets: false, showPublic: true, quiet: false, sarifSuppressed: false, now: new Date(0) };

function filesOf(root: string, paths: readonly string[] = []): Iterable<SourceItem> {
  const { maxFileSize } = defaultConfig;
  return createFileSource({ cwd: root, env: plainEnv(), root, paths, gitignore: true, maxFileSize, isExcluded: () => false });
}

function scanSource(source: Source, options: Partial<ScanOptions> = {}): Promise<Report> {
  const fixed = { rules: builtinRules, config: defaultConfig, minConfidence: 'medium', today: '2026-07-01', version: '0' } as const;
  return scan({ ...fixed, source, ...options });
}

function scanFiles(files: Readonly<Record<string, string | Uint8Array>>, options: Partial<ScanOptions> = {}): Promise<Report> {
  return scanSource(filesOf(createTree(files)), options);
}

/** `path:line:column-line:column` of every finding. */
function placesOf({ findings }: Report): readonly string[] {
  return findings.map(({ path, start, end }) => `${path}:${start.line}:${start.column}-${end.line}:${end.column}`);
}

const BOM = '\ufeff';
const long = 5_000_000;

const texts: readonly (readonly [what: string, content: string | Uint8Array, place: string])[] = [
  ['alone', token, '1:1-1:41'],
  ['at the end of a line of 5 MB', `${'x '.repeat(long / 2)}${token}`, `1:${long + 1}-1:${long + 41}`],
  ['at the end of 5 MB of short lines', `${'xxxx\n'.repeat(long / 5)}'${token}'`, `${long / 5 + 1}:2-${long / 5 + 1}:42`],
  ['after CRLF', `a\r\nb\r\nkey=${token}\r\n`, '3:5-3:45'],
  ['after CR alone', `a\rkey=${token}\r`, '2:5-2:45'],
  ['between terminal colours', `\u001b[32m${token}\u001b[0m\n`, '1:6-1:46'],
  ['after emoji, which are two UTF-16 units each', `🔑🔑 é ${token}`, '1:8-1:48'],
  ['after a combining sequence', `e\u0301 ${token}`, '1:4-1:44'],
  ['after a UTF-8 byte order mark', `${BOM}${token}\n`, '1:1-1:41'],
  ['in UTF-16LE', Buffer.from(`${BOM}a\nkey 🔑 = ${token}\n`, 'utf16le'), '2:10-2:50'],
  ['in UTF-16BE', Buffer.from(`${BOM}a\nkey 🔑 = ${token}\n`, 'utf16le').swap16(), '2:10-2:50'],
  ['in Latin-1', Buffer.from(`é è ${token}\n`, 'latin1'), '1:5-1:45'],
  ['after invalid UTF-8', Buffer.concat([Buffer.of(0xff, 0xc3, 0x20), Buffer.from(token)]), '1:4-1:44'],
  ['behind a NUL after 8 KB', `${'x'.repeat(9000)}\0\n${token}\n`, '2:1-2:41'],
  ['in the last bytes, without a line end', `\n\n\n${token}`, '4:1-4:41'],
];

test.each(texts)('a token %s has its place', async (_, content, place) => {
  const report = await scanFiles({ 'a.txt': content });
  expect(placesOf(report)).toEqual([`a.txt:${place}`]);
  for (const reporter of Object.values(reporters)) {
    const output = reporter(report, plain);
    expect(output).not.toContain(token.slice(8, 16));
    expect(output).not.toContain('\u001b');
    expect(output.length).toBeLessThan(20_000);
  }
});

test('a NUL in the first 8 KB makes a file binary: counted, not scanned', async () => {
  const { findings, problems, summary } = await scanFiles({ 'a.bin': `${'x'.repeat(8000)}\0${token}` });
  expect({ findings, problems, skipped: summary.skipped }).toEqual({ findings: [], problems: [], skipped: { binary: 1, deleted: 0 } });
});

describe('a file that cannot be read', () => {
  test.skipIf(process.platform === 'win32')('is a problem, and the others are scanned', async () => {
    const root = createTree({ 'a.env': token, 'z.env': token });
    symlinkSync('loop.env', join(root, 'loop.env'));
    const { findings, problems, summary } = await scanSource(filesOf(root, ['z.env', 'loop.env', 'a.env']));
    expect(findings.map(({ path }) => path)).toEqual(['a.env', 'z.env']);
    expect(problems).toEqual([{ path: 'loop.env', code: 'unreadable', message: 'its symbolic links form a loop' }]);
    expect(summary).toMatchObject({ files: 2, incomplete: 1 });
  });

  test('because it vanished while others were scanned is counted as deleted', async () => {
    const root = createTree({ 'a.env': token, 'b.env': token });
    function* vanishing(): Generator<SourceItem> {
      for (const item of filesOf(root)) {
        yield item;
        rmSync(join(root, 'b.env'), { force: true });
      }
    }
    const { findings, problems, summary } = await scanSource(vanishing());
    expect(findings.map(({ path }) => path)).toEqual(['a.env']);
    expect({ problems, files: summary.files, deleted: summary.skipped.deleted }).toEqual({ problems: [], files: 1, deleted: 1 });
  });

  test('because it is a folder is none: what is in it is scanned', async () => {
    expect(placesOf(await scanFiles({ 'a.js/b.js': token, '.env/c': token }))).toEqual(['.env/c:1:1-1:41', 'a.js/b.js:1:1-1:41']);
  });

  test.skipIf(process.platform === 'win32')('because it is a pipe never blocks, named or not', async () => {
    const root = createTree({ 'a.env': token });
    spawnSync('mkfifo', [join(root, 'pipe')]);
    expect((await scanSource(filesOf(root))).summary).toMatchObject({ files: 1, incomplete: 0 });
    expect((await scanSource(filesOf(root, ['pipe', 'a.env']))).problems).toMatchObject([{ path: 'pipe', code: 'not-a-file' }]);
  });
});

const names: readonly string[] = [
  'new\nline.env',
  '\u001b[31mred\u001b]0;title\u0007.env',
  `quo'te"d.env`,
  'back\\slash.env',
  'over\u202eride.env',
  ' spaces .env',
  '%41?#:.env',
  '--flag.env',
  '$(touch x);`y`.env',
];

// Windows has no such names.
describe.skipIf(process.platform === 'win32')('a hostile file name', () => {
  test.each(names)('%j steers no terminal and breaks no format', async (name) => {
    const report = await scanFiles({ [name]: `key=${token}\n` });
    expect(report.findings.map(({ path }) => path)).toEqual([name]);
    const text = reporters.text(report, plain);
    // Every character that is no visible one, the line ends of the report itself aside.
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(text.split('\n')[1]).toMatch(/^ {2}.*\S:1:5$/);
    expect(JSON.parse(reporters.json(report, plain))).toMatchObject({ findings: [{ path: name }] });
    expect(reporters.jsonl(report, plain).trimEnd().split('\n')).toHaveLength(2);
    const uri = encodeURIComponent(name);
    expect(reporters.sarif(report, plain)).toContain(`"uri": "${uri}"`);
    for (const reporter of Object.values(reporters)) expect(reporter(report, plain)).not.toContain('\u001b');
  });

  test('that holds a token is masked in every format, problems and notes included', async () => {
    const report = await scanFiles({ [`a-${token}.env`]: `key=${token}\n`, [`${token}/b.env`]: token });
    expect(report.findings).toHaveLength(2);
    for (const reporter of Object.values(reporters)) {
      expect(reporter(report, plain)).toContain('qx_live_');
      expect(reporter(report, plain)).not.toContain(token.slice(8, 16));
    }
  });
});

describe('time grows with the input, not with its square', () => {
  /** Least of three runs, in milliseconds. */
  async function time(content: string, options: Partial<ScanOptions> = {}): Promise<number> {
    const root = createTree({ 'a.txt': content });
    let least = Infinity;
    for (let run = 0; run < 3; run++) {
      const started = performance.now();
      await scanSource(filesOf(root), options);
      least = Math.min(least, performance.now() - started);
    }
    return least;
  }

  const make = (count: number, separator: string): string =>
    Array.from({ length: count }, (_, index) => expandExample('qx_live_<alnum:32>', String(index))).join(separator);

  const next = ['leaklint', 'disable', 'next', 'line'].join('-');
  const inputs: readonly (readonly [string, (count: number) => string])[] = [
    ['findings on lines of their own', (count) => make(count, '\n')],
    ['findings on one line', (count) => make(count, ' ')],
    ['the same finding again and again', (count) => `${token}\n`.repeat(count)],
    ['suppressed findings', (count) => `// ${next} qodryx-live-key -- reason\n'${token}'\n`.repeat(count)],
    ['unused suppressions on one line', (count) => `/* ${next} */`.repeat(count)],
    ['beginnings of key blocks', (count) => `-----BEGIN ${'RSA PRIVATE'} KEY-----\n`.repeat(count)],
    ['glued copies of a found token', (count) => `'${token}'\n${`x${token}x `.repeat(count)}`],
  ];

  test.each(inputs)('%s', async (_, content) => {
    const small = Math.max(await time(content(800)), 20);
    expect(await time(content(3200))).toBeLessThan(small * 10);
  });

  test('5,000 findings in one file are all there', async () => {
    const report = await scanFiles({ 'a.env': make(5000, '\n') });
    expect(report.findings).toHaveLength(5000);
    expect(new Set(report.findings.map(({ fingerprint }) => fingerprint)).size).toBe(5000);
  });

  test('a rule of the user that is legal and slow is interrupted, and that is a problem', async () => {
    // The gate counts no further than twenty, so it opens; the pattern wants 22 digits and there are 21.
    const pattern = 'acme_[a-z]{0,70}[a-z0-9]{0,70}[a-z_]{0,60}[0-9]{22}!';
    const rules = [...builtinRules, ...loadRules([{ path: 'pack.json', text: packText({ pattern }) }], { builtin: false })];
    const started = performance.now();
    const hostile = `acme_${'a'.repeat(190)}${'7'.repeat(21)}! `.repeat(5000);
    const report = await scanFiles({ 'slow.txt': hostile, 'token.txt': token }, { rules });
    expect(performance.now() - started).toBeLessThan(30_000);
    expect(report.problems).toEqual([
      { path: 'slow.txt', code: 'pattern-overrun', message: 'rule acme-key ran out of time on this file' },
    ]);
    expect(placesOf(report)).toEqual(['token.txt:1:1-1:41']);
  });
});
