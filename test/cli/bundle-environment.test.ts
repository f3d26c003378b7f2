// Values of the environment in a build output: which files are read, and what is told of those that cannot be.
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runHere } from '../support/run-cli.ts';
import { build, password, places, scan } from '../support/shipped.ts';
import { createTree } from '../support/temp.ts';

describe('the environment', () => {
  const app = (files: Readonly<Record<string, string>>): string => createTree({ 'leaklint.config.json': '{}', 'dist/a.js': `f("${password}");\n`, ...files });
  const line = `ADMIN_PASSWORD=${password}\n`;
  const found = ['environment-admin-password dist/a.js'];

  test.each([
    ['beside the output', { '.env.production': line }],
    ['quoted, exported, with a comment', { '.env': `# x\nexport ADMIN_PASSWORD="${password}" # y\n` }],
    ['of Cloudflare', { '.dev.vars': line }],
  ])('is read %s', async (_, files) => {
    expect(places(await scan(app(files)))).toEqual(found);
  });

  test('one that is shipped itself is a finding too', async () => {
    expect(places(await scan(app({ 'dist/.env': line })))).toEqual(['environment-admin-password dist/.env', ...found]);
  });

  test.each([
    ['an example', { '.env.example': line }],
    ['a template', { '.env.template': line }],
    ['a folder called .env', { '.env/vars': line }],
    ['that of another folder', { 'server/.env': line }],
  ])('%s is not', async (_, files) => {
    expect(await scan(app(files))).toMatchObject({ code: 0, findings: [], problems: [] });
  });

  test('--no-env-files leaves it out, --env-file names another', async () => {
    const cwd = app({ '.env': line, 'server/prod.env': `OTHER_SECRET=${password}\n` });
    expect(places(await scan(cwd, ['dist', '--no-env-files']))).toEqual([]);
    expect(places(await scan(cwd, ['dist', '--no-env-files', '--env-file', 'server/prod.env']))).toEqual(['environment-other-secret dist/a.js']);
  });

  test('--process-env looks for what the process has; without it nothing of that is read', async () => {
    const cwd = app({});
    const env = { ADMIN_PASSWORD: password };
    expect(places(await scan(cwd, ['dist'], env))).toEqual([]);
    expect(places(await scan(cwd, ['dist', '--process-env'], env))).toEqual(found);
  });

  test('a named file that is not there is a mistake', async () => {
    const { code, stderr, stdout } = await runHere(['bundle', 'dist', '--env-file', 'nowhere.env'], { cwd: app({}) });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('cannot read the environment file "nowhere.env": there is no such file');
  });

  test('one that cannot be read is a problem, and the others are read', async () => {
    const cwd = app({ '.env': line, '.env.local': `BIG=${'x'.repeat(1 << 20)}` });
    symlinkSync('/etc/hostname', join(cwd, '.env.linked'));
    const json = await scan(cwd);
    expect(places(json)).toEqual(found);
    expect(json.problems).toMatchObject([{ path: '.env.linked', code: 'not-a-file' }, { path: '.env.local', code: 'too-large' }]);
    expect((await scan(cwd, ['dist', '--exit-zero'])).code).toBe(2);
  });

  test('a link inside the project is followed', async () => {
    const cwd = app({ 'config/prod.env': line });
    symlinkSync('config/prod.env', join(cwd, '.env'));
    expect(await scan(cwd)).toMatchObject({ problems: [], findings: [{ ruleId: 'environment-admin-password' }] });
  });

  test('the variable is told, and where it is read, also when its value has moved', async () => {
    const source = 'const secret = process.env.ADMIN_PASSWORD;\nexport const use = (n: number) => n > 1 && fetch(`/x/${secret}`);\n';
    const cwd = app({ '.env': line, ...build({ source: ['src/a.ts', source], out: 'dist/b.js', define: { 'process.env.ADMIN_PASSWORD': JSON.stringify(password) } }) });
    const { findings } = await scan(cwd);
    expect(findings.find(({ path }) => path === 'dist/b.js')?.original).toEqual({ path: 'src/a.ts', line: 1, column: 16, variable: 'ADMIN_PASSWORD' });
  });

  test('a configuration can switch it off, and knows its rules in every command', async () => {
    const cwd = app({ '.env': line, 'leaklint.config.json': '{"rules":{"environment":"off","source-map-sources":"off","environment-x":"low"}}' });
    expect(places(await scan(cwd))).toEqual([]);
    expect((await runHere(['scan', 'dist'], { cwd })).code).toBe(0);
  });
});
