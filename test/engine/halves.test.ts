// Credentials in two parts: which half goes with which, at what distance, and what is left of a half alone.
import { expect, test } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import { expandExample } from '../../src/rule/expand.ts';
import { makeRule } from '../support/rules.ts';

const id = makeRule({ id: 'acme-id', pattern: 'AC[0-9a-f]{16}', confidence: 'medium' });
const app = makeRule({ id: 'acme-app', pattern: 'app-[0-9]{6}', confidence: 'medium' });
const rule = (requires: Record<string, unknown>) =>
  makeRule({ id: 'acme-secret', assigned: { names: ['secret'], value: '[0-9a-f]{24}' }, requires: { rules: ['acme-id', 'acme-app'], within: 40, ...requires } });

const ID = expandExample('AC<hex:16>', 'halves');
const OTHER = expandExample('AC<hex:16>', 'other half');
const APP = 'app-493051';
const SECRET = expandExample('<hex:24>', 'halves');
const fill = (text: string): Buffer => Buffer.from(text.replaceAll('ID', ID).replaceAll('OTHER', OTHER).replaceAll('APP', APP).replaceAll('SECRET', SECRET));

function scan(text: string, requires: Record<string, unknown> = {}): readonly string[] {
  const bytes = fill(text);
  const at = (span: { start: number; end: number } | undefined): string => (span === undefined ? '-' : bytes.subarray(span.start, span.end).toString());
  return createEngine([rule(requires), id, app])
    .scan(bytes, 'code')
    .map((match) => `${match.rule.id} ${match.evidence.confidence} ${at(match.half?.secret).replace(ID, 'ID').replace(OTHER, 'OTHER').replace(APP, 'APP')}`);
}

const table: readonly [text: string, requires: Record<string, unknown>, expected: readonly string[], why: string][] = [
  ['id: "ID", secret: "SECRET"', {}, ['acme-secret high ID'], 'one finding of two'],
  ['secret: "SECRET", id: "ID"', {}, ['acme-secret high ID'], 'the other way round'],
  ['app: "APP", secret: "SECRET"', {}, ['acme-secret high APP'], 'another kind of half'],
  ['id: "ID", app: "APP", secret: "SECRET"', {}, ['acme-id medium -', 'acme-secret high APP'], 'the nearest counts, the other is its own'],
  ['secret: "SECRET"', {}, [], 'alone it is none'],
  ['secret: "SECRET"', { alone: 'low' }, ['acme-secret low -'], 'alone it is less sure'],
  ['id: "ID"', {}, ['acme-id medium -'], 'the half alone'],
  [`ID${' '.repeat(32)}secret="SECRET"`, {}, ['acme-secret high ID'], '40 bytes between'],
  [`ID${' '.repeat(33)}secret="SECRET"`, {}, ['acme-id medium -'], '41 bytes between'],
  ['ID OTHER secret="SECRET"', {}, ['acme-id medium -', 'acme-secret high OTHER'], 'the nearer of two'],
  ['secret="SECRET" ID secret="SECRET"', {}, ['acme-secret high ID', 'acme-secret high ID'], 'two secrets of one id'],
  ['id=ID;é€ secret="SECRET"', {}, ['acme-secret high ID'], 'bytes, not characters'],
  [Buffer.from('x').toString(), {}, [], 'nothing'],
];

test.each(table)('%s with %j gives %j: %s', (text, requires, expected) => {
  expect(scan(text, requires)).toEqual(expected);
});

test('what the half says of itself is known of both', () => {
  const keyId = makeRule({ id: 'acme-key-id', pattern: 'AKIA[A-Z2-7]{16}', structure: 'aws-key-id' });
  const secret = makeRule({ id: 'acme-secret', pattern: 'sec-[0-9a-f]{24}', requires: { rules: ['acme-key-id'], within: 40 } });
  const text = expandExample('AKIA<base32:16> sec-<hex:24>', 'facts');
  const [found, ...others] = createEngine([keyId, secret]).scan(Buffer.from(text), 'code');
  expect(others).toEqual([]);
  expect(found?.evidence).toMatchObject({ near: true, facts: { account: expect.stringMatching(/^[0-9]{12}$/) as string } });
});

test('a half in an encoded text', () => {
  const bytes = Buffer.from(Buffer.from(fill('{"id":"ID","secret":"SECRET"}')).toString('base64'));
  const found = createEngine([rule({}), id]).scan(bytes, 'code');
  expect(found).toMatchObject([{ rule: { id: 'acme-secret' }, layers: ['base64'], decoded: SECRET, half: { rule: { id: 'acme-id' } } }]);
});
