// What frameworks do to their source maps, as Astro, SvelteKit, Nuxt and Parcel were seen to: modules that they make up are in no map, a
// compiler's map is inside the text that it handed on, maps are written for another folder.
import { describe, expect, test } from 'vitest';
import { build, live, password, places, scan } from '../support/shipped.ts';
import { createTree } from '../support/temp.ts';
import { vlq } from '../support/vlq.ts';

interface Map {
  readonly sources: readonly (readonly [path: string, text: string])[];
  readonly mappings: string;
}

function mapOf({ sources, mappings }: Map): string {
  return JSON.stringify({ version: 3, sources: sources.map(([path]) => path), sourcesContent: sources.map(([, text]) => text), names: [], mappings });
}

const inline = (map: Map): string => `//# ${'sourceMappingURL'}=data:application/json;base64,${Buffer.from(mapOf(map)).toString('base64')}\n`;
const project = (files: Readonly<Record<string, string>>): string => createTree({ 'leaklint.config.json': '{}', ...files });

describe('a module that a framework makes up', () => {
  // One mapping, to the call, where Rollup goes on with what has none.
  const app = (script: string): string =>
    project({
      '.env': `SITE_PASSWORD=${password}\n`,
      'dist/a.js': script,
      'dist/a.js.map': mapOf({
        sources: [['../node_modules/lib/index.js', 'f();\n'], ['../src/app.js', "import { SITE_PASSWORD } from 'made-up:env';\nshow(SITE_PASSWORD);\n"]],
        mappings: 'AAAA',
      }),
    });

  test('is not the mapped code before it: a value of the environment is where a source names the variable', async () => {
    const { findings } = await scan(app(`f();const k="${password}";show(k);\n`));
    expect(findings.find(({ ruleId }) => ruleId === 'environment-site-password')?.original).toEqual({ path: 'src/app.js', line: 1, column: 10, variable: 'SITE_PASSWORD' });
  });

  test('also on a line without any mapping', async () => {
    expect(places(await scan(app(`f();\nconst k="${password}";show(k);\n`)))).toEqual(['environment-site-password src/app.js:1:10']);
  });

  test('any other credential stays at its place in the script', async () => {
    expect(places(await scan(app(`f(),k="${live}",show(k);\n`)))).toEqual(['stripe-secret-key dist/a.js']);
  });

  test('what stands at the mapping itself is mapped, though the source has it under another name', async () => {
    expect(places(await scan(app(`f("a;b=${live}");\n`)))).toEqual(['stripe-secret-key node_modules/lib/index.js:1:1']);
  });
});

describe('a source with its map inside', () => {
  const script = `\n  show('${live}');\n`;
  const page = `---\nconst title = '${live}';\n---\n<h1>x</h1>\n<script>${script}</script>\n`;
  // From the line of the tag on, line for line.
  const own = inline({ sources: [['./index.astro', page]], mappings: `AA${vlq(4)}${vlq('<script>'.length)};AACR` });
  const app = (handedOn: string): string =>
    project({
      'dist/a.js': `show("${live}");\n`,
      'dist/a.js.map': mapOf({ sources: [['../src/pages/index.astro?type=script', handedOn]], mappings: `AA${vlq(1)}${vlq(2)},KAAK` }),
    });

  test('is traced to what that was made of, and told once', async () => {
    expect(places(await scan(app(script + own)))).toEqual(['stripe-secret-key src/pages/index.astro:6:9', 'stripe-secret-key src/pages/index.astro:2:16']);
  });

  test('that is damaged is the source', async () => {
    expect(places(await scan(app(`${script}${own.slice(0, 99)}\n`)))).toEqual(['stripe-secret-key src/pages/index.astro:2:9']);
  });

  test('and with nothing of what it was made of in that, is read itself', async () => {
    const empty = inline({ sources: [], mappings: '' });
    const found = await scan(app(`// ${live}\n${empty}`));
    expect(places(found)).toEqual(['stripe-secret-key src/pages/index.astro:1:4']);
  });
});

describe('a map that was written for another folder', () => {
  const source = `export const key = f('${live}');\n`;
  const { 'app/pay.ts': text = '', ...built } = build({ source: ['app/pay.ts', source], out: 'public/_app/js/a.js' });
  const moved = (onDisk: string): string =>
    project({ 'app/pay.ts': onDisk, ...Object.fromEntries(Object.entries(built).map(([path, content]) => [path.replace('public/', '.out/dist/client/'), content])) });

  test('leads to the file that has the credential at that place', async () => {
    expect(places(await scan(moved(text), ['.out/dist/client']))).toEqual(['stripe-secret-key app/pay.ts:1:23']);
  });

  test('and to no other', async () => {
    expect(places(await scan(moved(`\n${text}`), ['.out/dist/client']))).toEqual(['stripe-secret-key .out/dist/app/pay.ts:1:23']);
  });

  // Parcel names its sources as seen from the project, and carries what it made of them before it minified that.
  test('of Parcel, with what lies between', async () => {
    const between = `f('${live}');\n`;
    const files = { 'src/pay.js': text, 'dist/a.js': `f("${live}");\n`, 'dist/a.js.map': mapOf({ sources: [['src/pay.js', text], ['<anon>', between]], mappings: `AAAA,EA${vlq(0)}${vlq(21)}` }) };
    expect(places(await scan(project(files)))).toEqual(['stripe-secret-key src/pay.js:1:23']);
  });
});
