// `leaklint rules list`, `leaklint rules show` and `leaklint explain`: what the rules are, for people and machines.
import { resolve } from 'node:path';
import { ExitCode, LeaklintError, suggest } from '../errors.ts';
import { loadAllRules } from '../project.ts';
import { visibleLines } from '../reporters/visible.ts';
import type { Rule, StructureName } from '../types.ts';
import type { Io } from './io.ts';
import type { ListFlags } from './program.ts';

// A user's pack may be a stranger's, hence `visibleLines`.
export async function listRules(flags: ListFlags, io: Io): Promise<ExitCode> {
  const rules = rulesOf(flags, io);
  io.stdout.write(flags.format === 'json' ? toJson({ version: 1, rules: rules.map(toRecord) }) : visibleLines(toTable(rules)));
  return ExitCode.clean;
}

export async function showRule(id: string, flags: ListFlags, io: Io): Promise<ExitCode> {
  const rules = rulesOf(flags, io);
  const rule = rules.find((one) => one.id === id);
  if (rule === undefined) {
    const hint = suggest(id, rules.map((one) => one.id)) || 'leaklint rules list shows them all';
    throw new LeaklintError('UNKNOWN_RULE', `no rule is called "${id}"`, hint);
  }
  io.stdout.write(flags.format === 'json' ? toJson(toRecord(rule)) : visibleLines(toPage(rule)));
  return ExitCode.clean;
}

function rulesOf(flags: ListFlags, { cwd }: Io): readonly Rule[] {
  return loadAllRules(flags.rules.map((file) => resolve(cwd, file)), cwd);
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function toRecord(rule: Rule): Record<string, unknown> {
  const { id, provider, title, risk, severity, confidence, exposure, tags, references, examples, pattern, blockEnd } = rule;
  return {
    id,
    provider: provider.id,
    providerName: provider.name,
    hosts: provider.hosts,
    title,
    risk,
    severity,
    confidence,
    exposure,
    tags,
    references,
    examples: examples.match,
    rotate: provider.rotate,
    pattern: pattern.source,
    ...(blockEnd !== undefined && { blockEnd }),
    minWidth: pattern.minWidth,
    maxWidth: pattern.maxWidth,
  };
}

function toTable(rules: readonly Rule[]): string {
  const header = ['RULE', 'SEVERITY', 'CONFIDENCE', 'EXPOSURE', 'TITLE'];
  const rows = rules.map(({ id, severity, confidence, exposure, title }) => [id, severity, confidence, exposure, title]);
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => row[column]?.length ?? 0)));
  const lines = [header, ...rows].map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
  return `${lines.join('\n')}\n\n${counted(rules)}\n`;
}

/** Both kinds apart: a rule that knows a name and its surroundings finds less than one that knows a form. */
function counted(rules: readonly Rule[]): string {
  const providersOf = (some: readonly Rule[]): number => new Set(some.map((rule) => rule.provider.id)).size;
  const byContext = rules.filter(({ tags }) => tags.includes('context'));
  const byForm = rules.filter(({ tags }) => !tags.includes('context'));
  const kinds = `${byForm.length} by the form of the credential (${providersOf(byForm)}), ${byContext.length} by its name and surroundings (${providersOf(byContext)})`;
  return `${rules.length} rules, ${providersOf(rules)} providers: ${kinds}`;
}

const STRUCTURES: Readonly<Partial<Record<StructureName, string>>> = {
  jwt: 'it decodes to a JSON Web Token',
  'private-key': 'it decodes to a private key',
  basic: 'it decodes to a user and a password',
};

function toPage(rule: Rule): string {
  const { provider, near, structure, requires, entropy } = rule;
  const conditions = [
    near && `one of ${near.words.join(', ')} stands within ${near.within} bytes`,
    structure && STRUCTURES[structure],
    requires && requires.alone === undefined && `its other half (${requires.rules.join(' or ')}) stands within ${requires.within} bytes`,
    entropy && `at least ${entropy} bits of entropy a character`,
    'it is no placeholder',
  ].filter(Boolean);
  const list = (items: readonly unknown[]): string => items.map((item) => `  - ${String(item)}\n`).join('');
  const steps = provider.rotate.map((step, index) => `  ${index + 1}. ${step}\n`).join('');
  return `${rule.title} (${rule.id})

${rule.risk}

provider    ${provider.name}
severity    ${rule.severity}
confidence  ${rule.confidence}
exposure    ${rule.exposure}
tags        ${rule.tags.join(', ')}

It is reported when
${list(conditions)}
What to do when it has leaked
${steps}
Examples
${list(rule.examples.match.map((text) => JSON.stringify(text)))}
Not reported
${list(rule.examples.noMatch.map((text) => JSON.stringify(text)))}
References
${list(rule.references)}
To silence one: // leaklint-disable-next-line ${rule.id} -- reason
`;
}
