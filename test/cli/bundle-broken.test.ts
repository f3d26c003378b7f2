// Build outputs with maps that are missing, damaged or lie, and very large ones: no finding is lost, and it ends.
import * as esbuild from 'esbuild';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expandExample } from '../../src/rule/expand.ts';
import { live, maps, places, scan } from '../support/shipped.ts';
import { createTree } from '../support/temp.ts';
import { vlq } from '../support/vlq.ts';

describe('input that is broken loses no finding', () => {
  const comment = '//# sourceMappingURL=a.js.map';
  const map = (fields: object): string => JSON.stringify({ version: 3, sources: ['../src/a.ts'], names: [], mappings: 'AAAA', ...fields });
  test.each([
    ['a map that is not there', undefined, 'dist/a.js', true],
    ['a map that is no JSON', '<html>404</html>', 'dist/a.js', true],
    ['a map that was cut', map({ sourcesContent: [`f('${'x'.repeat(900)}')`] }).slice(0, 200), 'dist/a.js', true],
    ['a map of another version', map({ version: 2 }), 'dist/a.js', true],
    ['mappings that are none', map({ mappings: '!!!' }), 'dist/a.js', false],
    ['a map of nothing', map({ mappings: '', sources: [] }), 'dist/a.js', false],
    ['a place that the source does not have', map({ mappings: 'AA+++++DA', sourcesContent: ['x'] }), 'src/a.ts:66567664:1', false],
    ['a source outside the project', map({ sources: ['../../../../../etc/passwd'] }), 'etc/passwd:1:1', false],
    ['a source of which nothing is known', map({ sources: [null] }), '(unnamed):1:1', false],
    ['contents that are no text', map({ sourcesContent: [{}] }), 'src/a.ts:1:1', false],
  ])('%s', async (_, text, place, isNoted) => {
    const json = await scan(createTree({ 'dist/a.js': `f('${live}')\n${comment}\n`, ...(text !== undefined && { 'dist/a.js.map': text }), 'dist/b.js': `g('${maps}')\n` }));
    expect(places(json)).toEqual([`stripe-secret-key ${place}`, 'google-api-key dist/b.js']);
    expect(json.notes?.map(({ code, path }) => `${code} ${path}`)).toEqual(isNoted ? ['map-not-read dist/a.js'] : undefined);
    expect(json.problems).toEqual([]);
  });

  test('a script that was cut in its inline map', async () => {
    const inline = Buffer.from(map({ sourcesContent: [`f('${live}')\n`] })).toString('base64');
    const cut = `f('${live}')\n//# sourceMappingURL=data:application/json;base64,${inline.slice(0, -40)}`;
    const json = await scan(createTree({ 'dist/a.js': cut }));
    expect(places(json)).toContain('stripe-secret-key dist/a.js');
    expect(json.notes).toMatchObject([{ code: 'map-not-read' }]);
  });

  test('a map that names a file outside the project is not looked for there', async () => {
    const root = createTree({ 'app/leaklint.config.json': '{}', 'app/dist/a.js': `f('${live}')\n//# sourceMappingURL=../../outside.map\n`, 'outside.map': map({}) });
    expect(await scan(join(root, 'app'))).toMatchObject({ findings: [{ path: 'dist/a.js' }], notes: [{ code: 'map-not-read' }] });
  });

  test('a line of eight million letters with two thousand credentials, and a map for each of them', async () => {
    const count = 2000;
    const filler = 'f(1);'.repeat(800);
    const texts = Array.from({ length: count }, (_, at) => `g("${expandExample('sk_live_<alnum:24>', `huge/${at}`)}");`);
    const cwd = createTree({ 'dist/keep.js': '' });
    const write = (path: string, text: string): void => {
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      writeFileSync(join(cwd, path), text);
    };
    write('dist/a.js', `${texts.map((text) => filler + text).join('')}\n${comment}\n`);
    const { map: sources } = esbuild.transformSync(texts.map((text) => `${filler}${text}`).join('\n'), { sourcemap: 'external', sourcefile: 'big.ts' });
    const { sourcesContent } = JSON.parse(sources) as { readonly sourcesContent: readonly string[] };
    // Each step is that of one line of the source.
    const step = filler.length + (texts[0] as string).length;
    write('dist/a.js.map', map({ sourcesContent, mappings: `AAAA${Array.from({ length: count - 1 }, () => `,${vlq(step)}ACA`).join('')}` }));
    const json = await scan(cwd);
    expect(json.findings.filter(({ ruleId }) => ruleId === 'stripe-secret-key')).toHaveLength(count);
    const lines = new Set(json.findings.flatMap(({ original }) => original?.line ?? []));
    expect(lines.size).toBe(count);
  });
});
