// What plugins that look for credentials cost in a run of ESLint with the recommended rules of typescript-eslint: all of them
// in one run over the same files, each rule's time as ESLint itself takes it, so that what else the machine does weighs on all
// alike. A process of its own: node bench/eslint.mjs <folder> <runs> <installed peers>, prints one line of JSON.
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import leaklint from '../dist/eslint.mjs';
import { spread } from './measure.mjs';
import { listFiles } from './packages.mjs';

const [folder, runs, peers] = process.argv.slice(2);
const require = createRequire(join(peers, 'package.json'));
const { ESLint } = require('eslint');
const typescript = require('@typescript-eslint/eslint-plugin');
const noSecrets = require('eslint-plugin-no-secrets');
const sonarjs = require('eslint-plugin-sonarjs');

const WARM_UP = 200;
const SONARJS = ['no-hardcoded-passwords', 'no-hardcoded-secrets', 'hardcoded-secret-signatures'];
const version = (name) => require(`${name}/package.json`).version;
const on = (plugin, rules) => Object.fromEntries(rules.map((rule) => [`${plugin}/${rule}`, 'error']));

const plugins = [
  { name: 'leaklint', version: leaklint.meta.version, config: leaklint.configs.recommended },
  { name: 'eslint-plugin-no-secrets', version: version('eslint-plugin-no-secrets'), config: { plugins: { 'no-secrets': noSecrets }, rules: on('no-secrets', ['no-secrets']) } },
  { name: 'eslint-plugin-sonarjs', version: version('eslint-plugin-sonarjs'), config: { plugins: { sonarjs }, rules: on('sonarjs', SONARJS) } },
];

const files = listFiles(folder);
const eslint = new ESLint({
  cwd: folder,
  ignore: false,
  stats: true,
  overrideConfigFile: true,
  // Comments of the linted packages would switch rules off, or name rules that are not there.
  overrideConfig: [{ files: ['**/?*'], linterOptions: { noInlineConfig: true } }, ...typescript.configs['flat/recommended'], ...plugins.map(({ config }) => config)],
});

const pluginOf = (ruleId) => plugins.findIndex(({ config }) => Object.keys(config.rules).includes(ruleId));

/** Milliseconds that each plugin took, and all the rest; and how many reports each gave. */
async function lint(paths) {
  const times = plugins.map(() => 0);
  const reports = plugins.map(() => 0);
  let all = 0;
  for (const { messages, stats, fatalErrorCount } of await eslint.lintFiles(paths)) {
    // What cannot be parsed has no times.
    if (fatalErrorCount > 0) continue;
    for (const { total, rules } of stats.times.passes) {
      all += total;
      for (const [id, time] of Object.entries(rules ?? {})) if (pluginOf(id) >= 0) times[pluginOf(id)] += time.total;
    }
    for (const { ruleId } of messages) if (pluginOf(ruleId) >= 0) reports[pluginOf(ruleId)]++;
  }
  return { times, rest: all - times.reduce((sum, time) => sum + time, 0), reports };
}

await lint(files.slice(0, WARM_UP));
const measured = [];
for (let run = 0; run < Number(runs); run++) measured.push(await lint(files));
const rows = plugins.map(({ name, version: which }, index) => ({
  name,
  version: which,
  reports: measured[0].reports[index],
  share: spread(measured.map(({ times, rest }) => times[index] / rest)),
}));
const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
const seconds = spread(measured.map(({ rest }) => rest / 1000));
process.stdout.write(`${JSON.stringify({ version: ESLint.version, typescript: version('@typescript-eslint/eslint-plugin'), files: files.length, bytes, seconds, plugins: rows })}\n`);
