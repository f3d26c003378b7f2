// Whether a scan would have found what an entry of a baseline accepts: rules, flags, files and problems each keep it from that.
import { expect, test } from 'vitest';
import type { BaselineEntry } from '../src/baseline/baseline.ts';
import { defaultConfig } from '../src/config/config.ts';
import { createScope, type ScopeOptions } from '../src/scope.ts';
import type { FileSource } from '../src/sources/files.ts';
import type { Problem } from '../src/types.ts';
import { makeRule } from './support/rules.ts';

const rule = makeRule({ pattern: 'acme_[a-z]{8}' });
const covers = (path: string): boolean => path !== 'elsewhere';
const source = { covers } as FileSource;
const entry = (path: string): BaselineEntry => ({ path, rule: rule.id, hash: 'v1:0' as BaselineEntry['hash'], count: 1 });
const problem = (path: string): Problem => ({ path, code: 'unreadable', message: 'm' });

const cases: readonly (readonly [what: string, path: string, some: Partial<ScopeOptions>, isSeen: boolean])[] = [
  ['a file that was read, or is gone', 'a', {}, true],
  ['another file', 'elsewhere', {}, false],
  ['a source that cannot tell', 'a', { source: [] }, false],
  ['a rule that was switched off', 'a', { skip: ['acme-key'] }, false],
  ['a rule that is not here', 'a', { rules: [] }, false],
  ['only surer findings than the configuration wants', 'a', { minConfidence: 'high' }, false],
  ['less sure findings too', 'a', { minConfidence: 'low' }, true],
  ['a file with a problem', 'a', { problems: [problem('a')] }, false],
  ['a file in a folder with a problem', 'a/b/c', { problems: [problem('a/b')] }, false],
  ['a file beside one with a problem', 'ab', { problems: [problem('a')] }, true],
  ['a problem of all', 'a', { problems: [problem('.')] }, false],
  ['any file, of a part of the project', '*', {}, false],
  ['any file, of all of it', '*', { isWhole: true }, true],
  ['any file, one of them with a problem', '*', { isWhole: true, problems: [problem('a')] }, false],
];

test.each(cases)('%s', (_, path, some, expected) => {
  expect(createScope({ source, rules: [rule], config: defaultConfig, minConfidence: 'medium', isWhole: false, problems: [], ...some })(entry(path))).toBe(expected);
});
