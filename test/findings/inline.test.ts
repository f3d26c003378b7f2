import { describe, expect, it } from 'vitest';
import { parseDirectives } from '../../src/findings/directives.ts';
import { createFindingMaker } from '../../src/findings/finding.ts';
import { createFingerprinter } from '../../src/findings/fingerprint.ts';
import { applyDirectives } from '../../src/findings/inline.ts';
import type { Finding, FindingStatus, Match } from '../../src/types.ts';
import { blob, matchOf, rule, token } from './factory.ts';

const LINE = ['leaklint', 'disable', 'line'].join('-');
const NEXT = ['leaklint', 'disable', 'next', 'line'].join('-');
const A = token(1);
const B = token(2);
const OTHER = 'qodryx-test-key';
const knownRuleIds = new Set(['qodryx-live-key', OTHER]);

/** A is of the live rule, B of the other; as scan does it. */
function apply(text: string, { today = '2027-01-15', status = { kind: 'new' } as FindingStatus } = {}) {
  const bytes = Buffer.from(text);
  const matches: Match[] = [];
  if (bytes.includes(A)) matches.push(matchOf(text, A));
  if (bytes.includes(B)) matches.push(matchOf(text, B, { rule: rule(OTHER) }));
  const make = createFindingMaker(blob(text), matches, createFingerprinter(undefined));
  const findings: Finding[] = matches.map((it) => ({ ...make(it, 'high'), status }));
  const result = applyDirectives(findings, parseDirectives(bytes, matches), { path: 'src/a.ts', today, knownRuleIds });
  return {
    states: result.findings.map(({ status: it }) => (it.kind === 'suppressed' ? `${it.by}: ${it.reason ?? ''}` : it.kind)),
    notes: result.notes.map(({ code, line }) => `${code.replace('suppression-', '')}:${line}`),
    messages: result.notes.map(({ message }) => message),
    result,
  };
}

const table: [string, string[], string[], string][] = [
  [`${A} // ${LINE}`, ['inline: '], [], 'this line, every rule'],
  [`${A} // ${LINE} qodryx-live-key -- a test`, ['inline: a test'], [], 'its rule, a reason'],
  [`${A} // ${LINE} ${OTHER}`, ['new'], ['unused:1'], 'another rule'],
  [`${A} // ${LINE} qodryx-live-key ${OTHER}`, ['inline: '], ['unused:1'], 'one of its two rules is not used'],
  [`${A} ${B} // ${LINE} qodryx-live-key,${OTHER}`, ['inline: ', 'inline: '], [], 'both are'],
  [`${A} ${B} // ${LINE}`, ['inline: ', 'inline: '], [], 'every rule means every rule'],
  [`${A} ${B} // ${LINE} qodryx-live-key`, ['inline: ', 'new'], [], 'only the one named'],
  [`// ${NEXT}\r\n${A}`, ['inline: '], [], 'the next line, over CRLF'],
  [`// ${NEXT}\n\n${A}`, ['new'], ['unused:1'], 'only the next line'],
  [`${A}\n// ${LINE}\n${B}`, ['new', 'new'], ['unused:2'], 'not the lines around'],
  [`${A} // ${NEXT}`, ['new'], ['unused:1'], 'next line at the end of the file'],
  [`/*\n * ${NEXT} */\n${A}`, ['inline: '], [], 'in a block comment'],
  [`${A} // ${LINE} qodryx-liv-key`, ['new'], ['invalid:1'], 'an id that does not exist suppresses nothing'],
  [`${A} // ${LINE} qodryx-liv-key qodryx-live-key`, ['inline: '], ['invalid:1'], 'but spares the others'],
  [`${A} // ${LINE} this is a test`, ['new'], ['invalid:1'], 'a reason without its dashes is no licence'],
  [`${A} // ${LINE} (until 2027-01-15)`, ['inline: '], [], 'the last day counts'],
  [`${A} // ${LINE} (until 2027-01-14)`, ['new'], ['expired:1'], 'the day after does not'],
  [`x // ${LINE} (until 2027-01-14)`, [], ['expired:1'], 'expired is not also unused'],
  [`${A} // ${LINE} (until 2027-14-01)`, ['new'], ['invalid:1'], 'no date, no suppression'],
  [`x // ${LINE}`, [], ['unused:1'], 'nothing there'],
  [`// ${NEXT} -- one\n${A} // ${LINE} -- two`, ['inline: one'], ['unused:2'], 'the first of two'],
  [`${A} /* ${LINE} qodryx-live-key -- a */ ${B} /* ${LINE} ${OTHER} -- b */`, ['inline: a', 'inline: b'], [], 'two on a line'],
  [`// use \`${LINE}\`\n${A}`, ['new'], [], 'prose'],
  [`${A}`, ['new'], [], 'none'],
];

describe('applyDirectives', () => {
  it.each(table)('%# %j', (text, states, notes) => {
    expect(apply(text)).toMatchObject({ states, notes });
  });

  it('leaves a finding that something else suppressed, and counts as used', () => {
    const status: FindingStatus = { kind: 'suppressed', by: 'config', reason: 'ours' };
    expect(apply(`${A} // ${LINE}`, { status })).toMatchObject({ states: ['config: ours'], notes: [] });
  });

  it('has no reason where none was given', () => {
    expect(apply(`${A} // ${LINE}`).result.findings[0]?.status).toEqual({ kind: 'suppressed', by: 'inline' });
  });

  it('says where, and nothing of the text but rule ids that exist', () => {
    const word = ['sk', 'abcdef', '123456'].join('-');
    const { result, messages } = apply(`${A} // ${LINE} ${OTHER} ${word} -- ${word} (until 2020-01-01)\n# ${NEXT} ${OTHER}`);
    expect(result.notes.every(({ path }) => path === 'src/a.ts')).toBe(true);
    expect(messages).toEqual([
      'nothing is suppressed: the suppression ended on 2020-01-01',
      'no rule has the id named at position 2; a reason goes after " -- "',
      `the suppression of ${OTHER} suppresses nothing`,
    ]);
  });
});
