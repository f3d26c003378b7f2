// A text that begins a credential over and over costs no more than walk × places: walks of the automaton are bounded.
import { expect, test } from 'vitest';
import { LONGEST_WALK } from '../../src/gate.ts';
import { createKernel } from '../../src/kernel/kernel.ts';
import { parsePattern } from '../../src/rule/parse-pattern.ts';
import { createRandom } from '../../src/rule/random.ts';
import { sample } from '../../src/rule/sample.ts';
import { createReader } from '../reference/gates.ts';
import { builtinRules } from '../support/rules.ts';

const REPEATS = 200_000;
const READ = 300;

// Without the bound, the walks of those whose runs go on through the next start would take hours.
test.each(builtinRules.map((rule) => [rule.id, rule.pattern] as const))('%s: its start, repeated in one line', (id, { source, gate }) => {
  const most = Math.max(...gate.places.map(({ at }) => at));
  const start = sample(parsePattern(source), createRandom(id)).slice(0, gate.before.max > 40 ? 16 : gate.before.max + most + 4);
  const bytes = Buffer.from(start.repeat(REPEATS), 'latin1');
  let found = 0;
  const kernel = createKernel([gate]);
  kernel.load(bytes);
  kernel.findOpenings(() => found++);
  const { openings, walks, steps } = createReader([gate])(bytes.subarray(0, READ * start.length));
  expect(steps).toBeLessThanOrEqual(walks * LONGEST_WALK);
  expect(walks).toBeLessThanOrEqual((gate.places.length * READ * start.length) / 2);
  // What opens at the beginning opens all along.
  expect(found).toBeGreaterThanOrEqual(openings.length);
});
