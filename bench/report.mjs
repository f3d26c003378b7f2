// The result as Markdown, for people. Ranked tools first, by time; then those that miss canaries; then the rest.

const number = (value, digits = 2) => value.toFixed(value >= 100 ? Math.min(digits, 1) : digits);
const range = ({ median, min, max }, digits) => `${number(median, digits)} [${number(min, digits)}–${number(max, digits)}]`;
const table = (head, rows) => [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

// Of all processes that a tool starts, and of those that are not git.
const USAGE = ['CPU s', 'CPU s without git', 'peak MB', 'peak MB without git'];
const COMPARISON = ['tool', 'corpus', 'median s [min–max]', 'MB/s', ...USAGE, 'canaries', 'time / leaklint'];

function orderOf(row) {
  if (row.wall === undefined) return row.stoppedAfter === undefined ? 3 : 2;
  return row.ranked ? 0 : 1;
}

function toolCells(row, leaklint) {
  const name = `${row.tool} ${row.version}`;
  const empty = COMPARISON.slice(3).map(() => '');
  if (row.failure !== undefined) return [name, row.corpus, `failed: ${row.failure}`, ...empty];
  if (row.stoppedAfter !== undefined) return [name, row.corpus, `> ${row.stoppedAfter}, stopped`, ...empty];
  const known = (value, digits) => (value === undefined ? 'unknown' : number(value.median, digits));
  const usage = [known(row.cpu), known(row.withoutGit.cpu), known(row.peak, 0), known(row.withoutGit.peak, 0)];
  const canaries = row.canaries === undefined ? '' : `${row.canaries} of ${row.planted}${row.ranked ? '' : ', not ranked'}`;
  const ratio = leaklint?.wall === undefined ? '' : `${number(row.wall.median / leaklint.wall.median)}×`;
  return [name, row.corpus, range(row.wall), number(row.megabytesPerSecond, 1), ...usage, canaries, ratio];
}

function comparison({ corpora, comparison: rows }) {
  const sorted = corpora.flatMap(({ name }) => {
    const here = rows.filter(({ corpus }) => corpus === name);
    const leaklint = here.find(({ tool }) => tool === 'leaklint');
    const inOrder = here.toSorted((a, b) => orderOf(a) - orderOf(b) || (a.wall?.median ?? 0) - (b.wall?.median ?? 0));
    return inOrder.map((row) => toolCells(row, leaklint));
  });
  return table(COMPARISON, sorted);
}

// What each case counts.
const PARTS = {
  ahoCorasick: ['Aho-Corasick in JavaScript', 'grams'],
  kernel: ['kernel', 'openings'],
  engine: ['engine', 'pattern matches'],
  reference: ['reference engine', 'matches'],
};

function inMemory(cases) {
  const rows = cases.flatMap(({ corpus, stoppedAfter, latin1, ...parts }) => {
    if (stoppedAfter !== undefined) return [[corpus, '', `> ${stoppedAfter} s, stopped`, '', '']];
    const first = [corpus, 'latin1Slice', range(latin1.rate, 0), '1', ''];
    const rest = Object.entries(PARTS).map(([key, [name, counted]]) => {
      const { rate, perMegabyte } = parts[key];
      const share = (rate.median / latin1.rate.median).toPrecision(2);
      return [corpus, name, range(rate, 1), share, `${number(perMegabyte, 1)} ${counted}`];
    });
    return [first, ...rest];
  });
  return table(['corpus', 'in memory', 'MB per CPU s', 'of latin1Slice', 'per MB'], rows);
}

function starts(cases) {
  const rows = cases.map(({ node, nothing, scan, staged }) => {
    const beside = (time) => [range(time, 1), `${number(time.median / nothing.median)}×`];
    return [node, range(nothing, 1), ...beside(scan), ...beside(staged)];
  });
  return table(['start', '`node -e 0`, ms', 'a scan of one small file, ms', 'ratio', 'five staged of 5,000 files, ms', 'ratio'], rows);
}

function perByte(cases) {
  const rows = cases.map(({ name, files, bytes, stoppedAfter, nanosecondsPerByte, wall }) => {
    const size = [name, String(files), number(bytes / 1e6, 1)];
    return stoppedAfter === undefined ? [...size, number(nanosecondsPerByte), range(wall)] : [...size, `> ${stoppedAfter} s, stopped`, ''];
  });
  return table(['cost per byte', 'files', 'MB', 'ns per byte, start taken off', 's'], rows);
}

function eslint({ tree: { version, typescript, files, bytes, seconds, plugins }, start }) {
  const percent = ({ median, min, max }) => range({ median: median * 100, min: min * 100, max: max * 100 }, 1);
  const rows = plugins.map((one) => [`${one.name} ${one.version}`, percent(one.share), String(one.reports)]);
  return [
    `ESLint ${version} with the recommended rules of typescript-eslint ${typescript} over ${files} scripts, ${number(bytes / 1e6, 1)} MB: ${range(seconds, 1)} s. Each plugin's rules take:`,
    table(['plugin', '% of that', 'reports'], rows),
    `leaklint adds ${number(start.added, 1)} ms of CPU time to a start of ESLint with one small file, of ${range(start.without, 1)} ms.`,
  ].join('\n\n');
}

/** @returns {string} everything that a result file holds, as tables */
export function renderMarkdown(result) {
  const { machine, date, leaklint, runs, missing, pack } = result;
  const corpora = result.corpora.map(({ name, files, bytes, scanned }) => {
    return [name, String(files), number(bytes / 1e6, 1), scanned === undefined ? '' : `${scanned.files} / ${number(scanned.bytes / 1e6, 1)}`];
  });
  const parts = [
    `${date}, ${machine.cores} × ${machine.cpu}, ${machine.memory} GB, ${machine.system}, Node ${machine.node}; leaklint ${leaklint.commit}, ${leaklint.rules} rules; ${runs} runs, warm cache; load ${machine.load} before`,
    table(['corpus', 'files or blobs', 'MB', 'leaklint read: files or blobs / MB'], corpora),
    comparison(result),
    missing.length > 0 ? `Not installed (\`npm run bench:peers\`): ${missing.join(', ')}` : undefined,
    result.inMemory.length > 0 ? inMemory(result.inMemory) : undefined,
    result.starts.length > 0 ? starts(result.starts) : undefined,
    pack === undefined ? undefined : `A user's pack of ${pack.rules} rules adds ${number(pack.added, 1)} ms to a start of ${range(pack.without, 1)} ms.`,
    result.perByte.length > 0 ? perByte(result.perByte) : undefined,
    result.eslint === undefined ? undefined : eslint(result.eslint),
  ];
  return `${parts.filter((part) => part !== undefined).join('\n\n')}\n`;
}
