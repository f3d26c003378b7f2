// What the findings of a history come to: one for each credential and path, however many versions of the file hold it, with
// where it came from and whether HEAD still has it.
import type { HistoryFacts } from './sources/history.ts';
import type { Finding, Fingerprint, Origin, SourceItem } from './types.ts';

/**
 * One finding for each fingerprint. One that HEAD has stands where HEAD has it and is suppressed if it is there; of the others
 * the oldest is told of, a suppressed one only if all of them are. `origin` is that of the oldest. Of a part of the history
 * what was there before is left out: no commit of it brought it in. `scanItems` gives the findings of further blobs.
 */
export function settleFindings(
  findings: readonly Finding[],
  history: HistoryFacts,
  scanItems: (items: Iterable<SourceItem>) => readonly Finding[],
): readonly Finding[] {
  const groups = new Map<Fingerprint, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.fingerprint);
    if (group === undefined) groups.set(finding.fingerprint, [finding]);
    else group.push(finding);
  }
  const known = scanItems(history.beforeItems(new Set(findings.map(({ path }) => path))));
  for (const { fingerprint } of known) groups.delete(fingerprint);
  const others = findings.filter(({ origin }) => !isInHead(origin)).map(({ path }) => path);
  for (const finding of scanItems(history.headItems(new Set(others)))) groups.get(finding.fingerprint)?.push(finding);
  return [...groups.values()].map((group) => settle(group, history.rank));
}

function settle(group: readonly Finding[], rank: HistoryFacts['rank']): Finding {
  const ranked = group.map((finding) => ({ finding, rank: rank(finding.origin) })).sort((a, b) => a.rank - b.rank || byPlace(a.finding, b.finding));
  const inOrder = ranked.map(({ finding }) => finding);
  const [oldest] = inOrder;
  if (oldest === undefined) throw new Error('a group of findings without one');
  const inHead = inOrder.filter(({ origin }) => isInHead(origin)).sort(byPlace);
  const told = inHead[0] ?? inOrder.find(({ status }) => status.kind === 'new') ?? oldest;
  const from = inHead.length > 0 ? oldest : told;
  // At one path a commit has one version, and so has HEAD.
  const sameVersion = inHead.length > 0 ? inHead : inOrder.filter(({ origin }) => rank(origin) === rank(told.origin));
  const otherPlaces = sameVersion.filter((finding) => finding !== told).map(({ start }) => start);
  return { ...told, origin: withHead(from.origin, inHead.length > 0), ...(otherPlaces.length > 0 && { otherPlaces }) };
}

function isInHead(origin: Origin): boolean {
  return 'inHead' in origin && origin.inHead;
}

function withHead(origin: Origin, inHead: boolean): Origin {
  return 'inHead' in origin ? { ...origin, inHead } : origin;
}

function byPlace({ start: a }: Finding, { start: b }: Finding): number {
  return a.line - b.line || a.column - b.column;
}
