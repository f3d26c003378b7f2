// Does a folder look like what a bundler writes, and if not, which folder in it does? Looks for names only.
import { existsSync, readdirSync, type Dirent } from 'node:fs';
import { join } from 'node:path';

// In the order in which they are proposed.
const OUTPUTS = [
  '.next', 'out', 'dist', 'build', '.output/public', '.svelte-kit/output', '.vercel/output', 'public/build', 'storybook-static', 'www', 'web-build',
  'android/app/src/main/assets',
];
const SHIPPED = /\.(?:[cm]?js|html?|css|map|wasm|bundle)$/i;
const DEEPEST = 4;

/** Sources with the tools to build them: nothing that is shipped as it is. */
export function isProjectFolder(folder: string): boolean {
  return existsSync(join(folder, 'package.json')) && ['node_modules', 'src', 'app', 'pages'].some((name) => existsSync(join(folder, name)));
}

/** Is there anything in a folder that a browser loads? */
export function isBuildOutput(folder: string): boolean {
  return holdsShipped(folder, DEEPEST);
}

/** The folders in a folder that look like build outputs, relative to it. */
export function findBuildOutputs(folder: string): readonly string[] {
  return OUTPUTS.filter((name) => holdsShipped(join(folder, name), DEEPEST));
}

function holdsShipped(folder: string, depth: number): boolean {
  const entries = listEntries(folder);
  if (entries.some((entry) => entry.isFile() && SHIPPED.test(entry.name))) return true;
  return depth > 1 && entries.some((entry) => entry.isDirectory() && entry.name !== 'node_modules' && holdsShipped(join(folder, entry.name), depth - 1));
}

function listEntries(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
