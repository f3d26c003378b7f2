// The linter of rules: examples both ways through the whole engine, made-up tokens and broken ones, rivalry between rules.
// For the built-in pack and for users' own. That a pattern is bounded and safe the compiler has proved already.
import { analyse } from 'scslre';
import { createEngine } from './engine/engine.ts';
import { expandExample } from './rule/expand.ts';
import { parsePattern } from './rule/parse-pattern.ts';
import { createRandom } from './rule/random.ts';
import { outsideAlphabet, sample, shortened } from './rule/sample.ts';
import type { Node } from './rule/tree.ts';
import type { Engine, Match, Rule } from './types.ts';

/** What is wrong with a rule, in one sentence without a token. */
export interface RuleFault {
  readonly ruleId: string;
  readonly message: string;
}

const SAMPLES = 12;

/** Checks `rules`, together with those they will run beside. */
export function checkRules(rules: readonly Rule[], beside: readonly Rule[] = []): readonly RuleFault[] {
  const all = [...beside, ...rules];
  const whole = createEngine(all);
  const alone = new Map(all.map((rule) => [rule.id, createEngine([rule])]));
  return rules.flatMap((rule) => {
    const engine = alone.get(rule.id) as Engine;
    const messages = [
      ...checkHalves(rule, all),
      ...checkExamples(rule, whole),
      ...checkRivals(rule, all, alone),
      ...checkSpeed(rule),
      ...(isDecidedByPattern(rule) ? checkSamples(rule, parsePattern(rule.pattern.source), engine) : []),
    ];
    return messages.map((message) => ({ ruleId: rule.id, message }));
  });
}

/** The rule's own examples, expanded; the seed makes each different from the next. */
export function expandedExamples(rule: Rule): { readonly match: readonly string[]; readonly noMatch: readonly string[] } {
  const expand = (kind: string) => (example: string, index: number) => expandExample(example, `${rule.id}/${kind}/${index}`);
  return { match: rule.examples.match.map(expand('match')), noMatch: rule.examples.noMatch.map(expand('noMatch')) };
}

function checkHalves({ requires }: Rule, all: readonly Rule[]): string[] {
  const missing = requires?.rules.filter((id) => !all.some((rule) => rule.id === id)) ?? [];
  return missing.map((id) => `requires.rules names ${id}, which does not exist`);
}

function checkExamples(rule: Rule, engine: Engine): string[] {
  const { match, noMatch } = expandedExamples(rule);
  const isFound = (text: string): boolean => find(engine, text).some((one) => one.rule.id === rule.id);
  const isVerified = (text: string): boolean =>
    find(engine, text).some((one) => one.rule.id === rule.id && one.evidence.verified);
  return [
    ...(rule.checksum && !match.some(isVerified) ? ['no examples.match has the right checksum'] : []),
    ...match.flatMap((text, index) => (isFound(text) ? [] : [`examples.match ${index + 1} is not found`])),
    ...noMatch.flatMap((text, index) => (isFound(text) ? [`examples.noMatch ${index + 1} is found`] : [])),
  ];
}

function checkRivals(rule: Rule, rules: readonly Rule[], alone: ReadonlyMap<string, Engine>): string[] {
  if (!isSpecific(rule)) return [];
  const own = alone.get(rule.id) as Engine;
  const rivals = rules.filter((other) => other.id !== rule.id && isSpecific(other));
  return expandedExamples(rule).match.flatMap((text, index) => {
    const claims = find(own, text);
    return rivals
      .filter((rival) => find(alone.get(rival.id) as Engine, text).some((one) => claims.some((claim) => meet(claim, one))))
      .map((rival) => `examples.match ${index + 1} is claimed by ${rival.id} too; both have high confidence`);
  });
}

// What more than the pattern decides cannot be made from it; the examples stand for such rules.
function isDecidedByPattern({ structure, blockEnd, plausible, requires }: Rule): boolean {
  const needsHalf = requires !== undefined && requires.alone === undefined;
  return structure === undefined && blockEnd === undefined && plausible === undefined && !needsHalf;
}

// A second opinion: scslre reasons about unbounded text, the compiler's step bound about one window.
function checkSpeed(rule: Rule): string[] {
  const sources = [rule.pattern.source, ...(rule.blockEnd === undefined ? [] : [rule.blockEnd])];
  const reports = sources.flatMap((source) => analyse({ source, flags: '' }, { reportTypes: { Move: false } }).reports);
  return reports.map((report) => `scslre calls its pattern ${report.exponential ? 'exponentially' : 'polynomially'} slow`);
}

function isSpecific(rule: Rule): boolean {
  return rule.confidence === 'high' && rule.near === undefined && !rule.tags.includes('generic');
}

function meet(a: Match, b: Match): boolean {
  return a.secret.start < b.secret.end && b.secret.start < a.secret.end;
}

function checkSamples(rule: Rule, tree: Node, engine: Engine): string[] {
  const random = createRandom(`${rule.id}/sample`);
  const isFound = (text: string): boolean => engine.scan(Buffer.from(inContext(rule, text), 'latin1'), 'code').length > 0;
  const make = (node: Node | undefined): string[] =>
    node === undefined ? [] : Array.from({ length: SAMPLES }, () => sample(node, random));
  const samples = make(tree).filter((text) => rule.pattern.before !== 'name' || /\d/.test(text));
  const { prefix } = rule.pattern;
  const altered = prefix === '' ? [] : samples.map((text) => text.replace(prefix, `${alter(prefix)}`));
  const faults: [string, boolean][] = [
    ['a token made from the pattern is not found', samples.every(isFound)],
    ['a token one short of the least length is found', !make(shortened(tree)).some(isFound)],
    ['a token that starts outside the alphabet is found', !make(outsideAlphabet(tree)).some(isFound)],
    ['a token with an altered prefix is found', !altered.some(isFound)],
  ];
  return faults.flatMap(([message, holds]) => (holds ? [] : [message]));
}

function alter(prefix: string): string {
  return (prefix.startsWith('~') ? '!' : '~') + prefix.slice(1);
}

function inContext(rule: Rule, text: string): string {
  return rule.near === undefined ? text : `${rule.near.words[0] ?? ''} ${text}\n`;
}

function find(engine: Engine, text: string): readonly Match[] {
  return engine.scan(Buffer.from(text), 'code');
}
