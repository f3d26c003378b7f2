// A token that is known by its own form is found, whole and by its rule, in whatever syntax it is pasted into.
import { expect, test } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import { expandedExamples } from '../../src/check-rules.ts';
import type { Rule } from '../../src/types.ts';
import { contexts } from '../support/contexts.ts';
import { builtinRules } from '../support/rules.ts';

const engine = createEngine(builtinRules);

function find(text: string): readonly { rule: string; secret: string }[] {
  const bytes = Buffer.from(text);
  return engine.scan(bytes, 'code').map(({ rule, secret }) => ({ rule: rule.id, secret: bytes.toString('utf8', secret.start, secret.end) }));
}

/** The tokens of the examples that need nothing around them. */
function tokensOf(rule: Rule): readonly string[] {
  return expandedExamples(rule).match.flatMap((text) =>
    find(text).filter(({ rule: id, secret }) => id === rule.id && find(secret).some((alone) => alone.rule === rule.id && alone.secret === secret)).map(({ secret }) => secret),
  );
}

const known = builtinRules.flatMap((rule) => {
  const [token] = tokensOf(rule);
  return token === undefined || /\s/.test(token) ? [] : [{ id: rule.id, token }];
});

test('most rules with a form of their own have such a token', () => {
  expect(known.length).toBeGreaterThan(300);
});

/** Whether what stands beside the token in a text could as well be part of it, such as `/` beside base64. */
function isAmbiguous(text: string, token: string): boolean {
  const start = text.indexOf(token);
  const end = start + token.length;
  return [text.slice(Math.max(0, start - 1), end), text.slice(start, end + 3)].some((wider) => !find(wider).some(({ secret }) => secret === token));
}

const asked = known.flatMap(({ id, token }) => contexts.map(({ label, write }) => ({ id, token, label, text: write('value', token) })));
const missed = asked.filter(({ id, token, text }) => !find(text).some(({ rule, secret }) => rule === id && secret === token));

test('is found in every syntax, but for what beside it could be part of it', () => {
  expect(missed.filter(({ text, token }) => !isAmbiguous(text, token)).map(({ id, label }) => `${id}: ${label}`)).toEqual([]);
});

test('which is rare', () => {
  expect(missed.length).toBeLessThan(asked.length / 300);
});
