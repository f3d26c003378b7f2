// What all tools scan: text files of pinned npm packages under neutral names, fifty canaries in each folder; and a history.
// Laid out outside the repository and any git work tree, and without dot files, so that no tool leaves one out.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { createCanaries, createRandom } from './canaries.mjs';
import { layOutHistory, versions } from './history.mjs';
import { groupOf, listFiles, loadPackages, PACKAGE_CACHE } from './packages.mjs';

const LAYOUT = 2;
const TREE = { files: 70_000, bytes: 500e6 };
const BUNDLES = 45e6;
const TINY = { files: 30_000, size: 1000 };
const HAND_WRITTEN = /\.(?:js|mjs|cjs|ts|tsx|jsx|vue|glsl)$/;
const HOSTS = /\.(?:js|mjs|cjs|ts)$/;
const SAMPLE = 1e6;

const pinned = JSON.parse(readFileSync(new URL('corpora.json', import.meta.url), 'utf8'));
const density = JSON.parse(readFileSync(new URL('density.json', import.meta.url), 'utf8'));

const digest = (value) => createHash('sha1').update(value).digest('hex');

/** In an order that depends on the keys, and on nothing that means something. */
function shuffle(values, key) {
  const digests = new Map(values.map((value) => [value, digest(key(value))]));
  return values.toSorted((a, b) => (digests.get(a) < digests.get(b) ? -1 : 1));
}

/**
 * Of a history, `files` are its blobs and `folder` is a bare repository.
 * @typedef {{name: string, kind: 'folder' | 'history', folder: string, files: number, bytes: number, canaries: {kind: string, path: string, line: number}[]}} Corpus
 */

/** The named corpora, laid out if they are not, in that order. @returns {Promise<Corpus[]>} */
export async function loadCorpora(names, cache, seed) {
  const corpora = [];
  let files;
  for (const name of names) {
    const kind = name === 'history' ? 'history' : 'folder';
    const folder = join(cache, 'corpora', name);
    const record = `${folder}.json`;
    const key = digest(JSON.stringify([LAYOUT, seed, ...(kind === 'history' ? [versions] : [pinned, density])]));
    let corpus = existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')) : undefined;
    if (corpus?.key !== key) {
      process.stderr.write(`laying out ${name}\n`);
      rmSync(folder, { recursive: true, force: true });
      rmSync(record, { force: true });
      const ownSeed = `${seed}:${name}`;
      const made = kind === 'history' ? await layOutHistory(folder, ownSeed) : layOut(CHOOSE[name]((files ??= readPackages())), folder, ownSeed);
      corpus = { key, ...made };
      writeFileSync(record, JSON.stringify(corpus));
    }
    corpora.push({ name, kind, folder, ...corpus });
  }
  return corpora;
}

/** All text files of the pinned packages. What holds a NUL is no text: no tool scans it. */
function readPackages() {
  const specs = [...new Set([...density.sources, ...density.bundles, ...pinned.extra])];
  const files = [];
  for (const [spec, folder] of loadPackages(specs, PACKAGE_CACHE)) {
    for (const file of listFiles(folder)) {
      const bytes = readFileSync(file);
      if (bytes.length === 0 || bytes.includes(0)) continue;
      const path = file.slice(folder.length + 1).replaceAll('\\', '/');
      files.push({ spec, path, file, size: bytes.length, group: groupOf(path, bytes), content: digest(bytes) });
    }
  }
  return shuffle(files, ({ spec, path }) => `${spec}/${path}`);
}

const CHOOSE = {
  /** Whole packages with all they hold, twice the same content too, as in a folder of dependencies. */
  tree(files) {
    const packages = groupBySpec(files);
    const chosen = [];
    let bytes = 0;
    for (const spec of shuffle([...packages.keys()], (one) => one)) {
      if (chosen.length >= TREE.files && bytes >= TREE.bytes) break;
      for (const file of packages.get(spec)) {
        chosen.push(file);
        bytes += file.size;
      }
    }
    return chosen;
  },
  source(files) {
    return files.filter(({ spec, path, group }) => {
      const folders = pinned.source[spec] ?? [];
      return group === 'sources' && HAND_WRITTEN.test(path) && folders.some((folder) => path.startsWith(`${folder}/`));
    });
  },
  bundles(files) {
    const bundles = once(files.filter(({ group, path }) => group === 'bundles' && path.endsWith('.js')));
    let bytes = 0;
    return bundles.filter(({ size }) => {
      if (bytes >= BUNDLES) return false;
      bytes += size;
      return true;
    });
  },
  tiny: (files) => once(files.filter(({ size }) => size <= TINY.size)).slice(0, TINY.files),
};

function groupBySpec(files) {
  const groups = new Map();
  for (const file of files) {
    if (!groups.has(file.spec)) groups.set(file.spec, []);
    groups.get(file.spec).push(file);
  }
  return groups;
}

