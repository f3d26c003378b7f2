// The time limit for patterns that are not ours: what it interrupts, and that everything else passes through.
import { expect, test } from 'vitest';
import { createGuard, OverrunError } from '../../src/rule/guard.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { makeRule } from '../support/rules.ts';

const guard = createGuard(40);
// Composed, so that no linter takes it for our own: 2^40 ways to match.
const catastrophic = new RegExp(`^(${'a'}+)+$`);

test.each<[string, () => unknown]>([
  ['an endless loop', () => { for (;;); }],
  ['a catastrophic regular expression', () => catastrophic.test(`${'a'.repeat(40)}!`)],
  ['a catastrophic replace', () => 'a'.repeat(40).concat('!').replace(catastrophic, '')],
])('%s is interrupted, and the guard works again', (_, work) => {
  const started = performance.now();
  expect(() => guard(work)).toThrow(OverrunError);
  expect(performance.now() - started).toBeGreaterThanOrEqual(39);
  expect(guard(() => 'still here')).toBe('still here');
});

test.each([[7], ['text'], [undefined], [null], [false]])('the result %j passes through', (result) => {
  expect(guard(() => result)).toBe(result);
});

test('objects pass through as themselves', () => {
  const result = { bytes: new Uint8Array(3) };
  expect(guard(() => result)).toBe(result);
  expect(guard(() => [1])).toBeInstanceOf(Array);
});

test.each([[new TypeError('own')], ['a text']])('what the work throws passes through: %s', (thrown) => {
  let caught: unknown = 'nothing';
  try {
    guard(() => {
      throw thrown;
    });
  } catch (error) {
    caught = error;
  }
  expect(caught).toBe(thrown);
});

test('guards do not share their work', () => {
  const other = createGuard(10_000);
  expect(guard(() => other(() => 'inner') + ' outer')).toBe('inner outer');
});

test('a rule that is interrupted loses its matches in this text, the others do not', () => {
  const slow = { ...makeRule({ id: 'acme-slow', pattern: 'acme_[0-9a-z]{4}' }), builtin: false };
  const hanging = { ...slow, pattern: { ...slow.pattern, source: 'acme_(?:[a-z]+)+!' } };
  const quick = { ...makeRule({ id: 'acme-quick', pattern: 'acme=[0-9a-z]{6}' }), builtin: false };
  const overran: string[] = [];
  const engine = createEngine([hanging, quick], {
    guard,
    isOverrun: (error) => error instanceof OverrunError,
    onOverrun: (rule) => overran.push(rule.id),
  });
  const matches = engine.scan(Buffer.from(`acme_${'a'.repeat(40)} acme=${['k3v', '9x2'].join('')}`), 'code');
  expect(matches.map((match) => match.rule.id)).toEqual(['acme-quick']);
  expect(overran).toEqual(['acme-slow']);
});
