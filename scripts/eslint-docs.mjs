// What is generated into the pages of our ESLint rules, from the rules themselves: the header, the table of options, and in
// docs/eslint.md the table of rules.
import { readFileSync, readdirSync } from 'node:fs';
import plugin from '../dist/eslint.mjs';

const SETS = ['recommended', 'strict'];
const rules = Object.entries(plugin.rules);

/** The pages with what is generated in them: path and text. @throws if a rule has no page, or a page no rule or mark */
export function eslintPages() {
  const pages = readdirSync('docs/eslint').map((file) => file.replace('.md', ''));
  const strange = pages.filter((name) => plugin.rules[name] === undefined);
  if (strange.length > 0) throw new Error(`docs/eslint/ has pages of no rule: ${strange.join(', ')}`);
  return [
    ['docs/eslint.md', fill('docs/eslint.md', { rules: rulesTable() })],
    ...rules.map(([name, { meta }]) => {
      const path = `docs/eslint/${name}.md`;
      return [path, fill(path, { header: header(name, meta), options: optionsTable(meta.schema) })];
    }),
  ];
}

function fill(path, parts) {
  return Object.entries(parts).reduce((text, [name, part]) => {
    const mark = new RegExp(`(<!-- ${name} -->\\n)[^]*?(<!-- /${name} -->)`);
    if (!mark.test(text)) throw new Error(`${path} has lost the marks <!-- ${name} -->`);
    return text.replace(mark, (_, before, after) => `${before}${part}\n${after}`);
  }, readFileSync(path, 'utf8'));
}

function rulesTable() {
  const rows = rules.map(([name, { meta }]) => {
    const cells = [...SETS.map((set) => (optionsIn(set, name) === undefined ? '' : 'yes')), meta.hasSuggestions ? 'yes' : ''];
    return `| [${name}](eslint/${name}.md) | ${meta.docs.description} | ${cells.join(' | ')} |`;
  });
  return ['| rule | does | recommended | strict | suggestions |', '|---|---|---|---|---|', ...rows].join('\n');
}

function header(name, { docs, hasSuggestions }) {
  const sets = SETS.flatMap((set) => {
    const options = optionsIn(set, name);
    if (options === undefined) return [];
    return `\`${set}\`${options.length > 0 ? ` (with \`${JSON.stringify(options[0])}\`)` : ''}`;
  });
  const place = sets.length === 0 ? 'In no configuration' : `In ${sets.join(' and ')}`;
  return `# leaklint/${name}\n\n${docs.description}. ${place}; ${hasSuggestions ? 'offers suggestions' : 'changes nothing'}.`;
}

/** The options of a rule in a configuration; nothing if it is not in there. */
function optionsIn(set, name) {
  const setting = plugin.configs[set].rules[`leaklint/${name}`];
  return setting === undefined ? undefined : [setting].flat().slice(1);
}

function optionsTable([schema]) {
  if (schema === undefined) return 'None.';
  const rows = Object.entries(schema.properties).map(([name, option]) => `| \`${name}\` | ${typeOf(option)} | ${option.description} |`);
  return ['| option | value | |', '|---|---|---|', ...rows].join('\n');
}

function typeOf({ type, enum: words, items }) {
  if (words !== undefined) return words.map((word) => `\`"${word}"\``).join(', ');
  if (type !== 'array') return type;
  return `list of ${items.enum === undefined ? `${items.type}s` : typeOf(items)}`;
}
