// The rules that count in a build output only.
import { SHIPPED_MAP } from './bundle.ts';
import { compileRule } from './rule/compile.ts';
import type { Rule } from './types.ts';

/** Compiled now: they are of no use to other scans. */
export function loadBundleRules(): readonly Rule[] {
  const provider = {
    id: 'source-map',
    name: 'Source map',
    hosts: [],
    rotate: [
      'Change every credential that is in one of the sources, or was in an earlier build.',
      'Keep the maps for your error tracker and do not publish them: Vite `build.sourcemap: "hidden"`, webpack `devtool: "hidden-source-map"`, and delete *.map before you deploy.',
    ],
  };
  const record = {
    id: SHIPPED_MAP,
    title: 'Source map with the source code',
    risk: 'Everybody who loads the page can read the sources, comments and dead code included.',
    severity: 'low',
    confidence: 'high',
    exposure: 'never',
    pattern: '(?<secret>"sourcesContent"[ \\t\\r\\n]{0,8}:[ \\t\\r\\n]{0,8}\\[(?:null,|[ \\t\\r\\n]){0,512}")',
    boundary: 'none',
    paths: ['**/*.map', '**/*.{js,mjs,cjs,css}'],
    tags: ['source-map'],
    references: ['https://tc39.es/ecma426/#json-sourcesContent'],
    examples: { match: [], noMatch: [] },
  } as const;
  return [compileRule(record, provider, true)];
}
