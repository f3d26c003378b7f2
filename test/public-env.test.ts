// The prefixes that make a variable public: the variables that the tools' own pages take for examples have them, others do not;
// and prefixes of somebody's choice that take secrets along.
import { describe, expect, test } from 'vitest';
import { publicPrefixes, publicPrefixOf, secretTakenBy } from '../src/public-env.ts';

const examples: readonly (readonly [name: string, tool: string])[] = [
  ['VITE_SOME_KEY', 'Vite'],
  ['NEXT_PUBLIC_ANALYTICS_ID', 'Next.js'],
  ['REACT_APP_NOT_SECRET_CODE', 'Create React App'],
  ['NUXT_PUBLIC_API_BASE', 'Nuxt'],
  ['NUXT_ENV_COOL_WORD', 'Nuxt 2'],
  ['EXPO_PUBLIC_API_URL', 'Expo'],
  ['VUE_APP_SECRET', 'Vue CLI'],
  ['GATSBY_API_URL', 'Gatsby'],
  ['STORYBOOK_THEME', 'Storybook'],
  ['NG_APP_VERSION', '@ngx-env/builder'],
  ['NX_PUBLIC_API_URL', 'Nx'],
  ['BUN_PUBLIC_FOO', 'Bun'],
  ['FRESH_PUBLIC_FOO', 'Fresh'],
  ['PLASMO_PUBLIC_SHIP_NAME', 'Plasmo'],
  ['WXT_API_KEY', 'WXT'],
  ['MAIN_VITE_KEY', 'electron-vite'],
  ['PRELOAD_VITE_KEY', 'electron-vite'],
  ['RENDERER_VITE_KEY', 'electron-vite'],
  ['SANITY_STUDIO_TITLE', 'Sanity Studio'],
  ['TARO_APP_API', 'Taro'],
  ['UMI_APP_API_URL', 'Umi'],
  ['REDWOOD_ENV_EDITOR', 'Redwood'],
  ['SNOWPACK_PUBLIC_API_URL', 'Snowpack'],
  ['PREACT_APP_SECRET_CODE', 'Preact CLI'],
  ['RAZZLE_PUBLIC_DIR', 'Razzle'],
  ['GRIDSOME_API_URL', 'Gridsome'],
  ['WEBPACK_API_URL', 'webpack'],
  ['PUBLIC_BASE_URL', 'SvelteKit, Astro and Rsbuild'],
];

describe('public by its prefix', () => {
  test.each(examples)('%s of %s', (name, tool) => expect(publicPrefixOf(name)?.tool).toBe(tool));

  test('every prefix has an example', () => {
    expect(examples.map(([name]) => publicPrefixOf(name)?.prefix)).toEqual(expect.arrayContaining(publicPrefixes.map(({ prefix }) => prefix)));
  });

  test.each(['API_KEY', 'MY_VITE_KEY', 'vite_key', 'VITEKEY', 'VITE', 'NEXT_PRIVATE_KEY', 'REACT_KEY', 'PUBLICATION', ''])('not %s', (name) => {
    expect(publicPrefixOf(name)).toBeUndefined();
  });

  test('no prefix begins with another, and each names a page', () => {
    const faults = publicPrefixes.filter(({ prefix, reference }) => publicPrefixes.some((other) => other.prefix !== prefix && prefix.startsWith(other.prefix)) || !prefix.endsWith('_') || !reference.startsWith('https://'));
    expect(faults).toEqual([]);
  });
});

describe('a prefix that is chosen', () => {
  test.each([['', 'AUTH0_CLIENT_SECRET'], ['S', 'SECRET_KEY'], ['TAURI_', 'TAURI_PRIVATE_KEY'], ['SUPABASE_', 'SUPABASE_SERVICE_ROLE_KEY'], ['AWS_', 'AWS_SECRET_ACCESS_KEY']])('"%s" takes %s', (prefix, name) => {
    expect(secretTakenBy(prefix)).toBe(name);
  });

  test.each([...publicPrefixes.map(({ prefix }) => prefix), 'APP_', 'CLIENT_', 'TAURI_ENV_', 'TAURI_PLATFORM'])('"%s" takes none', (prefix) => expect(secretTakenBy(prefix)).toBeUndefined());
});
