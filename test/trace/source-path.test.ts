import { expect, it } from 'vitest';
import { sourcePath } from '../../src/trace/source-path.ts';

it.each([
  ['../../src/a.ts', 'dist/assets', 'src/a.ts'],
  ['src/a.ts', '', 'src/a.ts'],
  ['../src/a.ts', 'dist', 'src/a.ts'],
  ['../../../../etc/passwd', 'dist', 'etc/passwd'],
  ['/project/src/a.ts', 'dist', 'src/a.ts'],
  ['/elsewhere/a.ts', 'dist', 'elsewhere/a.ts'],
  ['file:///project/src/a%20b.ts', 'dist', 'src/a b.ts'],
  ['file:///project/src/%zz.ts', 'dist', 'src/%zz.ts'],
  ['webpack://shop/./src/a.js', 'dist', 'src/a.js'],
  ['webpack:///./src/a.js', 'dist', 'src/a.js'],
  ['webpack:///src/a.js', 'dist', 'src/a.js'],
  ['webpack://_N_E/./pages/index.tsx', 'out/_next', 'pages/index.tsx'],
  ['webpack://shop/../lib/a.js', 'dist', 'lib/a.js'],
  ['turbopack:///[project]/app/page.tsx', 'out', 'app/page.tsx'],
  ['webpack-internal:///(rsc)/./app/page.tsx', 'out', 'app/page.tsx'],
  ['ng:///app/a.ts', 'dist', 'app/a.ts'],
  ['../src/App.vue?vue&type=script&lang.ts', 'dist', 'src/App.vue'],
  ['\0virtual:entry', 'dist', 'entry'],
  ['C:\\project\\src\\a.ts', 'dist', 'C:/project/src/a.ts'],
  ['webpack://', 'dist', '(unnamed)'],
])('%j of a map in %j is %s', (name, folder, path) => {
  expect(sourcePath(name, folder, '/project')).toBe(path);
});

it('is never empty', () => {
  for (const name of ['', '.', '..', '/', '?', './', 'file://']) expect(sourcePath(name, 'dist', '/project')).not.toBe('');
});
