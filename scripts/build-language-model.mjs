// Builds src/engine/language-model.ts, the trigram model of src/engine/language.ts. Run by hand:
//
//   node scripts/build-language-model.mjs [--measure] [folder that holds the tarballs; without it npm fetches them]
//
// It is trained on the words and identifiers of the published packages below, each under the licence stated and checked by
// its hash; only statistics of three letters get into the model. One word in twenty (by its hash) and the packages under
// HELD_OUT are kept out of the training; --measure writes no file and compares the designs on those and on random tokens.
//
// Random tokens of 100 that pass for words when two of 100 held-out human texts of about that length are lost:
//
//   length and alphabet             8 letters   8 hex   8 alnum   12 letters   16 letters
//   bigram                               6.2     3.4       0.1          0.8          0.0
//   trigram, add one                     2.2     0.4       0.1          0.1          0.0
//   trigram with backoff                 1.9     0.4       0.1          0.1          0.0
//   the same, eight levels (used)        1.9     0.1       0.1          0.1          0.0
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'src/engine/language-model.ts');

const TRAINING = [
  ['an-array-of-english-words@2.0.0', 'MIT', '24a6f44cd209c8127ad0afacfff935e2af0831e4b0ed5fa62cd0e2c3774e2f2a', [/^index\.json$/, 'list']],
  ['typescript@6.0.3', 'Apache-2.0', '33cd0ee1beaa8c9e9d15a9da836c62ddea4c34a42d7c2d349dbc80d94165d22a',
    [/^lib\/(?:lib\..*|typescript)\.d\.ts$/, 'identifiers'], [/^lib\/(?:cs|de|es|fr|it|pl|pt-br|tr)\/.*\.json$/, 'values']],
  ['@types/node@20.19.43', 'MIT', '9963f2cb96d2b26dbf9cf86262c698815cbec9503af73c7ce75209d1d0658f3d', [/\.d\.ts$/, 'identifiers']],
  ['bootstrap@5.3.8', 'MIT', '8b02d4a7482e0f0a2b1da58f1c9c86830e96cc2f77f094f89e4681b19886bc38', [/^dist\/css\/bootstrap\.css$/, 'identifiers']],
  ['@clerk/localizations@4.18.0', 'MIT', '07b242dc5a062ca07969555c6a065bbe93d1b709132d070c29ff7efb25b50a82', [/^dist\/[a-z]{2}-[A-Z]{2}\.mjs$/, 'strings']],
  ['@faker-js/faker@10.6.0', 'MIT', '13b79ed894af1a52a624fdb144384e1fd6c4afc1a30488830d3be64924333674',
    [/^dist\/(?:en|de|fr|es|it|nl|sv|da|nb_NO|fi|hu|pl|cs_CZ|pt_BR|pt_PT|ro|hr|sk|tr|lv|vi|id_ID|af_ZA|sl_SI)-[\w-]{8}\.js$/, 'strings']],
];
const HELD_OUT = [
  ['eslint@10.15.0', 'MIT', '8cb5e45fb5b1174e4216d546b69d37c0ac5cb5d9ba8342946a04af1f59605edb', [/^lib\/(?!.*formatters).*\.js$/, 'identifiers'], [/\.js$/, 'path']],
  ['primelocale@2.5.0', 'MIT', 'b2f828066a38d7f5ff00e751315ca1e351e04c02b9f2839d428ad8682fadbc6a',
    [/^(?:de|fr|es|it|nl|sv|da|nb-NO|fi|hu|pl|cs|pt|ro|hr|sk|tr|sl|et|lt|ca|ru|el)\.json$/, 'phrases']],
];

