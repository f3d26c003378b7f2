// A finding as a SARIF result.
import type { CodeFlow, Location, Region, Result, Suppression } from 'sarif';
import { originNote } from './origin-note.ts';
import { placeOf } from './sarif-place.ts';
import { rotateSentence } from './rotation.ts';
import { sarifLevel } from './sarif-rules.ts';
import { visible } from './visible.ts';
import type { Finding, FindingStatus, Origin, Original, Point } from '../types.ts';

/** With `withSuppressions` it says whether it is suppressed; SARIF wants that of all results or of none. */
export function sarifResult(finding: Finding, ruleIndex: number, withSuppressions: boolean): Result {
  const { rule, path, origin, fingerprint, lineHash, status } = finding;
  const related = relatedLocations(finding);
  // GitHub shows the first sentence alone where space is short.
  const what = unlinked(`Hard-coded credential: ${rule.title} (${rule.provider.name}).`);
  const sentences = [what, originalSentence(finding), originSentence(origin), relatedSentence(finding), unlinked(rotateSentence(rule))];
  return {
    ruleId: rule.id,
    ruleIndex,
    level: sarifLevel(finding.severity),
    message: { text: sentences.filter((sentence) => sentence !== '').join(' ') },
    locations: [{ physicalLocation: placeOf(path, regionOf(finding)) }],
    ...(finding.original && { codeFlows: [codeFlow(finding, finding.original)] }),
    ...(related.length > 0 && { relatedLocations: [...related] }),
    partialFingerprints: { ...(lineHash !== undefined && { primaryLocationLineHash: lineHash }), 'leaklint/v1': fingerprint },
    ...(withSuppressions && { suppressions: suppressionsOf(status) }),
    ...('inHead' in origin && { properties: { origin: { ...origin } } }),
  };
}

// A message may hold links, `[text](target)`; the words of somebody's rule pack may not.
function unlinked(text: string): string {
  return text.replaceAll('](', '] (');
}

// Lines are those of HEAD where it has the credential; else there is no file of today to show.
function originSentence(origin: Origin): string {
  if (!('inHead' in origin) || originNote(origin) === '') return '';
  const from = origin.kind === 'commit' ? `commit ${origin.commit.slice(0, 12)}` : visible(origin.ref);
  return `It came with ${from} and is ${origin.inHead ? 'still' : 'no longer'} in HEAD.`;
}

/** The snippet is the whole lines, masked; without frame lines there is none. */
function regionOf({ start, end, frame }: Finding): Region {
  const lines = frame.filter(({ number }) => number >= start.line && number <= end.line);
  return {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
    ...(lines.length === 0 ? {} : { snippet: { text: lines.map((line) => line.text).join('\n') } }),
  };
}

/** From the source to the file that ships it. */
function codeFlow(finding: Finding, original: Original): CodeFlow {
  const steps = [
    { physicalLocation: placeOf(original.path, { startLine: original.line, startColumn: original.column }), message: { text: 'in the source' } },
    { physicalLocation: placeOf(finding.path, regionOf(finding)), message: { text: 'shipped' } },
  ];
  return { threadFlows: [{ locations: steps.map((location) => ({ location })) }] };
}

function originalSentence({ original }: Finding): string {
  if (original === undefined) return '';
  const { path, line, variable } = original;
  return unlinked(visible(`It comes from ${path}, line ${line}${variable === undefined ? '' : `, where the variable ${variable} is read`}.`));
}

/** As many as code scanning keeps of a result's locations. */
const MOST_RELATED = 100;

/** The other half first, then other places; a message links to one by its id, counted from 1. */
function relatedLocations({ path, half, original, otherPlaces = [] }: Finding): readonly Location[] {
  const at = ({ line, column }: Point, text: string, file = path): Omit<Location, 'id'> => ({
    physicalLocation: placeOf(file, { startLine: line, startColumn: column }),
    message: { text },
  });
  const locations = [
    ...(half === undefined ? [] : [at(half.start, half.rule.title)]),
    ...otherPlaces.map((place) => at(place, 'the same credential')),
    ...(original === undefined ? [] : [at(original, 'in the source', original.path)]),
  ];
  return locations.slice(0, MOST_RELATED).map((location, index) => ({ id: index + 1, ...location }));
}

function relatedSentence({ half, otherPlaces = [] }: Finding): string {
  const [first] = otherPlaces;
  const halves = half === undefined ? [] : [`Its other half is in [line ${half.start.line}](1).`];
  const others = first === undefined ? [] : [`It is also in [line ${first.line}](${halves.length + 1})${otherPlaces.length > 1 ? ' and elsewhere in the file' : ''}.`];
  return [...halves, ...others].join(' ');
}

function suppressionsOf(status: FindingStatus): Suppression[] {
  if (status.kind === 'new') return [];
  const isInline = status.kind === 'suppressed' && status.by === 'inline';
  return [{ kind: isInline ? 'inSource' : 'external', ...(status.reason !== undefined && { justification: status.reason }) }];
}
