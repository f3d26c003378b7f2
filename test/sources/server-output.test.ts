import { describe, expect, it } from 'vitest';
import { findBuildOutputs, isProjectFolder } from '../../src/sources/build-output.ts';
import { createServerFilter } from '../../src/sources/server-output.ts';
import { createTree } from '../support/temp.ts';

function treeOf(paths: readonly string[]): string {
  return createTree(Object.fromEntries(paths.map((path) => [path, ''])));
}

// `-` before what runs on a server, `+` before what is shipped.
const LAYOUTS: Readonly<Record<string, readonly string[]>> = {
  'Next.js': [
    '+.next/static/chunks/a.js', '+.next/server/app/index.html', '+.next/server/app/index.rsc', '+.next/server/pages/about.html', '+.next/server/pages/about.json',
    '-.next/BUILD_ID', '-.next/server/app/page.js', '-.next/server/app/index.meta', '-.next/server/pages/_app.js.nft.json', '-.next/server/chunks/1.js',
    '-.next/server/server-reference-manifest.json', '-.next/standalone/server.js', '-.next/cache/webpack/0.pack', '-.next/required-server-files.json',
  ],
  'Nuxt': ['+.output/public/_nuxt/a.js', '-.output/server/index.mjs', '-.output/server/node_modules/x/index.js', '+.output/nitro.json'],
  'SvelteKit': ['+.svelte-kit/output/client/_app/a.js', '+.svelte-kit/output/prerendered/pages/index.html', '-.svelte-kit/output/server/index.js'],
  'SvelteKit for Node': ['+build/client/a.js', '-build/server/index.js', '-build/index.js', '-build/env.js', '+build/prerendered/index.html'],
  'Astro with a server': ['+dist/client/a.js', '+dist/client/index.html', '-dist/server/entry.mjs'],
  'React Router': ['+build/client/assets/a.js', '-build/server/index.js'],
  'Angular': ['+dist/shop/browser/main.js', '-dist/shop/server/server.mjs', '+dist/shop/3rdpartylicenses.txt'],
  'Vercel': ['+.vercel/output/static/a.js', '-.vercel/output/functions/api.func/index.js', '+.vercel/output/config.json'],
  'a site of files': ['+dist/index.html', '+dist/assets/a.js', '+dist/server/notes.html', '+dist/sw.js', '-dist/node_modules/x/a.js'],
};

describe.each(Object.entries(LAYOUTS))('%s', (_, marked) => {
  const tree = (): string => treeOf(marked.map((path) => path.slice(1)));

  it.each(['', 'whole '])('%sfiles of the server are told from those that are shipped', (from) => {
    const root = tree();
    const top = marked[0]?.slice(1).split('/')[0] ?? '';
    const isServer = createServerFilter(root, from === '' ? `${top}/` : '');
    expect(marked.map((path) => `${isServer(path.slice(1)) ? '-' : '+'}${path.slice(1)}`)).toEqual(marked);
  });

  it('a folder is left out whole only if all in it is', () => {
    const isServer = createServerFilter(tree(), '');
    for (const path of marked.filter((one) => one.startsWith('+'))) {
      const parts = path.slice(1).split('/').slice(0, -1);
      for (let end = 1; end <= parts.length; end++) expect([parts.slice(0, end), isServer(`${parts.slice(0, end).join('/')}/`)]).toEqual([parts.slice(0, end), false]);
    }
  });
});

it('a project is no build output, and its outputs are found', () => {
  const root = treeOf(['package.json', 'src/main.ts', 'dist/assets/a.js', '.output/public/index.html', 'build/readme.txt', 'out/a/b/c/d/e.js']);
  expect(isProjectFolder(root)).toBe(true);
  expect(isProjectFolder(`${root}/dist`)).toBe(false);
  expect(findBuildOutputs(root)).toEqual(['dist', '.output/public']);
  expect(findBuildOutputs(`${root}/nowhere`)).toEqual([]);
});