/** Unpacks a published package below `work` and returns [path, content] of its files, sorted. */
function unpack([spec, , sha256], work, tarballs) {
  const id = spec.replace('@types/', 'types-').replace(/^@([^/]+)\//, '$1-').replace('@', '-');
  if (tarballs === work) execFileSync('npm', ['pack', '--silent', spec], { cwd: work, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
  const tarball = join(tarballs, `${id}.tgz`);
  const found = createHash('sha256').update(readFileSync(tarball)).digest('hex');
  if (found !== sha256) throw new Error(`${tarball} is not what was published: ${found}`);
  const folder = join(work, id);
  mkdirSync(folder);
  execFileSync('tar', ['xzf', tarball, '-C', folder, '--strip-components=1']);
  const paths = readdirSync(folder, { recursive: true }).map((path) => path.replaceAll('\\', '/')).sort();
  return paths.filter((path) => statSync(join(folder, path)).isFile()).map((path) => [path, readFileSync(join(folder, path), 'utf8')]);
}

const unescape = (text) => text.replace(/\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|[^])/gi, (_, four, two) => (four ?? two) === undefined ? ' ' : String.fromCharCode(parseInt(four ?? two, 16)));
const stringsOf = (source) => [...source.matchAll(/"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\$]|\\.)*)`/g)].map((one) => unescape(one[1] ?? one[2] ?? one[3]));
const valuesOf = (value) => (typeof value === 'string' ? [value] : Object.values(value ?? {}).flatMap(valuesOf));

function textsOf(kind, path, content, latin) {
  if (kind === 'list') return JSON.parse(content);
  if (kind === 'identifiers') return content.match(/[A-Za-z_$][\w$-]*\w|[A-Za-z]/g) ?? [];
  if (kind === 'path') return [path];
  if (kind === 'phrases') return valuesOf(JSON.parse(content)).map(latin).filter((text) => !/[0-9{]/.test(text));
  const texts = kind === 'values' ? valuesOf(JSON.parse(content)) : stringsOf(content);
  return texts.flatMap((text) => latin(text).match(/[A-Za-z0-9]+(?:[-_'.][A-Za-z0-9]+)*/g) ?? []);
}

/** A file of the engine as a module. `isNew`: without the present model, if there is any, so that it has no say in the next one. */
async function load(file, isNew) {
  const stub = {
    name: 'stub',
    setup: (on) => {
      on.onResolve({ filter: /language-model\.ts$/ }, () => ({ path: target }));
      on.onLoad({ filter: /language-model\.ts$/ }, () => ({ contents: 'export const LEVELS = [], TRIGRAMS = "";' }));
    },
  };
  const bundle = await build({ entryPoints: [join(root, 'src/engine', file)], bundle: true, write: false, format: 'esm', plugins: isNew ? [stub] : [] });
  return import(`data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0].contents).toString('base64')}`);
}

function isHeldOut(word) {
  return createHash('sha256').update(word.toLowerCase()).digest()[0] % 20 === 0;
}

const N = 28;
const wordsOf = (text) => text.match(/[A-Z]?[a-z]{4,}|[A-Z]{4,}/g) ?? [];

/** How often each symbol follows each pair; a text that was seen often counts little more than one seen once. */
function count(texts, symbols) {
  const counts = new Float64Array(N ** 3);
  for (const [text, weight] of texts) {
    if (wordsOf(text).some(isHeldOut)) continue;
    let row = 0;
    for (const symbol of symbols(text)) {
      counts[row * N + symbol] += weight;
      row = (row % N) * N + symbol;
    }
  }
  return counts;
}

const sum = (numbers) => numbers.reduce((one, other) => one + other, 0);
const BACKOFF = 5;

/** Witten-Bell smoothing: a row's counts, filled up from `lower` by how many different symbols the row has. */
function smooth(row, lower) {
  const weight = BACKOFF * (row.filter((one) => one > 0).length + 1);
  const total = sum(row) + weight;
  return row.map((one, symbol) => (one + weight * lower[symbol]) / total);
}

/** log2 probabilities under three designs. */
function designs(counts) {
  const pairs = Array.from({ length: N }, () => new Float64Array(N));
  counts.forEach((one, index) => (pairs[Math.floor(index / N) % N][index % N] += one));
  const singles = new Float64Array(N).map((_, symbol) => sum(pairs.map((row) => row[symbol])));
  const one = singles.map((single) => (single + 1) / (sum(singles) + N));
  const two = pairs.map((row) => smooth(row, one));
  const fill = (cell) => new Float64Array(N ** 3).map((_, index) => Math.log2(cell(Math.floor(index / N), index % N)));
  const rows = Array.from({ length: N * N }, (_, row) => counts.subarray(row * N, row * N + N));
  const backedOff = rows.map((row, index) => smooth(row, two[index % N]));
  return {
    bigram: fill((row, symbol) => two[row % N][symbol]),
    'trigram, add one': fill((row, symbol) => (rows[row][symbol] + 1) / (sum(rows[row]) + N)),
    'trigram, backoff': fill((row, symbol) => backedOff[row][symbol]),
  };
}

const nearest = (levels, bits) => levels.reduce((best, level, index) => (Math.abs(level - bits) < Math.abs(levels[best] - bits) ? index : best), 0);

/** The `size` levels that represent the table best (Lloyd), weighted by the root of how often a cell is used. */
function levelsOf(table, counts, size) {
  const sorted = [...table].sort((one, other) => one - other);
  let levels = Array.from({ length: size }, (_, index) => sorted[Math.floor(((index + 0.5) / size) * sorted.length)]);
  for (let round = 0; round < 60; round++) {
    const sums = levels.map(() => [0, 0]);
    table.forEach((bits, index) => {
      const weight = Math.sqrt(counts[index]) + 0.5;
      const cell = sums[nearest(levels, bits)];
      cell[0] += bits * weight;
      cell[1] += weight;
    });
    levels = sums.map(([bits, weight], index) => (weight === 0 ? levels[index] : bits / weight));
  }
  return levels.map((level) => Math.round(level * 1000) / 1000);
}

const CHARACTERS = Array.from({ length: 64 }, (_, pair) => String.fromCharCode(pair + 40 < 92 ? pair + 40 : pair + 41));

function print(table, levels) {
  const pairs = Array.from({ length: table.length / 2 }, (_, index) => CHARACTERS[nearest(levels, table[2 * index]) * 8 + nearest(levels, table[2 * index + 1])]).join('');
  const lines = pairs.match(/.{392}/g).map((line) => `  '${line}'`);
  const origin = TRAINING.map(([spec, licence]) => `//   ${spec} (${licence})`).join('\n');
  return `// Generated by scripts/build-language-model.mjs: how likely a letter is after two others, in words and identifiers of\n${origin}\n
/** log2 probabilities, eight of them. */
export const LEVELS: readonly number[] = [${levels.join(', ')}];

/** 28 × 28 × 28 levels, two a character; language.ts says how they are packed. */
export const TRIGRAMS =
${lines.join(' +\n')};
`;
}

const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const ALPHABETS = { letters: LOWER, hex: `${DIGITS}abcdef`, lower: DIGITS + LOWER, mixed: LOWER + LOWER.toUpperCase(), alnum: DIGITS + LOWER + LOWER.toUpperCase(), base64url: `${DIGITS + LOWER + LOWER.toUpperCase()}-_`, printable: Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)).join('') };
const BUCKETS = [[6, 6, 6], [7, 9, 8], [10, 13, 12], [14, 17, 16], [18, 22, 20], [23, 28, 24], [29, 36, 32], [37, 60, 40]];

/** Tokens of a generator that is the same every time. */
function randomTokens(alphabet, length, howMany) {
  const digest = (index, block) => createHash('sha512').update(`${alphabet} ${length} ${index} ${block}`).digest();
  return Array.from({ length: howMany }, (_, index) => {
    const bytes = Buffer.concat([digest(index, 0), digest(index, 1)]);
    return Array.from({ length }, (_, at) => alphabet[bytes.readUInt16LE(2 * at) % alphabet.length]).join('');
  });
}

const inBucket = (texts, [shortest, longest]) => texts.filter((text) => text.length >= shortest && text.length <= longest);
const percent = (texts, is) => ((100 * texts.filter(is).length) / texts.length).toFixed(1).padStart(5);

/** Prints, for each length and design, which of 100 random tokens pass for words when two of 100 human texts are lost. */
function compareDesigns(tables, human, symbols) {
  const likelihood = (table, text) => {
    let bits = 0;
    let row = 0;
    for (const symbol of symbols(text)) {
      bits += table[row * N + symbol] - (symbol === N - 1 ? Math.log2(10) : 0);
      row = (row % N) * N + symbol;
    }
    return bits / text.replace(/[^A-Za-z0-9\x1a _.:/\\-]/g, '').length;
  };
  console.log(`${human.length} held-out texts\n                          ${Object.keys(ALPHABETS).join(' ')}`);
  for (const bucket of BUCKETS) {
    const random = Object.values(ALPHABETS).map((alphabet) => randomTokens(alphabet, bucket[2], 2000));
    for (const [name, table] of Object.entries(tables)) {
      const sorted = inBucket(human, bucket).map((text) => likelihood(table, text)).sort((one, other) => one - other);
      const at = (share) => sorted[Math.floor(sorted.length * share)];
      const passing = random.map((tokens) => percent(tokens, (token) => likelihood(table, token) >= at(0.02)));
      console.log(`${String(bucket[2]).padStart(2)} ${name.padEnd(18)} ${passing.join(' ')}   human texts: 0.2 % ${at(0.002).toFixed(2)}, 2 % ${at(0.02).toFixed(2)}, 50 % ${at(0.5).toFixed(2)}`);
    }
  }
}

/** Prints what the engine's predicates, with the model as it is now, make of human texts and of random tokens. */
function measurePredicates(human, { isRandomLooking, looksLikeWords }, { wordShape }) {
  const isOpen = (text) => ['random', 'mixed', 'password'].includes(wordShape(text));
  for (const bucket of BUCKETS) {
    const row = (name, texts) =>
      console.log(`${String(bucket[2]).padStart(2)} ${name.padEnd(9)} of ${texts.length}: random ${percent(texts, isRandomLooking)} %, words ${percent(texts, looksLikeWords)} %, shape random, mixed or password ${percent(texts, isOpen)} %`);
    row('human', inBucket(human, bucket));
    for (const [name, alphabet] of Object.entries(ALPHABETS)) row(name, randomTokens(alphabet, bucket[2], 2000));
  }
}

const [tarballs] = process.argv.slice(2).filter((one) => one !== '--measure');
const work = mkdtempSync(join(tmpdir(), 'language-model-'));
try {
  const { encode, fold } = await load('language.ts', true);
  const latin = (text) => fold(Buffer.from(text).toString('latin1'));
  const symbols = (text) => {
    const out = new Uint8Array(2 * text.length + 2);
    return out.subarray(0, encode(text, out));
  };
  const collect = (sources) => {
    const texts = new Map();
    for (const source of sources) {
      const files = unpack(source, work, tarballs === undefined ? work : resolve(tarballs));
      for (const [pattern, kind] of source.slice(3)) {
        for (const [path, content] of files.filter(([path]) => pattern.test(path))) {
          for (const text of textsOf(kind, path, content, latin)) if (text.length <= 64) texts.set(text, kind === 'list' ? -1 : Math.max(0, texts.get(text) ?? 0) + 1);
        }
      }
    }
    return texts;
  };
  const seen = collect(TRAINING);
  const counts = count([...seen].map(([text, times]) => [text, times < 0 ? 0.35 : 1 + Math.log2(times)]), symbols);
  const tables = designs(counts);
  const best = tables['trigram, backoff'];
  const levels = levelsOf(best, counts, 8);
  if (process.argv.includes('--measure')) {
    const unknown = [...collect(HELD_OUT).keys()].filter((text) => !seen.has(text) && text.length >= 6);
    const words = [...seen.keys()].filter((text) => /^[A-Za-z]{6,}$/.test(text) && wordsOf(text).some(isHeldOut));
    const quantised = best.map((bits) => levels[nearest(levels, bits)]);
    const human = [...unknown, ...words];
    compareDesigns({ ...tables, 'the same, 8 levels': quantised }, human, symbols);
    measurePredicates(human, await load('language.ts', false), await load('wordlike.ts', false));
  } else {
    writeFileSync(target, print(best, levels));
    process.stdout.write(`${counts.filter((one) => one > 0).length} trigrams of ${seen.size} texts: ${statSync(target).size} bytes\n`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
