// A temporary project for a test: files from a map, removed after the test.
import { createFolder, runGit, writeTree } from './repo-tree.ts';

/** Real path of a new folder that holds the files; with `git` it is an empty repository around them. */
export function createTree(
  files: Readonly<Record<string, string | Uint8Array>>,
  { git = false }: { readonly git?: boolean } = {},
): string {
  const folder = createFolder();
  if (git) runGit(folder, ['init', '-q']);
  writeTree(folder, files);
  return folder;
}
