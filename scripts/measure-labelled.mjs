// How well dist/ finds what is planted in fixtures/labelled: node scripts/measure-labelled.mjs <dev|held> [--list]
// Builds nothing. --list names every false positive and false negative with its line, the credential in clear.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/**
 * @typedef {object} Labelled
 * @property {typeof import('../test/support/labelled.ts').layOutLabelled} layOutLabelled
 * @property {typeof import('../test/support/labelled.ts').locate} locate
 * @property {typeof import('../test/support/labelled.ts').score} score
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const [half, ...options] = process.argv.slice(2);
if ((half !== 'dev' && half !== 'held') || options.some((option) => option !== '--list')) {
  process.stderr.write('usage: node scripts/measure-labelled.mjs <dev|held> [--list]\n');
  process.exit(2);
}

/** @returns {Promise<Labelled>} */
async function loadLabelled() {
  const entry = join(root, 'test/support/labelled.ts');
  const temp = mkdtempSync(join(tmpdir(), 'leaklint-measure-'));
  try {
    const outfile = join(temp, 'labelled.mjs');
    const define = { 'import.meta.url': JSON.stringify(pathToFileURL(entry).href) };
    await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm', define });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(temp, { recursive: true });
  }
}

function scan(folder) {
  const args = ['scan', '.', '--format', 'json', '--show-secrets', '--exit-zero', '--no-gitignore'];
  const options = { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 };
  const report = execFileSync(process.execPath, [join(root, 'dist/cli.mjs'), ...args], options);
  const { findings, problems, summary } = JSON.parse(report);
  if (problems.length > 0) throw new Error(`not scanned: ${problems.map(({ path }) => path).join(', ')}`);
  return { findings, files: summary.files };
}

const percent = (part) => `${(part * 100).toFixed(1)} %`;

function table({ byKind, ...score }) {
  const cell = (value) => String(value).padStart(4);
  const rows = Object.entries(byKind).map(([kind, { labels, truePositives, recall }]) => {
    return `  ${kind.padEnd(12)} ${cell(truePositives)} of ${cell(labels)}  ${percent(recall).padStart(8)}`;
  });
  return [
    `true positives ${score.truePositives}, false positives ${score.falsePositives}, false negatives ${score.falseNegatives}`,
    `precision ${percent(score.precision)}, recall ${percent(score.recall)}, F1 ${score.f1.toFixed(3)}`,
    'recall by kind',
    ...rows,
  ].join('\n');
}

function list({ wrong, missed }, texts) {
  const line = ({ path, startLine }) => (texts.get(path) ?? '').split('\n')[startLine - 1] ?? '';
  // A bundle is one line: show what stands around the place.
  const near = (item) => line(item).slice(Math.max(0, item.startColumn - 61), item.startColumn + 119).trim();
  const show = (sign, item, what) => `${sign} ${item.path}:${item.startLine}:${item.startColumn} [${what}] ${near(item)}`;
  return [
    ...wrong.map((found) => show('false +', found, found.ruleId)),
    ...missed.map((label) => show('false -', label, label.kind)),
  ].join('\n');
}

const { layOutLabelled, locate, score } = await loadLabelled();
const laidOut = layOutLabelled(half);
try {
  const { findings, files } = scan(laidOut.folder);
  const result = score(locate(findings, laidOut.texts), laidOut.labels);
  const title = `${half}: ${laidOut.labels.length} credentials in ${laidOut.texts.size} files, ${files} scanned`;
  process.stdout.write(`${title}\n${table(result)}\n`);
  if (options.includes('--list')) process.stdout.write(`${list(result, laidOut.texts)}\n`);
} finally {
  laidOut.remove();
}
