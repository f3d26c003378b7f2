// The pure parts: syntax, decoding, exclusion, project root, standard input.
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import picomatch from 'picomatch';
import { expect, test } from 'vitest';
import { decodeBytes } from '../../src/sources/decode.ts';
import { createExclusion, loadLeaklintignore } from '../../src/sources/exclude.ts';
import { findProjectRoot } from '../../src/sources/project-root.ts';
import { createStdinSource } from '../../src/sources/stdin.ts';
import { syntaxOf } from '../../src/sources/syntax.ts';
import type { SourceItem } from '../../src/types.ts';
import { createFolder, writeTree } from '../support/repo-tree.ts';

const minified = `!function(){${'a=b+c;'.repeat(300)}}();`;
const LINE = `${'a'.repeat(299)}\n`;
const readable = 'const a = 1;\n'.repeat(300);

test.each([
  ['code', 'src/a.ts'], ['code', 'A.JS'], ['code', 'x.vue'], ['code', 'x.sql'], ['code', 'deploy.sh'], ['code', '.bashrc'],
  ['env', '.env'], ['env', 'a/.env.production'], ['env', 'prod.env'], ['env', '.envrc'], ['env', '.env-local'],
  ['config', '.environment'], ['config', 'a.yml'], ['config', 'x.toml'], ['config', 'Dockerfile'], ['config', 'Dockerfile.prod'],
  ['config', 'package.json'], ['config', 'tsconfig.build.json'], ['config', 'appsettings.Development.json'], ['config', '.npmrc'],
  ['config', '.netrc'], ['config', '.aws/credentials'], ['config', 'main.tf'], ['config', 'x.properties'],
  ['data', 'x.json'], ['data', 'x.csv'], ['data', 'n.ipynb'], ['data', 'bundle.js.map'], ['data', 'key.pem'], ['data', 'x.unknown'],
  ['data', 'noextension'], ['lock', 'package-lock.json'], ['lock', 'yarn.lock'], ['lock', 'a/pnpm-lock.yaml'], ['lock', 'go.sum'],
  ['markup', 'index.html'], ['markup', 'x.svg'], ['prose', 'README'], ['prose', 'docs/a.md'], ['prose', 'x.rst'], ['minified', 'jquery.min.js'],
  ['minified', 'x.min.css'], ['minified', 'x-min.js'],
] as const)('%s: %s', (syntax, path) => {
  expect(syntaxOf(path, Buffer.from('x'))).toBe(syntax);
});

test.each([
  ['minified', 'app.js', minified], ['minified', 'app.js', `/*! licence\n * of many\n */\n${minified.repeat(20)}`],
  ['minified', 'app.js', LINE.repeat(10).replace(/\n$/, 'a')], ['code', 'app.js', LINE.repeat(10)],
  ['minified', 'app.css', `a{b:c}`.repeat(900_000)], ['code', 'app.js', readable], ['code', 'app.ts', minified],
  ['code', 'short.js', 'a=1;'.repeat(100)], ['code', 'image.js', `${readable}const i = "${'A'.repeat(4000)}";\n${readable}`],
  ['code', 'run', '#!/usr/bin/env node\n'], ['data', 'run', 'text'],
] as const)('%s by content: %s', (syntax, path, text) => {
  expect(syntaxOf(path, Buffer.from(text))).toBe(syntax);
});

test('UTF-16 of any text, in both orders, across chunks, is that text', () => {
  const roundTrip = (text: string): void => {
    const little = Buffer.from(`\uFEFF${text}`, 'utf16le');
    expect(decodeBytes(little).toString()).toBe(text);
    expect(decodeBytes(Buffer.from(little).swap16()).toString()).toBe(text);
  };
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), roundTrip));
  roundTrip(`x${'𝒳'.repeat(600_000)}`);
  expect(decodeBytes(Buffer.from([0xff, 0xfe, 0x61, 0, 0x62])).toString()).toMatch(/^a/);
  expect(decodeBytes(Buffer.from([0xfe, 0xff, 0, 0x61, 0x62])).toString()).toMatch(/^a/);
  const plain = Buffer.from('plain');
  expect(decodeBytes(plain)).toBe(plain);
});

