// The linter of rules: examples both ways through the whole engine, made-up tokens and broken ones, rivalry between rules.
// For the built-in pack and for users' own. That a pattern is bounded and safe the compiler has proved already.
import { analyse } from 'scslre';
import { type Candidate, createEngine } from './engine/engine.ts';
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
  const claimsIn = createClaimant(all.filter(isSpecific));
  return rules.flatMap((rule) => {
    const messages = [
      ...checkHalves(rule, all),
      ...checkExamples(rule, whole),
      ...checkRivals(rule, claimsIn),
      ...checkSpeed(rule),
      ...(isDecidedByPattern(rule) ? checkSamples(rule, parsePattern(rule.pattern.source), createEngine([rule])) : []),
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

function checkRivals(rule: Rule, claimsIn: Claimant): string[] {
  return expandedExamples(rule).match.flatMap((text, index) => {
    const claims = claimsIn(text);
    const own = claims.filter((claim) => claim.rule.id === rule.id);
    const rivals = claims.filter((claim) => claim.rule.id !== rule.id && own.some((one) => meet(one, claim)));
    return [...new Set(rivals.map((rival) => rival.rule.id))].map(
      (id) => `examples.match ${index + 1} is claimed by ${id} too; both have high confidence`,
    );
  });
}

/** What each rule would find in a text if it were alone. */
type Claimant = (text: string) => readonly Candidate[];

// One engine for all rules: a verdict is told before overlaps are resolved and halves paired.
function createClaimant(rules: readonly Rule[]): Claimant {
  let claims: Candidate[] = [];
  const engine = createEngine(rules, {
    onVerdict: (candidate, verdict) => {
      if ('evidence' in verdict) claims.push(candidate);
    },
  });
  return (text) => {
    claims = [];
    find(engine, text);
    return claims;
  };
}

// What more than the pattern decides cannot be made from it; the examples stand for such rules.
function isDecidedByPattern(rule: Rule): boolean {
  return rule.structure === undefined && rule.blockEnd === undefined && rule.plausible === undefined && !needsHalf(rule);
}

/** Without the other half there is no finding. */
function needsHalf({ requires }: Rule): boolean {
  return requires !== undefined && requires.alone === undefined;
}

// A second opinion: scslre reasons about unbounded text, the compiler's step bound about one window.
function checkSpeed(rule: Rule): string[] {
  const sources = [rule.pattern.source, ...(rule.blockEnd === undefined ? [] : [rule.blockEnd])];
  const reports = sources.flatMap((source) => analyse({ source, flags: '' }, { reportTypes: { Move: false } }).reports);
  return reports.map((report) => `scslre calls its pattern ${report.exponential ? 'exponentially' : 'polynomially'} slow`);
}

function isSpecific(rule: Rule): boolean {
  return rule.confidence === 'high' && rule.near === undefined && !needsHalf(rule) && !rule.tags.includes('generic');
}

function meet(a: Candidate, b: Candidate): boolean {
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
