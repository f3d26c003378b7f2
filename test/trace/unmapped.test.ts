import { describe, expect, it } from 'vitest';
import { isBeyondMapping } from '../../src/trace/unmapped.ts';

// What stands between the beginning of a mapping and a credential.
describe('of the mapped code', () => {
  it.each(['', '"', "'Bearer ", '`a;b;c ', 'f(g,"a;b",{key:"', '"\\";', 'a==b?c:"', 'f(a,b=="', '}}=`k='])('%s', (text) => {
    expect(isBeyondMapping(text)).toBe(false);
  });
});

describe('of code that has no mapping', () => {
  it.each(['())}var n=f();const k="', 'v()),l.exports}var n=f(),k="', ';"', '"a","b";f("', '`a`,k = `'])('%s', (text) => {
    expect(isBeyondMapping(text)).toBe(true);
  });
});
