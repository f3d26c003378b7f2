// The explanation of a line for people: each match of a pattern, the checks it passed in their order, and where it ended.
import type { Decision, Explanation, Outcome } from '../explain.ts';
import { visible } from '../reporters/visible.ts';
import type { Blob, Finding, Rule } from '../types.ts';
import { rejectionSentence } from './rejections.ts';

// UTF-16 units; a line of a bundle can be megabytes.
const LONGEST_LINE = 160;
const MOST_RULES = 8;

/** Ends in a newline. Everything of scanned origin in it is masked; control characters are the caller's to make visible. */
export function explanationText({ path, syntax }: Blob, line: number, { text, decisions, unmatched }: Explanation): string {
  const shown = text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE)}…` : text;
  const blocks = [
    `${path}:${line} (read as ${syntax})\n  ${shown.trim()}`,
    ...decisions.map(decisionText),
    ...(decisions.length === 0 ? ['No pattern of a rule matches on this line.'] : []),
    ...(unmatched.length === 0 ? [] : [`A literal of ${nameRules(unmatched)} stands here; what follows or precedes it does not fit.`]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** The same for machines; ends in a newline. */
export function explanationJson({ path, syntax }: Blob, line: number, { decisions, unmatched }: Explanation): string {
  const found = decisions.map(({ rule, start, secret, layers, outcome }) => ({
    ruleId: rule.id,
    ...start,
    secret: `${secret}`,
    layer: layers,
    outcome: outcome.kind,
    ...('by' in outcome && { by: typeof outcome.by === 'string' ? outcome.by : outcome.by.id }),
  }));
  return `${JSON.stringify({ version: 1, path, line, syntax, decisions: found, unmatched: unmatched.map(({ id }) => id) }, null, 2)}\n`;
}

function nameRules(rules: readonly Rule[]): string {
  const names = rules.slice(0, MOST_RULES).map(({ id }) => id).join(', ');
  return rules.length > MOST_RULES ? `${names} and ${rules.length - MOST_RULES} more rules` : names;
}

function decisionText({ rule, secret, start, layers, outcome }: Decision): string {
  const inside = layers.length === 0 ? '' : `, in ${layers.toReversed().join(' in ')}`;
  const passed = passedChecks(rule, outcome).map((check) => `  ✔ ${check}`);
  const [sign, sentence] = outcomeSentence(rule, outcome);
  return [`${rule.id}: ${secret} at column ${start.column}${inside}`, ...passed, `  ${sign} ${sentence}`].join('\n');
}

type Check = readonly [name: string, applies: boolean, sentence: string];

/** The checks before the one that ended it, in the order of `engine/judge.ts`. */
function passedChecks(rule: Rule, outcome: Outcome): readonly string[] {
  const { near, structure, claims, entropy, checksum, plausible, requires } = rule;
  const isProven = structure !== undefined && structure !== 'aws-key-id';
  const checks: readonly Check[] = [
    ['pattern', true, 'the pattern matches, and nothing beside it makes it part of something longer'],
    ['allowed', rule.allow.length > 0, 'it is none of the samples that its documentation shows'],
    ['not-near', near !== undefined, `one of these is near: ${near?.words.join(', ')}`],
    ['structure', isProven, `it has the structure ${structure}`],
    ['claims', claims !== undefined, `its claims are ${Object.entries(claims ?? {}).map(([name, values]) => `${name}: ${values.join(' or ')}`).join(', ')}`],
    ['placeholder', !isProven, 'it is no placeholder'],
    ['entropy', !isProven && entropy !== undefined, `it has ${entropy} bits of entropy a character`],
    ['plausible', plausible !== undefined, `name, syntax and shape make it a ${plausible}`],
    ['reference', rule.pattern.before === 'name' && plausible === undefined, 'it is a literal'],
    ['other-name', rule.pattern.before === 'name' && near !== undefined && plausible === undefined, 'its name does not say that it is of somebody else'],
    ['checksum', checksum !== undefined, 'its checksum was looked at'],
    ['half-missing', requires !== undefined, 'its other half was looked for'],
  ];
  const ended = outcome.kind === 'rejected' ? (outcome.by.split(':')[0] as string) : outcome.kind;
  const end = checks.findIndex(([name]) => name === ended);
  return (end < 0 ? checks : checks.slice(0, end)).flatMap(([, applies, sentence]) => (applies ? [sentence] : []));
}

function outcomeSentence(rule: Rule, outcome: Outcome): readonly [sign: '✔' | '✘', sentence: string] {
  switch (outcome.kind) {
    case 'rejected':
      return ['✘', `not reported: ${rejectionSentence(outcome.by, rule)}`];
    case 'half-missing':
      return ['✘', `not reported: its other half (${rule.requires?.rules.join(' or ')}) does not stand within ${rule.requires?.within} bytes`];
    case 'half-of':
      return ['✘', `not reported by itself: it is the other half of ${outcome.by.id}`];
    case 'overlapped':
      return ['✘', `not reported: ${outcome.by.id} is better founded and covers the same text`];
    case 'switched-off':
      return ['✘', 'not reported: the configuration switches the rule off'];
    case 'other-path':
      return ['✘', `not reported: the rule is for ${rule.paths?.join(', ')}`];
    case 'unsure':
      return ['✘', `not reported: its confidence is ${outcome.finding.confidence}; --min-confidence ${outcome.finding.confidence} shows it`];
    case 'public':
      return ['✘', 'not listed: it is made to be public; --show-public lists it'];
    case 'suppressed':
      return ['✘', `not reported: ${suppression(outcome.finding)}`];
    case 'reported':
      return ['✔', `reported: ${outcome.finding.severity}, ${outcome.finding.confidence} confidence, exposure ${outcome.finding.exposure}`];
    default:
      return outcome satisfies never;
  }
}

function suppression({ status }: Finding): string {
  if (status.kind === 'new') return '';
  const by = status.kind === 'baseline' ? 'the baseline' : status.by === 'inline' ? 'a comment' : 'the configuration';
  return `${by} accepts it${status.reason === undefined ? '' : ` (${visible(status.reason)})`}`;
}
