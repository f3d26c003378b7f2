// The labelled set (fixtures/labelled/README.md): `⟦kind template⟧` in a file stands for text made from the template and
// for the claim that it is a credential of this kind; with the kind `none`, that it is none. What is not marked is none.
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expandLabelled } from './passwords.ts';

export type Half = 'dev' | 'held';

export const KINDS = ['password', 'token', 'key', 'header', 'url', 'private-key', 'provider'] as const;
export type Kind = (typeof KINDS)[number];

/** A credential in an expanded file; `start` and `end` are offsets in UTF-16 units, line and column are 1-based. */
export interface Label {
  readonly path: string;
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
  readonly startLine: number;
  readonly startColumn: number;
  readonly secret: string;
}

export interface LaidOut {
  readonly folder: string;
  readonly labels: readonly Label[];
  /** The expanded files by their path, with `/`. */
  readonly texts: ReadonlyMap<string, string>;
  remove(): void;
}

/** What `--format json` says of a finding, as far as the score needs it. */
export interface JsonFinding {
  readonly path: string;
  readonly ruleId: string;
  readonly exposure: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** The encodings that it stands in. */
  readonly layer?: readonly string[];
  /** Where the other half of the credential begins, which has no finding of its own. */
  readonly half?: { readonly line: number; readonly column: number };
}

/** A finding with its offsets in the expanded file. */
export interface Found extends JsonFinding {
  readonly start: number;
  readonly end: number;
  readonly halfStart?: number;
}

export interface KindScore {
  readonly labels: number;
  readonly truePositives: number;
  readonly recall: number;
}

export interface Score {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly byKind: Readonly<Record<Kind, KindScore>>;
  /** The findings and the labels that the last two counts are made of. */
  readonly wrong: readonly Found[];
  readonly missed: readonly Label[];
}

const root = fileURLToPath(new URL('../../fixtures/labelled/', import.meta.url));

/** Writes one half, expanded, into a new temporary folder. Throws on a mark that does not expand. */
export function layOutLabelled(half: Half): LaidOut {
  const source = join(root, half);
  const folder = mkdtempSync(join(tmpdir(), `leaklint-${half}-`));
  const labels: Label[] = [];
  const texts = new Map<string, string>();
  const files = readdirSync(source, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(source.length + 1)).sort();
  for (const file of paths) {
    const path = file.replaceAll('\\', '/');
    const text = expandFile(readFileSync(join(source, file), 'utf8'), half, path, labels);
    texts.set(path, text);
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return { folder, labels, texts, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function expandFile(marked: string, half: Half, path: string, labels: Label[]): string {
  let text = '';
  for (const [index, part] of marked.split(/⟦([^⟧]*)⟧/).entries()) {
    if (index % 2 === 0) {
      if (/[⟦⟧]/.test(part)) throw new Error(`${half}/${path}: a mark is not closed`);
      text += part;
      continue;
    }
    const [kind = '', ...template] = part.split(' ');
    const line = text.slice(text.lastIndexOf('\n') + 1);
    // A PEM block in YAML is indented like its first line.
    const indent = /^\s*$/.test(line) ? `\n${line}` : '\n';
    const secret = expandLabelled(template.join(' '), `${half}/${path}/${index}`).replaceAll('\n', indent);
    if (isKind(kind)) labels.push({ path, kind, start: text.length, end: text.length + secret.length, ...place(text), secret });
    else if (kind !== 'none') throw new Error(`${half}/${path}: unknown kind ${kind}`);
    text += secret;
  }
  return text;
}

function isKind(kind: string): kind is Kind {
  return (KINDS as readonly string[]).includes(kind);
}

function place(before: string): { startLine: number; startColumn: number } {
  return { startLine: before.split('\n').length, startColumn: before.length - before.lastIndexOf('\n') };
}

/** The findings of a report on a half, with offsets. A `\r` before a line's `\n` is part of the line. */
export function locate(findings: readonly JsonFinding[], texts: ReadonlyMap<string, string>): readonly Found[] {
  return findings.map((finding) => {
    const text = texts.get(finding.path);
    if (text === undefined) throw new Error(`a finding in ${finding.path}, which is no labelled file`);
    const lines = text.split('\n');
    const offset = (line: number, column: number): number =>
      lines.slice(0, line - 1).reduce((sum, before) => sum + before.length + 1, column - 1);
    return {
      ...finding,
      start: offset(finding.startLine, finding.startColumn),
      end: offset(finding.endLine, finding.endColumn),
      ...(finding.half && { halfStart: offset(finding.half.line, finding.half.column) }),
    };
  });
}

/**
 * A finding is right when it covers at least half of a label and is at most twice as long, or when it was decoded from a part
 * of one (the password in a URL in base64). Where the other half of a finding begins, a label that begins there is found too;
 * a half is no finding, so one without a label is not wrong. A label counts once, and findings of exposure `public` do not
 * count at all.
 */
export function score(findings: readonly Found[], labels: readonly Label[]): Score {
  const hit = new Set<Label>();
  const wrong: Found[] = [];
  for (const found of findings.filter(({ exposure }) => exposure !== 'public')) {
    const label = labels.find((one) => isSame(found, one));
    if (label === undefined) wrong.push(found);
    else hit.add(label);
    const half = labels.find(({ path, start }) => path === found.path && start === found.halfStart);
    if (half !== undefined) hit.add(half);
  }
  const missed = labels.filter((label) => !hit.has(label));
  const precision = ratio(hit.size, hit.size + wrong.length);
  const recall = ratio(hit.size, labels.length);
  return {
    truePositives: hit.size,
    falsePositives: wrong.length,
    falseNegatives: missed.length,
    precision,
    recall,
    f1: ratio(2 * precision * recall, precision + recall),
    byKind: Object.fromEntries(KINDS.map((kind) => [kind, scoreKind(kind, labels, hit)])) as Record<Kind, KindScore>,
    wrong,
    missed,
  };
}

function isSame(found: Found, label: Label): boolean {
  if (found.path !== label.path) return false;
  if (found.layer !== undefined && found.start >= label.start && found.end <= label.end) return true;
  const length = label.end - label.start;
  const shared = Math.min(found.end, label.end) - Math.max(found.start, label.start);
  return shared * 2 >= length && found.end - found.start <= length * 2;
}

function scoreKind(kind: Kind, labels: readonly Label[], hit: ReadonlySet<Label>): KindScore {
  const ofKind = labels.filter((label) => label.kind === kind);
  const truePositives = ofKind.filter((label) => hit.has(label)).length;
  return { labels: ofKind.length, truePositives, recall: ratio(truePositives, ofKind.length) };
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
