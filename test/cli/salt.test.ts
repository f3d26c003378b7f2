// The salt: written into the configuration once, whatever its format, with nothing else in it changed.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createAccepted, leak, leaklint, seen, textOf, told } from '../support/baseline.ts';
import { createTree } from '../support/temp.ts';

/** What differs from run to run: the salt and what it makes of secrets. */
function withoutHashes(text: string): string {
  return text.replace(/v1:[0-9a-f]{20}/g, 'v1:…').replace(/"salt":"[0-9a-f]{8}"/g, '"salt":"…"');
}

const files = { 'src/a.js': `${leak('a')}${leak('b')}`, 'b.js': leak('a').repeat(2), 'clean.js': '1\n' };

describe('the salt', () => {
  const layouts: readonly (readonly [name: string, before: string, after: string])[] = [
    ['leaklint.config.json', '{\n  "failOn": "high"\n}\n', '{\n  "failOn": "high",\n  "salt": "…"\n}\n'],
    ['leaklint.config.jsonc', '{\n  // ours\n  "failOn": "high", // for now\n}\n', '{\n  // ours\n  "failOn": "high", // for now\n  "salt": "…"\n}\n'],
    ['leaklint.config.yaml', '# ours\nfailOn: high # for now\n', '# ours\nfailOn: high # for now\nsalt: "…"\n'],
    ['leaklint.config.yml', '# nothing yet\r\n', '# nothing yet\r\nsalt: "…"\r\n'],
    ['leaklint.config.yaml', '', 'salt: "…"\n'],
    ['leaklint.config.toml', '# ours\nfailOn = "high" # for now\n\n# of rules\n[rules]\ngoogle = "off"\n', '# ours\nfailOn = "high" # for now\nsalt = "…"\n\n# of rules\n[rules]\ngoogle = "off"\n'],
    ['leaklint.config.toml', '[rules]\ngoogle = "off"', 'salt = "…"\n[rules]\ngoogle = "off"'],
    ['leaklint.config.toml', 'exclude = [\n  "x",\n]', 'exclude = [\n  "x",\n]\nsalt = "…"'],
  ];
  test.each(layouts)('goes into %s %j, and nothing else changes', async (name, before, after) => {
    const root = createTree({ [name]: before });
    expect(await told(root, 'baseline', 'create')).toContain(`${name}: a random salt`);
    expect(readFileSync(join(root, name), 'utf8').replace(/"[0-9a-f]{32}"/, '"…"')).toBe(after);
    await told(root, 'baseline', 'update');
  });

  test.each([
    ['leaklint.config.yaml', '{failOn: high}\n', /add this at its top level yourself: salt: "/],
    ['leaklint.config.yaml', 'failOn: high\n...\n', /add this at its top level yourself: salt: "/],
    ['leaklint.config.toml', 'exclude = [\'\'\'\n[x]\'\'\']\n', /add this at its top level yourself: salt = "/],
    ['leaklint.config.json', '{"failOn": 1}', /failOn/],
  ])('is refused where %s %j does not allow it; nothing is written', async (name, before, message) => {
    const root = createTree({ ...files, [name]: before }, { git: true });
    expect(await leaklint(root, 'baseline', 'create')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(message) as string });
    expect(readFileSync(join(root, name), 'utf8')).toBe(before);
    expect(readdirSync(root).sort()).toEqual(['.git', 'b.js', 'clean.js', name, 'src']);
  });

  test('stays as it is: one of its own, one that is extended, none where fingerprints are listed', async () => {
    const own = 'salt: ours\n';
    const extended = { 'base.yml': own, 'leaklint.config.yaml': 'extends: ./base.yml\n' };
    const listed = { 'leaklint.config.yaml': `allow: [{fingerprints: ["v1:${'0'.repeat(20)}"], reason: r}]\n` };
    for (const config of [{ 'leaklint.config.yaml': own }, extended, listed]) {
      const root = createTree({ ...files, ...config });
      const stdout = await told(root, 'baseline', 'create');
      expect(readFileSync(join(root, 'leaklint.config.yaml'), 'utf8')).toBe(config['leaklint.config.yaml']);
      expect(stdout.includes('no salt was added: "allow"')).toBe(config === listed);
      expect((await seen(root)).fresh).toEqual([]);
    }
  });

  test('is another in each project', async () => {
    const [one, other] = [await createAccepted(files), await createAccepted(files)];
    expect(textOf(one)).not.toBe(textOf(other));
    expect(withoutHashes(textOf(one))).toBe(withoutHashes(textOf(other)));
  });
});

describe('leaklint init', () => {
  const config = (root: string): string => readFileSync(join(root, 'leaklint.config.yaml'), 'utf8');

  test('writes one, which baseline create then keeps', async () => {
    const root = createTree({ 'a.js': leak('a') }, { git: true });
    expect(await told(root, 'init')).toMatch(/\nleaklint\.config\.yaml: a random salt, the key of all fingerprints\n$/);
    const before = config(root);
    expect(await told(root, 'baseline', 'create')).not.toContain('salt');
    await told(root, 'init', '--push');
    expect(config(root)).toBe(before);
    expect((await seen(root)).fresh).toEqual([]);
  });

  test('--remove takes it out with the file that it made, unless somebody added to it or a baseline depends on it', async () => {
    const root = createTree({}, { git: true });
    await told(root, 'init');
    expect(await told(root, 'init', '--remove')).toContain('leaklint.config.yaml deleted');
    expect(readdirSync(root)).toEqual(['.git']);
    await told(root, 'init');
    await told(root, 'baseline', 'create');
    await told(root, 'init', '--remove');
    expect(config(root)).toContain('salt: ');
    const other = createTree({ 'leaklint.config.yaml': 'failOn: high\n' }, { git: true });
    await told(other, 'init');
    await told(other, 'init', '--remove');
    expect(config(other)).toMatch(/^failOn: high\nsalt: "[0-9a-f]{32}"\n$/);
  });

  test('writes none beside a baseline that was made without one', async () => {
    const root = await createAccepted({ 'a.js': leak('a'), 'leaklint.config.yaml': `allow: [{fingerprints: ["v1:${'0'.repeat(20)}"], reason: r}]\n` });
    const before = textOf(root);
    expect(await told(root, 'init')).not.toContain('salt');
    expect((await seen(root)).fresh).toEqual([]);
    expect(textOf(root)).toBe(before);
  });

  test('adds no hook where the configuration has no room for it', async () => {
    const root = createTree({ 'leaklint.config.yaml': '{failOn: high}\n' }, { git: true });
    expect(await leaklint(root, 'init')).toMatchObject({ code: 2, stderr: expect.stringContaining('add this at its top level yourself: salt: "') as string });
    expect(await told(root, 'init', '--remove')).toContain('nothing to undo');
  });
});