test.each([
  ['dist', 'dist/a.js', true], ['dist/', 'dist/a/b.js', true], ['dist/**', 'dist/a.js', true], ['dist/**', 'dist/', true],
  ['dist/*.js', 'dist/', false], ['**/*.snap', 'a/.b/c.snap', true], ['*.snap', 'a/c.snap', false], ['./dist', 'dist/a', true],
  ['app/(auth)/**', 'app/(auth)/x', true], ['a+b', 'a+b', true], ['{a,b}/**', 'b/c', true], ['app/[[]id]', 'app/[id]', true],
  ['**/new*', 'a/new\nline', true], ['a/**/z', 'a/b\n/z', true], ['Dist', 'dist/a', false],
] as const)('exclude %j: %j is left out: %s', (glob, path, expected) => {
  expect(createExclusion({ exclude: [glob] })(path)).toBe(expected);
});

test('include, exclude and .leaklintignore together', () => {
  const root = createFolder();
  writeTree(root, { '.leaklintignore': '\uFEFF# mine\nfixtures/\n!fixtures/no\n*.txt\n!keep.txt\n/top\n' });
  const isExcluded = createExclusion({ ignoreText: loadLeaklintignore(root), include: ['src/**', '*.txt', 'top', 'a/top'], exclude: ['src/gen'] });
  const left = ['src/a.ts', 'src/gen/a.ts', 'other.ts', 'src/fixtures/no', 'a.txt', 'keep.txt', 'top', 'a/top', '../x.ts'].filter((path) => !isExcluded(path));
  expect(left).toEqual(['src/a.ts', 'keep.txt', 'a/top', '../x.ts']);
  expect([isExcluded('src/'), isExcluded('lib/'), isExcluded('fixtures/'), isExcluded('')]).toEqual([false, false, true, false]);
  expect(createExclusion({})('anything')).toBe(false);
  expect(loadLeaklintignore(createFolder())).toBeUndefined();
});

test('far below an excluded folder everything is excluded, far below others nothing', () => {
  const deep = `${'a/'.repeat(80)}x.js`;
  for (const options of [{ exclude: ['dist', '**/x.js'] }, { ignoreText: 'dist/\nx.js\n' }]) {
    expect([createExclusion(options)(`dist/${deep}`), createExclusion(options)(deep)]).toEqual([true, false]);
  }
  expect(createExclusion({ include: ['**/*.ts'] })(deep)).toBe(false);
});

test('a .leaklintignore that is a link or a folder is none', () => {
  const [root, other] = [createFolder(), createFolder()];
  writeTree(root, { target: '*' });
  symlinkSync('target', join(root, '.leaklintignore'));
  mkdirSync(join(other, '.leaklintignore'));
  expect([loadLeaklintignore(root), loadLeaklintignore(other)]).toEqual([undefined, undefined]);
});

test.each(['**/*a*a*a*z', '**/a/**/b/**/c/**/d/**', '*/*/*/*/*', '{a,a}'.repeat(7), '{a,{b,c}}', '!a', '+(a|aa)b'])('the glob %s is refused', (glob) => {
  expect(() => createExclusion({ exclude: [glob] })).toThrow(expect.objectContaining({ code: 'GLOB_REFUSED' }));
  expect(() => createExclusion({ include: [glob] })).toThrow(expect.objectContaining({ code: 'GLOB_REFUSED' }));
});

test('a .leaklintignore that could hang is refused', () => {
  expect(() => createExclusion({ ignoreText: 'ok\n**/a/**/b/**/c/**/d\n' })).toThrow(expect.objectContaining({ code: 'PATTERN_TOO_COMPLEX' }));
});

