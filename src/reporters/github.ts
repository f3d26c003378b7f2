// The report as workflow commands of GitHub Actions, which become annotations of the lines of a pull request. They are kept with
// the run: no secret even with `showSecrets`. Of a level GitHub shows ten a step, so the others are only counted.
import type { Reporter } from './reporter.ts';
import { rotateSentence } from './rotation.ts';
import { mostSevereFirst, openFindings } from './shown.ts';
import { placeNote, sourcePlace } from './source-place.ts';
import { visible } from './visible.ts';
import { workflowCommand, type Annotation } from './workflow-command.ts';
import type { Finding, Problem, Severity } from '../types.ts';

const LEVELS = { critical: 'error', high: 'error', medium: 'warning', low: 'notice' } as const satisfies Record<Severity, Annotation['level']>;

/** One notice fewer, so that there is room for the one that counts the others. */
const MOST = { error: 10, warning: 10, notice: 9 } as const satisfies Record<Annotation['level'], number>;

/** A line for each annotation, most severe first; empty if there is nothing to say. */
export const github: Reporter = ({ findings, problems }) => {
  const annotations = [...mostSevereFirst(openFindings(findings, false)).map(findingAnnotation), ...problems.map(problemAnnotation)];
  const shown = (['error', 'warning', 'notice'] as const).flatMap((level) => annotations.filter((one) => one.level === level).slice(0, MOST[level]));
  const others = annotations.length - shown.length;
  const rest: readonly Annotation[] = others === 0 ? [] : [{ level: 'notice', properties: { title: 'leaklint' }, message: `${others} more in the full report` }];
  return [...shown, ...rest].map((annotation) => `${workflowCommand(annotation)}\n`).join('');
};

function findingAnnotation(finding: Finding): Annotation {
  const { rule, severity, origin, secret } = finding;
  const { path, line, column } = sourcePlace(finding);
  const isThere = !('inHead' in origin) || origin.inHead;
  const place = isThere ? { file: path, line, ...endOf(finding) } : {};
  const where = isThere ? '' : `${path}:${line}:${column}`;
  const paragraphs = [`${severity}: ${secret.toString()}`, [where, placeNote(finding)].filter((part) => part !== '').join(', '), rule.risk, rotateSentence(rule)];
  return {
    level: LEVELS[severity],
    properties: { ...place, title: `${rule.title} (${rule.id})` },
    message: paragraphs.filter((paragraph) => paragraph !== '').map(visible).join('\n'),
  };
}

/** Where it ends, and the column, which GitHub takes only where it begins and ends in one line. Of a source only the start is known. */
function endOf({ start, end, original }: Finding): Annotation['properties'] {
  if (original !== undefined) return { endLine: original.line, col: original.column };
  return { endLine: end.line, ...(start.line === end.line && { col: start.column, endColumn: end.column }) };
}

function problemAnnotation({ path, message }: Problem): Annotation {
  return { level: 'error', properties: { file: path, title: 'not scanned' }, message: visible(message) };
}
