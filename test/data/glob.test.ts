import fc from 'fast-check';
import picomatch from 'picomatch';
import { describe, expect, it } from 'vitest';
import { checkGlob, compileGlobs } from '../../src/data/glob.ts';

describe('matching', () => {
  it.each([
    ['**', 'a/b', true],
    ['**/x', 'x', true],
    ['**/x', 'a/.b/x', true],
    ['src/**', 'src/a/b.ts', true],
    ['src/**', 'lib/src/a', false],
    ['src/**/test/*.ts', 'src/test/a.ts', true],
    ['*.ts', 'a/b.ts', false],
    ['*.ts', '.ts', true],
    ['**/*.{test,spec}.ts', 'a/b.spec.ts', true],
    ['**/*.{test,spec}.ts', 'a/b.ts', false],
    ['{src,test/a}/**', 'test/a/c', true],
    ['a?c', 'abc', true],
    ['a?c', 'a/c', false],
    ['[a-c]x', 'bx', true],
    ['[!a-c]x', 'bx', false],
    ['[]-]', '-', true],
    ['\\[slug\\]/\\*', '[slug]/*', true],
    ['app/(auth)/*', 'app/(auth)/p', true],
    ['./src/*', 'src/a', true],
    ['src', 'src/a', false],
    ['src/', 'src/a/b', true],
    ['src/', 'lib/src/a', false],
    ['/src/*', 'src/a', true],
    ['src/**', 'src', true],
  ])('%s on %s: %s', (glob, path, expected) => {
    expect(checkGlob(glob)).toBeUndefined();
    expect(compileGlobs([glob])(path)).toBe(expected);
  });

  it('any of several, none of none', () => {
    expect(compileGlobs(['a', 'b'])('b')).toBe(true);
    expect(compileGlobs([])('b')).toBe(false);
  });

  it('agrees with picomatch', () => {
    const part = fc.constantFrom('a', 'b', '.b', '*', '?', '[ab]', '{a,b}', '{a,.b}');
    const name = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('').replace(/\*+/g, '*'));
    const glob = fc.array(fc.oneof(name, fc.constant('**')), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
    const file = fc.array(fc.constantFrom('a', 'b', 'c', '.b'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
    const path = fc.array(file, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(glob, path, (pattern, candidate) => {
        fc.pre(checkGlob(pattern) === undefined);
        expect(compileGlobs([pattern])(candidate)).toBe(picomatch(pattern, { dot: true, noextglob: true })(candidate));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('refused globs', () => {
  it.each([
    ['', 'must not be empty'],
    ['!src/**', 'must not be negated'],
    ['src/+(a|b)', 'must not hold an extended glob such as +(a|b)'],
    ['!(a)', 'must not hold an extended glob such as +(a|b)'],
    ['f{1..9}', 'must not hold a range {1..9}'],
    ['/', 'must not be empty'],
    ['//host/x', 'must be relative to the project root'],
    ['C:/x', 'must be relative to the project root'],
    ['../x', 'must not leave the project root'],
    ['src\\lib', 'must not hold \\ between folders'],
    ['{a,b', 'has a { or } without the other'],
    ['a}b', 'has a { or } without the other'],
    ['{src,test/{a,b}}/**', 'must not hold {} inside {}'],
    ['*a*a*a*b', 'must not hold more than 2 wildcards in one name'],
    ['**/a/**/a/**/a/**/a/**/b', 'must not hold more than 4 wildcards'],
    ['[a', 'has a [ without ]'],
    ['{a,b}'.repeat(30), 'must not stand for more than 64 globs'],
    ['{'.repeat(500) + '}'.repeat(500), 'must not hold {} inside {}'],
    ['a'.repeat(1001), 'must not be longer than 1000 characters'],
  ])('%s', (glob, message) => {
    expect(checkGlob(glob)?.message).toBe(message);
    expect(() => compileGlobs([glob])).toThrow(expect.objectContaining({ code: 'GLOB_REFUSED' }));
  });
});