const once = (files) => [...new Map(files.map((file) => [file.content, file])).values()];

/** Neutral names: folders are d1, d2, …, files f1.js, f2.ts, …, as deep as they were. */
function createNaming() {
  const names = new Map();
  const counts = new Map();
  const nameOf = (parent, part, prefix, suffix) => {
    const key = `${parent}/${part}`;
    if (!names.has(key)) {
      const count = (counts.get(parent) ?? 0) + 1;
      counts.set(parent, count);
      names.set(key, `${prefix}${count}${suffix}`);
    }
    return names.get(key);
  };
  return ({ spec, path }) => {
    const parts = [spec.replace('/', '+'), ...path.split('/')];
    const last = parts.pop();
    let real = '';
    const folders = parts.map((part) => {
      const name = nameOf(real, part, 'd', '');
      real += `/${part}`;
      return name;
    });
    const extension = extname(last);
    const suffix = /^\.[a-z0-9]{1,6}$/i.test(extension) ? extension : '';
    return [...folders, nameOf(`${real}//`, last, 'f', suffix)].join('/');
  };
}

/** Hard links, except for the files that get a canary: those are written anew, so that the package cache stays as it is. */
function layOut(files, folder, seed) {
  const nameOf = createNaming();
  const pick = createRandom(seed);
  const hosts = files.filter(({ path }) => HOSTS.test(path));
  const planted = new Map();
  for (const canary of createCanaries(seed)) {
    let host;
    do host = hosts[pick(hosts.length)];
    while (planted.has(host));
    planted.set(host, canary);
  }
  const canaries = [];
  let total = 0;
  for (const file of files) {
    const path = nameOf(file);
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    const canary = planted.get(file);
    if (canary === undefined) {
      link(file.file, target);
      total += file.size;
      continue;
    }
    const { bytes, line } = plant(readFileSync(file.file), canary.code, pick);
    writeFileSync(target, bytes);
    total += bytes.length;
    canaries.push({ kind: canary.kind, path, line });
  }
  return { files: files.length, bytes: total, canaries };
}

/** The statement as lines of its own at one of the file's line ends; the number of its first line. */
function plant(bytes, code, pick) {
  const lines = bytes.toString('latin1').split('\n');
  const at = 1 + pick(lines.length);
  lines.splice(at, 0, code);
  return { bytes: Buffer.from(lines.join('\n'), 'latin1'), line: at + 1 };
}

function link(from, to) {
  try {
    linkSync(from, to);
  } catch (error) {
    if (error.code !== 'EXDEV' && error.code !== 'EMLINK') throw error;
    copyFileSync(from, to);
  }
}

/** So many of the scripts of a folder, in an order that has nothing to do with their names, linked into a work tree of git. */
export function layOutScripts(from, count, folder) {
  const scripts = listFiles(from).filter((file) => /\.[cm]?[jt]sx?$/.test(file));
  for (const file of shuffle(scripts, (one) => one.slice(from.length)).slice(0, count)) {
    const target = join(folder, file.slice(from.length));
    mkdirSync(dirname(target), { recursive: true });
    link(file, target);
  }
  mkdirSync(join(folder, '.git'));
  return folder;
}

/** Files of a corpus, in an order that has nothing to do with their names, linked until they make up so many bytes. */
export function loadSample(corpus, bytes, cache) {
  const folder = join(cache, 'corpora', `sample-${bytes / 1e6}`);
  rmSync(folder, { recursive: true, force: true });
  const all = shuffle(listFiles(corpus.folder), (file) => file.slice(corpus.folder.length));
  const files = all.map((file) => ({ file, size: statSync(file).size })).filter(({ size }) => size <= SAMPLE);
  let total = 0;
  let count = 0;
  for (let copy = 0; total < bytes; copy++) {
    for (const { file, size } of files) {
      if (total >= bytes) break;
      const target = join(folder, `copy${copy}`, file.slice(corpus.folder.length));
      mkdirSync(dirname(target), { recursive: true });
      link(file, target);
      total += size;
      count++;
    }
  }
  return { folder, files: count, bytes: total };
}

/** About 10 MB of bundles: as they are in one folder, as a single line of one file in another. */
export function loadSingleLine(corpus, bytes, cache) {
  const folders = { pieces: join(cache, 'corpora/line-pieces'), line: join(cache, 'corpora/line-one') };
  for (const folder of Object.values(folders)) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }
  const parts = [];
  let total = 0;
  for (const file of shuffle(listFiles(corpus.folder), (one) => one.slice(corpus.folder.length))) {
    if (total >= bytes) break;
    parts.push(readFileSync(file));
    link(file, join(folders.pieces, `f${parts.length}.js`));
    total += parts.at(-1).length;
  }
  const line = Buffer.concat(parts).map((byte) => (byte === 10 || byte === 13 ? 32 : byte));
  writeFileSync(join(folders.line, 'f1.js'), line);
  return { ...folders, files: parts.length, bytes: total };
}
