import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultConfig } from '../../src/config/config.ts';
import { configNames } from '../../src/data/config-names.ts';
import { failure, load, project } from './project.ts';

const onPosix = it.skipIf(process.platform === 'win32');

describe('finding', () => {
  it('gives the defaults without a file', () => {
    expect(load(project({}))).toEqual(defaultConfig);
    expect(defaultConfig).toMatchObject({ failOn: 'medium', minConfidence: 'medium', maxFileSize: 104_857_600, salt: 'leaklint' });
  });

  it.each([
    ['json', '{"failOn": "high", "maxFileSize": "512KB"}'],
    ['jsonc', '{"failOn": "high", /* small */ "maxFileSize": 524288,}'],
    ['yaml', 'failOn: high\nmaxFileSize: 0.5 MB\n'],
    ['yml', 'failOn: high\nmaxFileSize: 512kb\n'],
    ['toml', 'failOn = "high"\nmaxFileSize = "512KB"\n'],
  ])('reads leaklint.config.%s', (extension, text) => {
    const name = `leaklint.config.${extension}`;
    expect(configNames).toContain(name);
    const root = project({ [name]: text });
    expect(load(root)).toEqual({ ...defaultConfig, path: name, files: [join(root, name)], failOn: 'high', maxFileSize: 524_288 });
  });

  it('refuses two in the same folder and names them', () => {
    const root = project({ 'leaklint.config.toml': '', 'leaklint.config.json': '{}', 'leaklint.config.js': 'throw 1' });
    expect(failure(root)).toMatch(/^CONFIG_AMBIGUOUS .*: leaklint\.config\.json, leaklint\.config\.toml \(/);
    expect(load(root, 'leaklint.config.toml').path).toBe('leaklint.config.toml');
  });

  it('never looks at code', () => {
    const root = project({ 'leaklint.config.js': 'throw 1', 'leaklint.config.mjs': 'throw 1', '.leaklintrc.js': 'throw 1', 'package.json': { leaklint: { failOn: 'low' } } });
    expect(load(root)).toEqual(defaultConfig);
    expect(failure(root, 'leaklint.config.js')).toMatch(/^DATA_FORMAT leaklint\.config\.js: not a data file/);
  });

  it.each([
    ['leaklint.config.yml', ''],
    ['leaklint.config.yml', '# nothing yet\n'],
    ['leaklint.config.toml', ''],
    ['leaklint.config.json', '{}'],
  ])('takes an empty %s %j for no settings', (name, text) => {
    const root = project({ [name]: text });
    expect(load(root)).toEqual({ ...defaultConfig, path: name, files: [join(root, name)] });
  });

  it('--config: a missing file, a folder, and a file outside with what it extends', () => {
    const root = project({ '../shared/a.yml': 'extends: ./b.yml\nfailOn: low\n', '../shared/b.yml': 'salt: s\n', 'sub/x.yml': '' });
    expect(failure(root, 'no.yml')).toBe('CONFIG_NOT_FOUND no.yml: the configuration does not exist (check the path given by --config)');
    expect(failure(root, 'sub')).toMatch(/^CONFIG_REFUSED sub: the configuration is not a file/);
    const config = load(root, '../shared/a.yml');
    expect(config).toMatchObject({ failOn: 'low', salt: 's' });
    expect(config.path).toMatch(/\/shared\/a\.yml$/);
  });
});

describe('extends', () => {
  it('resolves files and packages from the folder of the file, later over earlier', () => {
    const root = project({
      'leaklint.config.yml': 'extends: ["@acme/config", ./conf/base.yml, plain/strict.json]\nexclude: [own/**]\nrules: {b: low}\n',
      'conf/base.yml': 'extends: ../more.json\nexclude: [base/**]\nfailOn: low\npacks: [./rules.yml]\nrules: {b: "off", a: "off"}\n',
      'conf/rules.yml': 'x',
      'more.json': { exclude: ['more/**'], salt: 'more', rules: { c: 'high' } },
      'node_modules/@acme/config/leaklint.config.json': { exclude: ['acme/**'], failOn: 'critical', salt: 'acme', packs: ['./r.yml'] },
      'node_modules/@acme/config/r.yml': 'x',
      'node_modules/plain/strict.json': { exclude: ['plain/**'], minConfidence: 'low' },
    });
    const config = load(root);
    expect(config.exclude).toEqual(['acme/**', 'more/**', 'base/**', 'plain/**', 'own/**']);
    expect(config).toMatchObject({ failOn: 'low', salt: 'more', minConfidence: 'low', path: 'leaklint.config.yml' });
    expect([...config.rules]).toEqual([['c', 'high'], ['a', 'off'], ['b', 'low']]);
    const at = (path: string): string => join(root, path);
    expect(config.packs).toEqual(['node_modules/@acme/config/r.yml', 'conf/rules.yml'].map(at));
    const files = ['node_modules/@acme/config/leaklint.config.json', 'more.json', 'conf/base.yml', 'node_modules/plain/strict.json', 'leaklint.config.yml'];
    expect(config.files).toEqual(files.map(at));
  });

  it('looks for packages upward, as far as the root', () => {
    const files = { 'a/b.json': { extends: 'pkg/c.json' }, 'leaklint.config.json': { extends: './a/b.json' } };
    expect(load(project({ ...files, 'node_modules/pkg/c.json': { salt: 'up' } })).salt).toBe('up');
    expect(load(project({ ...files, 'a/node_modules/pkg/c.json': { salt: 'near' }, 'node_modules/pkg/c.json': { salt: 'up' } })).salt).toBe('near');
    expect(failure(project({ ...files, '../node_modules/pkg/c.json': { salt: 'out' } }))).toMatch(
      /^CONFIG_REFUSED a\/b\.json:1:12: extends "pkg\/c\.json" is not an installed package of this project/,
    );
  });

  const refused: readonly (readonly [string, string])[] = [
    ['../../etc/passwd', 'is not a data file'],
    ['../outside.json', 'lies outside the project'],
    ['./sub/../../outside.json', 'lies outside the project'],
    ['../does-not-exist.json', 'lies outside the project'],
    ['/etc/x.json', 'is an absolute path'],
    ['C:\\x.json', 'is an absolute path'],
    ['\\\\host\\x.json', 'is an absolute path'],
    ['https://example.com/x.json', 'is a URL, and nothing is fetched'],
    ['file:///etc/x.json', 'is a URL, and nothing is fetched'],
    ['./code.js', 'is not a data file (.json, .jsonc, .yaml, .yml, .toml); code is never run'],
    ['pkg/code.js', 'is not a data file'],
    ['pkg/code.mjs', 'is not a data file'],
    ['pkg/../../../outside.json', 'leaves its package'],
    ['pkg', 'is not an installed package of this project'],
    ['base.json', 'is not an installed package of this project; a file beside this one is written ./…'],
    ['..', 'is neither a relative path (./…) nor a package'],
    ['./folder.json', 'is not a file'],
    ['./missing.json', 'does not exist'],
    ['./nul\0.json', 'cannot be read'],
    ['./huge.json', 'is larger than 256 KB'],
    ['./latin.json', 'is not UTF-8 text'],
  ];
  it.each(refused)('refuses %j', (specifier, message) => {
    const root = project({
      'leaklint.config.json': { extends: ['./fine.json', specifier] },
      'fine.json': {},
      'base.json': {},
      'code.js': 'throw new Error("executed")',
      'node_modules/pkg/code.js': 'throw new Error("executed")',
      'node_modules/pkg/code.mjs': 'throw new Error("executed")',
      'node_modules/pkg/package.json': { main: 'code.js' },
      'huge.json': `{"salt": "${'x'.repeat(300_000)}"}`,
      '../outside.json': { salt: 'stolen' },
    });
    mkdirSync(join(root, 'folder.json'));
    writeFileSync(join(root, 'latin.json'), Buffer.from([0x7b, 0x22, 0xe9, 0x22, 0x3a, 0x31, 0x7d]));
    const text = failure(root);
    expect(text.startsWith('CONFIG_REFUSED leaklint.config.json:1:27: extends "')).toBe(true);
    expect(text).toContain(message);
    expect(text).not.toContain('stolen');
  });

  onPosix('refuses symbolic links that lead outside, and pipes', () => {
    const outside = { '../outside.json': { salt: 'stolen' }, '../pkg/c.json': { salt: 'stolen' } };
    const viaFile = project({ ...outside, 'leaklint.config.json': { extends: './link.json' } });
    symlinkSync('../outside.json', join(viaFile, 'link.json'));
    expect(failure(viaFile)).toContain('extends "./link.json" lies outside the project');

    const viaPackage = project({ ...outside, 'leaklint.config.json': { extends: 'pkg/c.json' }, 'node_modules/x': '' });
    symlinkSync('../../pkg', join(viaPackage, 'node_modules/pkg'));
    expect(failure(viaPackage)).toContain('extends "pkg/c.json" lies outside the project');

    const itself = project(outside);
    symlinkSync('../outside.json', join(itself, 'leaklint.config.json'));
    expect(failure(itself)).toMatch(/^CONFIG_REFUSED leaklint\.config\.json: the configuration lies outside the project/);

    const dangling = project({});
    symlinkSync('nowhere.json', join(dangling, 'leaklint.config.json'));
    expect(failure(dangling)).toMatch(/^CONFIG_NOT_FOUND leaklint\.config\.json: the configuration does not exist/);

    const pipe = project({});
    execFileSync('mkfifo', [join(pipe, 'leaklint.config.json')]);
    expect(failure(pipe)).toMatch(/^CONFIG_REFUSED leaklint\.config\.json: the configuration is not a file/);
  });

  onPosix('follows symbolic links that stay inside, also those of the root itself', () => {
    const root = project({ 'leaklint.config.json': { extends: 'pkg' }, 'packages/pkg/leaklint.config.json': { extends: './b.json' }, 'packages/pkg/b.json': { salt: 'workspace' }, 'node_modules/x': '' });
    symlinkSync('../packages/pkg', join(root, 'node_modules/pkg'));
    symlinkSync('project', join(root, '../alias'));
    expect(load(join(root, '../alias'))).toMatchObject({ salt: 'workspace', path: 'leaklint.config.json' });
  });

  it('refuses cycles and names the way', () => {
    const root = project({ 'leaklint.config.json': { extends: './a.json' }, 'a.json': { extends: './b.json' }, 'b.json': { extends: ['./c.json', './a.json'] }, 'c.json': {} });
    expect(failure(root)).toBe(
      'CONFIG_CYCLE b.json:1:24: extends itself: leaklint.config.json → a.json → b.json → a.json (remove one of these)',
    );
    expect(failure(project({ 'leaklint.config.json': { extends: './leaklint.config.json' } }))).toMatch(/^CONFIG_CYCLE /);
  });

  it('refuses a few files that stand for billions', () => {
    const names = Array.from({ length: 40 }, (_, index) => `f${index}.json`);
    const files = names.map((name, index) => [name, { extends: index < 39 ? [`./f${index + 1}.json`, `./f${index + 1}.json`] : [] }]);
    const root = project({ ...Object.fromEntries(files), 'leaklint.config.json': { extends: './f0.json' } });
    expect(failure(root)).toContain('more than 64 files are extended');
  });

  it.each([
    ['../rules.yml', 'pack "../rules.yml" lies outside the project'],
    ['rules.yml', 'pack "rules.yml" does not exist'],
    ['.', 'pack "." is not a file'],
  ])('refuses the pack %j', (pack, message) => {
    const root = project({ 'leaklint.config.yml': `salt: x\npacks:\n  - ${pack}\n`, '../rules.yml': 'x' });
    expect(failure(root)).toContain(`CONFIG_REFUSED leaklint.config.yml:3:5: ${message}`);
  });
});

describe('faults', () => {
  it('lists every fault of the file at its place', () => {
    const root = project({
      'leaklint.config.yml': [
        'faliOn: high',
        'failOn: severe',
        'exclude: src/**',
        'rules: {token: of}',
        'allow:',
        '  - reason: " "',
        '    paths: []',
        '  - reason: why',
        '  - {paths: [a], until: soon}',
        '  - {fingerprints: ["v1:xyz"], reason: x}',
        'maxFileSize: 10 parsecs',
        'salt: 5',
      ].join('\n'),
    });
    expect(failure(root)).toBe(
      [
        'CONFIG_INVALID leaklint.config.yml:1:1: unknown key "faliOn" (did you mean "failOn"?)',
        'leaklint.config.yml:2:9: failOn cannot be "severe" (one of: critical, high, medium, low)',
        'leaklint.config.yml:3:10: exclude must be a list, not a string',
        'leaklint.config.yml:4:16: rules.token cannot be "of" (did you mean "off"?)',
        'leaklint.config.yml:6:13: allow[0].reason must look like "sample key from the vendor\'s documentation"',
        'leaklint.config.yml:7:12: allow[0].paths must not be empty',
        'leaklint.config.yml:8:5: allow[1] needs "rules" or "paths" or "fingerprints" or "values"',
        'leaklint.config.yml:9:5: allow[2] needs "reason"',
        'leaklint.config.yml:9:25: allow[2].until must look like "2027-01-01"',
        'leaklint.config.yml:10:21: allow[3].fingerprints[0] must look like "v1:0123456789abcdef0123"',
        'leaklint.config.yml:11:14: maxFileSize must look like "100MB"',
        'leaklint.config.yml:12:7: salt must be a string, not a number',
      ].join('\n'),
    );
  });

  it('then those of meaning', () => {
    const root = project({
      'leaklint.config.toml': 'include = ["!a"]\nexclude = ["ok/**", "C:/x/**"]\nmaxFileSize = "0MB"\n[[allow]]\nreason = "r"\npaths = ["a", "[b"]\nuntil = "2027-02-30"\n',
    });
    expect(failure(root)).toBe(
      [
        'CONFIG_INVALID leaklint.config.toml:1:12: this glob must not be negated (leave out the leading !)',
        'leaklint.config.toml:2:21: this glob must be relative to the project root (such as src/**)',
        'leaklint.config.toml:6:15: this glob has a [ without ] (write \\[ for the character)',
        'leaklint.config.toml:7:9: this day does not exist (YYYY-MM-DD, such as 2027-01-01)',
        'leaklint.config.toml:3:15: this is not a size (such as 100MB, 512KB or a number of bytes)',
      ].join('\n'),
    );
  });

  it.each([
    ['json', '[]', 'CONFIG_INVALID leaklint.config.json:1:1: the file must be a map, not a list'],
    ['json', '"x"', 'CONFIG_INVALID leaklint.config.json:1:1: the file must be a map, not a string'],
    ['json', '', 'DATA_SYNTAX leaklint.config.json:1:1: the file is empty'],
    ['json', '{"salt": "a", "salt": "b"}', 'DATA_SYNTAX leaklint.config.json:1:15: this key stands twice in the same map'],
    ['json', '{"__proto__": {"salt": "polluted"}}', 'CONFIG_INVALID leaklint.config.json:1:2: unknown key "__proto__"'],
    ['json', '{"rules": {"__proto__": {"x": "off"}}}', 'CONFIG_INVALID leaklint.config.json:1:25: rules.__proto__ must be one of'],
    ['yml', `a: ${'['.repeat(90_000)}`, 'DATA_SYNTAX leaklint.config.yml:1:67: nested deeper than 64 levels'],
    ['yml', 'salt: !!js/function "function(){}"', 'DATA_SYNTAX leaklint.config.yml:1:7: tags'],
    ['json', `{"extends": [${'5,'.repeat(60_000)}]}`, 'CONFIG_INVALID leaklint.config.json:1:14: extends[0] must be a string'],
  ])('%s: case %#', (extension, text, expected) => {
    const message = failure(project({ [`leaklint.config.${extension}`]: text }));
    expect(message.slice(0, expected.length)).toBe(expected);
    expect(({} as Record<string, unknown>)['salt']).toBeUndefined();
  });

  it('keeps __proto__ in maps harmless', () => {
    const root = project({ 'leaklint.config.json': '{"rules": {"__proto__": "off"}}' });
    expect([...load(root).rules]).toEqual([['__proto__', 'off']]);
  });

  it('quotes no values', () => {
    const secret = 'qx_live_ABCDEFGHIJKLMNOP';
    const root = project({ 'leaklint.config.json': { allow: [{ values: secret, reason: 5 }], salt: [secret], maxFileSize: secret } });
    expect(failure(root)).not.toContain(secret);
  });
});

it('knows where an allow entry stands', () => {
  const root = project({ 'leaklint.config.yml': 'extends: ./b.yml\nallow:\n  - {paths: [a], reason: own}\n', 'b.yml': 'allow:\n\n  - {paths: [b], reason: base, until: 2027-01-01}\n' });
  expect(load(root).allow).toEqual([
    { paths: ['b'], reason: 'base', until: '2027-01-01', at: { path: 'b.yml', line: 3 } },
    { paths: ['a'], reason: 'own', at: { path: 'leaklint.config.yml', line: 3 } },
  ]);
});
