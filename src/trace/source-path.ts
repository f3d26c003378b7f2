// Names of sources in maps, as bundlers write them, to paths that a person can open.

/**
 * A path relative to the project root, with `/`, where the name leads into it; else the name without its scheme. `folder` is
 * that of the map, relative to the root; `root` the absolute root with `/`. Never empty, never above the root.
 */
export function sourcePath(name: string, folder: string, root: string): string {
  const plain = withoutQuery(name.replace(/\0/g, ''));
  return (plain === '' ? '' : pathOf(plain, folder, root)) || '(unnamed)';
}

function pathOf(plain: string, folder: string, root: string): string {
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*):\/{0,2}(.*)$/is.exec(plain) ?? [];
  if (scheme === '' || /^[a-z]:[/\\]/i.test(plain)) return inside(plain.replaceAll('\\', '/'), folder, root);
  if (scheme.toLowerCase() === 'file') return inside(decoded(rest), folder, root);
  return normal(withoutPackage(scheme, rest));
}

// `App.vue?vue&type=script`: parts of one file.
function withoutQuery(name: string): string {
  return name.replace(/\?.*$/s, '');
}

// `webpack://name-of-the-package/./src/a.js`, `webpack:///src/a.js`, `turbopack:///[project]/src/a.js`, `ng:///app/a.ts`.
// Without `./` the first part may be a folder: kept unless it names the project.
function withoutPackage(scheme: string, rest: string): string {
  // A `sourceRoot` on a server.
  if (/^https?$/i.test(scheme)) return rest.replace(/^[^/]*\//, '');
  const marked = /^[^/]*\/\.{1,2}\//.exec(rest)?.[0];
  if (marked !== undefined) return rest.slice(rest.indexOf('/') + 1);
  return /^(?:turbopack|webpack-internal)$/i.test(scheme) ? rest.replace(/^\/?(?:\[project\]|\([^/]*\))\//, '') : rest;
}

function inside(path: string, folder: string, root: string): string {
  if (path.startsWith('/') || /^[a-z]:\//i.test(path)) {
    const base = root.endsWith('/') ? root : `${root}/`;
    return path.startsWith(base) ? normal(path.slice(base.length)) : normal(path);
  }
  return normal(folder === '' ? path : `${folder}/${path}`);
}

function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Of a file, by its path relative to the root. */
export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}
