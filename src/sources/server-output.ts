// Which parts of a build output run on a server and never reach a browser, by the names that bundlers give them: Next.js, Nuxt,
// SvelteKit, Astro, Remix and React Router, Angular, Expo, and the outputs for Vercel and Netlify. Looks for names only.
// Loses nothing that is shipped: what is not known to be of a server counts as shipped.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isFolder } from './is-folder.ts';

/** Is a path (relative to the root, with `/`; a folder with a final `/`) of a server? */
export type ServerFilter = (path: string) => boolean;

/** The filter for all below a folder, whose path relative to the absolute root is `prefix`, '' or with a final `/`. */
export function createServerFilter(root: string, prefix: string): ServerFilter {
  const kinds = new Map<string, FolderKind>();
  const kindAt = (folder: string): FolderKind => {
    const known = kinds.get(folder) ?? kindOf(join(root, folder));
    kinds.set(folder, known);
    return known;
  };
  return (path) => {
    if (!path.startsWith(prefix) || path === prefix) return false;
    const parts = path.slice(prefix.length).split('/');
    const isFolder = parts.at(-1) === '';
    const names = isFolder ? parts.slice(0, -1) : parts;
    return names.some((name, index) => {
      const rest = names.slice(index + 1);
      const isLast = rest.length === 0;
      const kind = kindAt(prefix + names.slice(0, index).join('/'));
      return name === 'node_modules' || isServerPart[kind](name, rest, isLast && !isFolder, isFolder);
    });
  };
}

// `pair`: what runs where, side by side. `next`: the folder that Next.js builds into. `functions`: of a hosting service.
type FolderKind = 'plain' | 'pair' | 'next' | 'functions';

type ServerPart = (name: string, rest: readonly string[], isFile: boolean, isFolder: boolean) => boolean;

const CLIENTS = ['client', 'browser', 'public', 'static'];

function kindOf(folder: string): FolderKind {
  const has = (name: string): boolean => existsSync(join(folder, name));
  if (has('BUILD_ID') && has('static')) return 'next';
  if (has('static') && has('functions') && has('config.json')) return 'functions';
  return isFolder(join(folder, 'server')) && CLIENTS.some((name) => isFolder(join(folder, name))) ? 'pair' : 'plain';
}

const isServerPart: Readonly<Record<FolderKind, ServerPart>> = {
  plain: () => false,
  functions: (name) => name === 'functions',
  // Beside the two stand the programs that start the server.
  pair: (name, _, isFile) => name === 'server' || (isFile && /\.[cm]?js(?:\.map)?$/.test(name)),
  next: (name, rest, isFile, isFolder) => {
    if (name === 'static') return false;
    if (name !== 'server' || isFile) return true;
    const [part] = rest;
    if (part === undefined) return false;
    return !(part === 'app' || part === 'pages') || (!isFolder && !isPrerendered(part, rest.at(-1) ?? ''));
  },
};

// What Next.js renders at build time and sends as it is; JSON beside an App Router page is about it, not of it.
function isPrerendered(part: string, file: string): boolean {
  return /\.(?:html|rsc|body)$/.test(file) || (part === 'pages' && file.endsWith('.json') && !file.endsWith('.nft.json'));
}