test('the worst globs that are let through take no time on the worst paths', () => {
  const globs = [
    '**/a*a*z', '**/*a*/*a', '*a*/*a*z', '*a*/**/*a', '**/*a*/**', '**/a/**/a/**/a/**/z', '**/*/*/a*z', '(a+)+$',
    '{a,aa}{a,aa}{a,aa}{a,aa}{a,aa}{a,aa}z', '{*a,*a}/**/{a,aa}*z',
  ];
  const names = ['a'.repeat(250), `${'a/'.repeat(49)}y`, `${`${'a'.repeat(250)}/`.repeat(15)}y`, `${'a'.repeat(250)}/${'a'.repeat(250)}/b`];
  const start = performance.now();
  const exclusions = [...globs.map((glob) => ({ exclude: [glob] })), { ignoreText: '**/a/**/a/**/z\n*a*a*a*a*a*z' }].map(createExclusion);
  for (const isExcluded of exclusions) for (const name of names) isExcluded(name);
  expect(performance.now() - start).toBeLessThan(5_000);
});

test('globs without groups mean what they mean to picomatch', () => {
  const glob = fc.array(fc.constantFrom('a', 'b', '*', '?', '/', '[ab]', '.', '{a,b}', '-'), { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
  const path = fc.array(fc.constantFrom('a', 'b', '.a', 'ab', 'a-b'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
  fc.assert(
    fc.property(glob, path, (pattern, name) => {
      fc.pre(!/^\.?\/|\/$|\/\/|\*\*|\*.*\*.*\*|\.\./.test(pattern));
      expect(createExclusion({ include: [pattern] })(name)).toBe(!picomatch(pattern, { dot: true })(name));
    }),
  );
});

test('project root: work tree, then config, then current directory, then the folder itself', () => {
  const outer = createFolder();
  writeTree(outer, {
    'repo/.git': 'gitdir: x', 'repo/pkg/leaklint.config.json': '{}', 'repo/pkg/src/a.js': '',
    'conf/leaklint.config.toml': '', 'conf/src/b.js': '', 'plain/src/c.js': '',
  });
  const root = (path: string, cwd: string): string => findProjectRoot(path, join(outer, cwd)).slice(outer.length + 1);
  expect(root('pkg/src/a.js', 'repo')).toBe('repo');
  expect(root('.', 'repo/pkg/src')).toBe('repo');
  expect(root('../repo', 'plain')).toBe('repo');
  expect(root('src', 'conf')).toBe('conf');
  expect(root('b.js', 'conf/src')).toBe('conf');
  expect(root('src/c.js', 'plain')).toBe('plain');
  expect(root('src/**/*.js', 'plain')).toBe('plain');
  expect(root('../plain/src/c.js', 'conf')).toBe('plain/src');
  expect(root('../plain/src', 'conf')).toBe('plain/src');
  expect(root('../plain/src/**/nowhere', 'conf')).toBe('plain/src');
  expect(root('missing', 'plain')).toBe('plain');
});

async function readStdin(chunks: readonly (Buffer | Error)[], filename?: string, limit = 100): Promise<SourceItem[]> {
  async function* produce(): AsyncGenerator<Buffer> {
    for (const chunk of chunks) {
      if (chunk instanceof Error) throw chunk;
      yield chunk;
    }
  }
  const items: SourceItem[] = [];
  for await (const item of createStdinSource(Readable.from(produce()), filename, limit)) items.push(item);
  return items;
}

test('standard input is one blob under its given name', async () => {
  expect(await readStdin([Buffer.from('\uFEFFA=1'), Buffer.from('\n')], 'a/.env')).toEqual([
    { kind: 'blob', blob: { bytes: Buffer.from('A=1\n'), marked: true, syntax: 'env', path: 'a/.env', origin: { kind: 'stdin' } } },
  ]);
  expect(await readStdin([])).toMatchObject([{ kind: 'blob', blob: { path: 'stdin' } }]);
  expect(await readStdin([Buffer.from([0, 1])])).toEqual([{ kind: 'skipped', path: 'stdin', reason: 'binary' }]);
  expect(await readStdin([Buffer.alloc(60, 97), Buffer.alloc(41, 97)])).toEqual([
    { kind: 'problem', problem: { path: 'stdin', code: 'too-large', message: 'larger than the limit of 100 bytes (--max-file-size)' } },
  ]);
  expect(await readStdin([Buffer.from('x'), new Error('/secret/path')])).toEqual([
    { kind: 'problem', problem: { path: 'stdin', code: 'unreadable', message: 'it could not be read (UNKNOWN)' } },
  ]);
});
