// What a person can do about the findings of a report: rotate, once per provider, or silence with a reason.
import type { Style } from './style.ts';
import { visible } from './visible.ts';
import type { Finding, Provider } from '../types.ts';

/** Blocks of lines, none if no finding asks for anything; credentials made to be public need no rotation. */
export function adviceBlocks(findings: readonly Finding[], style: Style): readonly (readonly string[])[] {
  if (findings.length === 0) return [];
  const leaked = findings.filter((finding) => finding.exposure !== 'public');
  const providers = new Map(leaked.map(({ rule }) => [rule.provider.id, rule.provider]));
  const rotation = [...providers.values()].filter((provider) => provider.rotate.length > 0);
  return [...(rotation.length === 0 ? [] : [rotationLines(rotation, style)]), silenceLines(findings, style)];
}

function rotationLines(providers: readonly Provider[], style: Style): readonly string[] {
  return [
    style.bold('What to do now'),
    ...providers.flatMap((provider) => [
      `  ${visible(provider.name)}`,
      ...provider.rotate.map((step, index) => `    ${style.dim(`${index + 1}.`)} ${visible(step)}`),
    ]),
  ];
}

function silenceLines(findings: readonly Finding[], style: Style): readonly string[] {
  const [first, ...others] = new Set(findings.map(({ rule }) => rule.id));
  const ruleId = first === undefined || others.length > 0 ? '<rule-id>' : visible(first);
  return [
    `${style.bold('Not a secret?')} Say so on the line above it, in the comment syntax of the file:`,
    `  ${style.dim(`// leaklint-disable-next-line ${ruleId} -- reason`)}`,
  ];
}
