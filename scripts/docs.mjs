// Writes what is generated into the documentation: the pages about rules, the option table of the README, the tags of the
// version, and parts of the pages about the ESLint plugin. With --check it writes nothing and fails when one is stale.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { eslintPages } from './eslint-docs.mjs';
import { nameTags } from './release-tags.mjs';
import { rulePages } from './rule-pages.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const leaklint = (...args) => execFileSync(process.execPath, ['dist/cli.mjs', ...args], { encoding: 'utf8', maxBuffer: 1 << 26 });

function readme() {
  const help = leaklint('scan', '--help').replace(/^[^]*?Options:\n/, '').trimEnd();
  const text = readFileSync('README.md', 'utf8');
  const mark = /(<!-- options -->\n```text\n)[^]*?(```\n<!-- \/options -->)/;
  if (!mark.test(text)) throw new Error('README.md has lost the marks of the option table');
  return text.replace(mark, (_, before, after) => `${before}${help}\n${after}`);
}

const isCheck = process.argv.includes('--check');
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const { rules } = JSON.parse(leaklint('rules', 'list', '--format', 'json'));
const pages = new Map([...rulePages(rules), ['README.md', nameTags(readme(), version)], ...eslintPages()]);
for (const path of ['docs/github-action.md', 'docs/hooks.md']) pages.set(path, nameTags(readFileSync(path, 'utf8'), version));
const stale = [];
mkdirSync('docs/rules', { recursive: true });
for (const name of readdirSync('docs/rules')) {
  const path = `docs/rules/${name}`;
  if (pages.has(path)) continue;
  if (isCheck) stale.push(path);
  else rmSync(path);
}
for (const [path, text] of pages) {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
  if (isCheck) stale.push(path);
  else writeFileSync(path, text);
}
if (stale.length > 0) {
  process.stderr.write(`stale: ${stale.slice(0, 5).join(', ')}${stale.length > 5 ? ` and ${stale.length - 5} more` : ''}; run npm run docs\n`);
  process.exitCode = 1;
}
