// What the directives of a blob do to its findings, and what is wrong with the directives. A directive that is not
// wholly understood never suppresses more than what is understood of it.
import type { Finding, Note } from '../types.ts';
import type { Directive } from './directives.ts';

export interface InlineContext {
  readonly path: string;
  /** `YYYY-MM-DD`; a directive holds through its last day. */
  readonly today: string;
  readonly knownRuleIds: ReadonlySet<string>;
}

/**
 * The findings of one blob, those on a directive's target line suppressed, and notes on directives that are invalid,
 * expired or suppress nothing. Of two directives for one finding the first counts, the other suppresses nothing; a
 * finding that something else suppressed keeps its status. Notes hold no text of the blob.
 */
export function applyDirectives(
  findings: readonly Finding[],
  directives: readonly Directive[],
  context: InlineContext,
): { findings: readonly Finding[]; notes: readonly Note[] } {
  const used = new Map<Directive, Set<string>>();
  const byLine = new Map<number, Directive[]>();
  for (const directive of directives.filter((it) => isInForce(it, context))) {
    used.set(directive, new Set());
    const onLine = byLine.get(directive.target);
    if (onLine === undefined) byLine.set(directive.target, [directive]);
    else onLine.push(directive);
  }

  const judged = findings.map((finding): Finding => {
    const { id } = finding.rule;
    const candidates = byLine.get(finding.start.line) ?? [];
    const directive = candidates.find(({ ruleIds }) => ruleIds.length === 0 || ruleIds.includes(id));
    if (directive === undefined) return finding;
    used.get(directive)?.add(id);
    if (finding.status.kind !== 'new') return finding;
    const { reason } = directive;
    return { ...finding, status: { kind: 'suppressed', by: 'inline', ...(reason !== undefined && { reason }) } };
  });

  const notes = directives.flatMap((directive) => {
    const note = (code: Note['code'], message: string): Note => ({
      code,
      message,
      path: context.path,
      line: directive.line,
    });
    return [...faults(directive, context, note), ...idle(directive, used.get(directive), context, note)];
  });
  return { findings: judged, notes };
}

type MakeNote = (code: Note['code'], message: string) => Note;

function isInForce({ until }: Directive, { today }: InlineContext): boolean {
  return until === undefined || (until !== 'malformed' && today <= until.date);
}

function faults(directive: Directive, { today, knownRuleIds }: InlineContext, note: MakeNote): readonly Note[] {
  const { ruleIds, until } = directive;
  const notes: Note[] = [];
  if (until === 'malformed') {
    notes.push(note('suppression-invalid', 'nothing is suppressed: "until" wants a date, as in "(until 2027-01-31)"'));
  } else if (until !== undefined && today > until.date) {
    notes.push(note('suppression-expired', `nothing is suppressed: the suppression ended on ${until.date}`));
  }
  // By number, not by name: a word that is no rule id may be anything, a secret too.
  const unknown = ruleIds.flatMap((id, index) => (knownRuleIds.has(id) ? [] : [index + 1]));
  if (unknown.length > 0) {
    const which = `${unknown.slice(0, 5).join(', ')}${unknown.length > 5 ? ', …' : ''}`;
    const message = `no rule has the id named at position ${which}; a reason goes after " -- "`;
    notes.push(note('suppression-invalid', message));
  }
  return notes;
}

/** What a directive in force suppresses in vain; rule ids that do not exist are faults already. */
function idle(
  { ruleIds }: Directive,
  used: ReadonlySet<string> | undefined,
  { knownRuleIds }: InlineContext,
  note: MakeNote,
): readonly Note[] {
  if (used === undefined) return [];
  const code = 'suppression-unused';
  if (ruleIds.length === 0) return used.size > 0 ? [] : [note(code, 'the suppression suppresses nothing')];
  return ruleIds
    .filter((id) => knownRuleIds.has(id) && !used.has(id))
    .map((id) => note(code, `the suppression of ${id} suppresses nothing`));
}
