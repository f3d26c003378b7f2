// What a baseline accepts in a build output: by the source, through builds whose file names have other hashes.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { describe, expect, test } from 'vitest';
import { told } from '../support/baseline.ts';
import { live, scan, type Json } from '../support/shipped.ts';
import { writeTree } from '../support/repo-tree.ts';
import { createTree } from '../support/temp.ts';
import { vlq } from '../support/vlq.ts';

type Sources = Readonly<Record<string, string>>;

const pay = `export const pay = (): unknown => fetch('/pay', { headers: { key: '${live}' } });\n`;
const main = "import { pay } from './paymentClient.ts';\npay();\n";
const shop: Sources = { 'src/main.ts': main, 'src/paymentClient.ts': pay };

const forms = { 'a map with contents': { sourcemap: true, sourcesContent: true }, 'a map without': { sourcemap: true, sourcesContent: false }, 'no map': {} } as const;

/** Builds src/main.ts anew into dist/; gives the name of the script. */
async function build(root: string, sources: Sources, form: keyof typeof forms): Promise<string> {
  writeTree(root, sources);
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const { metafile } = await esbuild.build({
    absWorkingDir: root, entryPoints: ['src/main.ts'], outdir: 'dist/assets', entryNames: '[name]-[hash]', bundle: true, minify: true, metafile: true, ...forms[form],
  });
  return Object.keys(metafile.outputs).find((path) => path.endsWith('.js')) ?? '';
}

/** Source, else file, and status of each finding but those of maps. */
function statuses({ findings }: Json): readonly string[] {
  return findings.filter(({ ruleId }) => ruleId !== 'source-map-sources').map(({ original, path, status }) => `${original?.path ?? path} ${status}`).sort();
}

describe.each(['a map with contents', 'a map without'] as const)('with %s', (form) => {
  const createProject = async (sources: Sources): Promise<{ readonly root: string; readonly first: string }> => {
    const root = createTree({ '.gitignore': 'dist/\n', ...sources });
    await told(root, 'baseline', 'create');
    return { root, first: await build(root, sources, form) };
  };

  test('what is accepted in a source is so in this build and the next', async () => {
    const { root, first } = await createProject(shop);
    expect(await scan(root)).toMatchObject({ code: 0 });
    expect(statuses(await scan(root))).toEqual(['src/paymentClient.ts baseline']);
    const second = await build(root, { 'src/main.ts': `document.title = 'later';\n${main}` }, form);
    expect(second).not.toBe(first);
    const json = await scan(root);
    expect(statuses(json)).toEqual(['src/paymentClient.ts baseline']);
    // Nor does the map count as one that ships a credential.
    expect(json.findings.filter(({ severity, status }) => severity !== 'low' && status === 'new')).toEqual([]);
    expect(json.code).toBe(0);
  });

  test('once more in the same source is new', async () => {
    const { root } = await createProject(shop);
    await build(root, { 'src/paymentClient.ts': `${pay}document.cookie = '${live}';\n` }, form);
    const json = await scan(root);
    expect(statuses(json)).toEqual(['src/paymentClient.ts baseline', 'src/paymentClient.ts new']);
    expect(json.code).toBe(1);
  });

  test('two sources in one script: each has its own entry', async () => {
    const { root } = await createProject(shop);
    await build(root, { 'src/invoiceClient.ts': `document.title = '${live}';\n`, 'src/main.ts': `import './invoiceClient.ts';\n${main}` }, form);
    const json = await scan(root);
    expect(statuses(json)).toEqual(['src/invoiceClient.ts new', 'src/paymentClient.ts baseline']);
    expect(json.findings.filter(({ ruleId }) => ruleId === 'source-map-sources')).toMatchObject(form === 'a map without' ? [] : [{ severity: 'medium' }]);
    await told(root, 'baseline', 'update');
    expect(statuses(await scan(root))).toEqual(['src/invoiceClient.ts baseline', 'src/paymentClient.ts baseline']);
  });
});

test('without a map an entry is for the script, whatever hash its name has', async () => {
  const root = createTree({});
  const first = await build(root, shop, 'no map');
  await told(root, 'baseline', 'create');
  expect(statuses(await scan(root))).toEqual([`${first} baseline`]);
  const second = await build(root, { 'src/main.ts': `document.title = 'later';\n${main}` }, 'no map');
  expect(second).not.toBe(first);
  expect(statuses(await scan(root))).toEqual([`${second} baseline`]);
  const twice = await build(root, { 'src/main.ts': `document.title = '${live}';\n${main}` }, 'no map');
  expect(statuses(await scan(root))).toEqual([`${twice} baseline`, `${twice} new`]);
});

test('of two in one source that which stands later is too much, wherever the build has put it', async () => {
  const source = { 'src/key.ts': `f('${live}');\n` };
  const root = createTree({ '.gitignore': 'dist/\n', ...source });
  await told(root, 'baseline', 'create');
  const line = `g('${live}');`;
  const mappings = `${[0, 0, 2, 0].map(vlq).join('')},${[line.length, 0, -2, 0].map(vlq).join('')}`;
  writeTree(root, {
    'src/key.ts': `f('${live}');\n\ng('${live}');\n`,
    'dist/a.js': `${line}f('${live}');\n//# sourceMappingURL=a.js.map\n`,
    'dist/a.js.map': JSON.stringify({ version: 3, sources: ['../src/key.ts'], names: [], mappings }),
  });
  const { findings } = await scan(root);
  expect(findings.map(({ original, status }) => [original?.line, status])).toEqual([[3, 'new'], [1, 'baseline']]);
});
