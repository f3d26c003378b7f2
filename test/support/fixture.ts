// A fixture project on disk, with its marks carried out. `⟦rule-id template⟧` in a file stands for a token made from the
// template, and for the expectation that this rule finds exactly that token; `⟦rule-id|base64 template⟧` for the same
// written in base64; `⟦+rule-id template⟧` for the other half of a credential, which is told of with it.
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expandLabelled } from './passwords.ts';

export interface Expectation {
  readonly ruleId: string;
  readonly path: string;
  readonly startLine: number;
  readonly startColumn: number;
  /** Of the other half of a credential only the place is told. */
  readonly secret?: string;
}

export interface Fixture {
  readonly folder: string;
  readonly expected: readonly Expectation[];
  remove(): void;
}

const fixtures = new URL('../../fixtures/', import.meta.url).pathname;

/** A folder of `fixtures/projects` or `fixtures/bundles`. */
export function layOut(project: string, kind: 'projects' | 'bundles' = 'projects'): Fixture {
  const folder = mkdtempSync(join(tmpdir(), `leaklint-${project}-`));
  const source = join(fixtures, kind, project);
  const files = readdirSync(source, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const expected = files.flatMap((entry) => {
    const path = join(entry.parentPath, entry.name).slice(source.length + 1);
    const { text, expectations } = carryOut(readFileSync(join(source, path), 'utf8'), path);
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    return expectations;
  });
  return { folder, expected: expected.sort(byPlace), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function carryOut(marked: string, path: string): { text: string; expectations: readonly Expectation[] } {
  const expectations: Expectation[] = [];
  let text = '';
  for (const [index, part] of marked.split(/⟦([^⟧]*)⟧/).entries()) {
    if (index % 2 === 0) {
      text += part;
      continue;
    }
    const [, ruleId = '', encoding, template = ''] = /^([^ |]*)(?:\|(base64))? (.*)$/s.exec(part) ?? [];
    const secret = expandLabelled(template, `${path}/${index}`);
    const lines = text.split('\n');
    const place = { ruleId, path, startLine: lines.length, startColumn: (lines.at(-1)?.length ?? 0) + 1 };
    expectations.push(ruleId.startsWith('+') ? place : { ...place, secret });
    text += encoding === undefined ? secret : Buffer.from(secret).toString('base64');
  }
  return { text, expectations };
}

/** The order of expectations. */
export function byPlace(a: Expectation, b: Expectation): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.startLine - b.startLine || a.startColumn - b.startColumn;
}
