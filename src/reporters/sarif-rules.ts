// Rules as SARIF reporting descriptors, with the properties that GitHub code scanning reads.
import type { ReportingDescriptor } from 'sarif';
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
      // CWE-798: Use of Hard-coded Credentials. SARIF wants tags to be unique.
      tags: [...new Set(['security', 'external/cwe/cwe-798', ...rule.tags])],
      precision: rule.confidence,
      'security-severity': score,
      'problem.severity': problem,
    },
  };
}

/** What to do now as numbered sentences on one line; empty if the provider names none. */
export function rotateSentence({ provider }: Rule): string {
  const steps = provider.rotate.map((step, index) => `${index + 1}. ${step}`);
  return steps.length === 0 ? '' : `What to do now: ${steps.join(' ')}`;
}

function helpOf({ risk, provider }: Rule): { readonly text: string; readonly markdown: string } {
  const steps = provider.rotate.map((step, index) => `${index + 1}. ${step}`);
  if (steps.length === 0) return { text: risk, markdown: markdown(risk) };
  const heading = `**What to do now (${markdown(provider.name)})**`;
  return {
    text: [risk, '', `What to do now (${provider.name}):`, ...steps].join('\n'),
    markdown: [markdown(risk), '', heading, '', ...steps.map(markdown)].join('\n'),
  };
}

// Placeholders such as <project> would vanish as HTML.
function markdown(plain: string): string {
  return plain.replaceAll('<', '&lt;');
}

/** `qodryx-live-key` as `QodryxLiveKey`, the form SARIF asks of a rule's name. */
function pascalCase(id: string): string {
  return id
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
