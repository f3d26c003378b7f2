// Rules as SARIF reporting descriptors, with the properties that GitHub code scanning reads.
import type { ReportingDescriptor } from 'sarif';
import { escapeMarkdown } from './escape-markdown.ts';
import { numbered } from './rotation.ts';
import { ruleLink } from './rule-link.ts';
import type { Rule, Severity } from '../types.ts';

// The numbers fall into GitHub's bands of the same names: critical above 9.0, high from 7.0, medium from 4.0.
const levels = {
  critical: { level: 'error', score: '9.5', problem: 'error' },
  high: { level: 'error', score: '8.0', problem: 'error' },
  medium: { level: 'warning', score: '5.5', problem: 'warning' },
  low: { level: 'note', score: '3.0', problem: 'recommendation' },
} as const satisfies Record<Severity, unknown>;

/** SARIF has three levels; critical and high share `error`. */
export function sarifLevel(severity: Severity): 'error' | 'warning' | 'note' {
  return levels[severity].level;
}

/** `severity` is the one in force, which the configuration may have set. */
export function sarifRule(rule: Rule, severity: Severity): ReportingDescriptor {
  const { level, score, problem } = levels[severity];
  const helpUri = ruleLink(rule);
  return {
    id: rule.id,
    name: pascalCase(rule.id),
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.risk },
    help: helpOf(rule),
    ...(helpUri === undefined ? {} : { helpUri }),
    defaultConfiguration: { level },
    properties: {
      tags: [...tagsOf(rule)],
      precision: rule.confidence,
      'security-severity': score,
      'problem.severity': problem,
    },
  };
}

// Use of a Hard-coded Password, of a Hard-coded Cryptographic Key; all others are Use of Hard-coded Credentials.
const weaknesses: Readonly<Record<string, string>> = { password: '259', 'private-key': '321' };
const MOST_TAGS = 10;

/** Without repetition, as SARIF wants it; of more than ten GitHub shows the first. */
function tagsOf({ tags }: Rule): readonly string[] {
  const special = tags.flatMap((tag) => weaknesses[tag] ?? []);
  const cwe = [...special, '798'].map((number) => `external/cwe/cwe-${number}`);
  return [...new Set(['security', ...cwe, ...tags])].slice(0, MOST_TAGS);
}


// Code scanning calls an alert fixed as soon as the line is gone.
const NOT_ENOUGH = 'Deleting the line is not enough: the credential stays in the history, and in every copy of it, until it is revoked.';

function helpOf({ risk, provider, exposure }: Rule): { readonly text: string; readonly markdown: string } {
  const heading = `What to do now (${provider.name})`;
  const last = exposure === 'public' ? [] : ['', NOT_ENOUGH];
  const asText = provider.rotate.length === 0 ? [] : ['', `${heading}:`, ...numbered(provider.rotate)];
  const asMarkdown = provider.rotate.length === 0 ? [] : ['', `**${escapeMarkdown(heading)}**`, '', ...numbered(provider.rotate.map(escapeMarkdown))];
  return { text: [risk, ...asText, ...last].join('\n'), markdown: [escapeMarkdown(risk), ...asMarkdown, ...last].join('\n') };
}

/** `qodryx-live-key` as `QodryxLiveKey`, the form SARIF asks of a rule's name. */
function pascalCase(id: string): string {
  return id
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
