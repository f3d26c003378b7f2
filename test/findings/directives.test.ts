import { describe, expect, it } from 'vitest';
import { parseDirectives, type Directive } from '../../src/findings/directives.ts';
import { matchOf, PREFIX, token } from './factory.ts';

const LINE = ['leaklint', 'disable', 'line'].join('-');
const NEXT = ['leaklint', 'disable', 'next', 'line'].join('-');

function parse(text: string | Buffer): readonly Directive[] {
  return parseDirectives(Buffer.from(text as Buffer), []);
}

const here = (rest: Partial<Directive> = {}): Directive => ({ line: 1, target: 1, ruleIds: [], ...rest });

const openers: [string, string][] = [
  [`x = 1; // ${LINE}`, 'JavaScript'],
  [`//${LINE}`, 'no space'],
  [`///\t${LINE}`, 'a third slash, a tab'],
  [`/* ${LINE} */ x`, 'C'],
  [`/** ${LINE} */ x`, 'a doc comment'],
  [`/*${LINE}*/`, 'closer without a space'],
  [`   * ${LINE}`, 'a line of a block comment'],
  [`   * ${LINE} */`, 'its last line'],
  [`{/* ${LINE} */}`, 'JSX'],
  [`# ${LINE}`, 'shell'],
  [`a: b # ${LINE}`, 'YAML'],
  [`<!-- ${LINE} -->`, 'HTML'],
  [`-- ${LINE}`, 'SQL'],
  [`; ${LINE}`, 'ini'],
  [`% ${LINE}`, 'TeX'],
  [`""" ${LINE} """`, 'a Python docstring'],
  [`' ${LINE}`, 'Basic'],
  [`x = 1 ' ${LINE}`, 'Basic, behind code'],
  [`REM ${LINE}`, 'REM'],
  [`  rem ${LINE}`, 'rem'],
  [`// ${LINE}\r\n`, 'CRLF'],
  [`// ${LINE}\rx`, 'a lone CR'],
  [`${'x'.repeat(5000)} // ${LINE}`, 'behind a long line'],
];

const noDirectives: [string, string][] = [
  ['', 'nothing'],
  [LINE, 'no comment'],
  [`Use \`${LINE}\` for that`, 'prose'],
  [`// use \`${LINE}\` for that`, 'prose in a comment'],
  [`// see ${LINE}`, 'a word in between'],
  [`//\u00a0${LINE}`, 'NBSP is no space'],
  [`//\n${LINE}`, 'the opener on another line'],
  [`const x = '${LINE}'`, 'a string'],
  [`x('${LINE}', y)`, 'an argument'],
  [`x('${LINE} a-b')`, 'a string with a word'],
  [`x * ${LINE}`, 'a product'],
  [`${'x'.repeat(5000)} * ${LINE}`, 'a product behind a long line'],
  [`theorem ${LINE}`, 'the end of a word'],
  [`// ${LINE}s`, 'another word'],
  [`// ${LINE}, or so`, 'prose behind an opener'],
  [`// ${LINE}-x`, 'another directive'],
  [`// ${LINE.replace('line', 'file')}`, 'no such directive'],
  [`// ${LINE.toUpperCase()}`, 'capitals'],
  [`// ${NEXT} <rule-id> -- reason`, 'a place for a rule id, in documentation'],
  [`// ${NEXT} \${id} -- reason`, 'a template that prints one'],
];

const parsed: [string, Partial<Directive>, string][] = [
  [`// ${LINE} a-b`, { ruleIds: ['a-b'] }, 'one id'],
  [`// ${LINE} a-b c-d`, { ruleIds: ['a-b', 'c-d'] }, 'by spaces'],
  [`// ${LINE} a-b, c-d,e-f`, { ruleIds: ['a-b', 'c-d', 'e-f'] }, 'by commas'],
  [`// ${LINE} a-b a-b`, { ruleIds: ['a-b'] }, 'once'],
  [`// ${LINE} -- why`, { reason: 'why' }, 'a reason without ids'],
  [`// ${LINE} a-b -- why -- not `, { ruleIds: ['a-b'], reason: 'why -- not' }, 'dashes in the reason'],
  [`// ${LINE} a--b`, { ruleIds: ['a--b'] }, 'dashes inside a word'],
  [`// ${LINE} --`, {}, 'an empty reason'],
  [`// ${LINE} -- déjà vu 😀`, { reason: 'déjà vu 😀' }, 'a reason outside ASCII'],
  [`/* ${LINE} a-b -- why */ x`, { ruleIds: ['a-b'], reason: 'why' }, 'the closer is not the reason'],
  [`{/* ${LINE} -- why */}`, { reason: 'why' }, 'nor that of JSX'],
  [`<!-- ${LINE} a-b -- why -->`, { ruleIds: ['a-b'], reason: 'why' }, 'nor that of HTML'],
  [`<!-- ${LINE} a-b-->`, { ruleIds: ['a-b'] }, 'without a space'],
  [`// ${LINE} -- see */ and -->`, { reason: 'see */ and -->' }, 'closers of other comments are'],
  [`// ${LINE} a-b -- why (until 2027-01-31)`, { ruleIds: ['a-b'], reason: 'why', until: { date: '2027-01-31' } }, 'a date'],
  [`// ${LINE} (until 2027-01-31)`, { until: { date: '2027-01-31' } }, 'without a reason'],
  [`/* ${LINE} -- why (until 2028-02-29) */`, { reason: 'why', until: { date: '2028-02-29' } }, 'a leap day'],
  [`// ${LINE} -- why (until 2027-02-29)`, { reason: 'why', until: 'malformed' }, 'no such day'],
  [`// ${LINE} -- why (until 2027-13-01)`, { reason: 'why', until: 'malformed' }, 'no such month'],
  [`// ${LINE} -- why (until 1.1.2027)`, { reason: 'why', until: 'malformed' }, 'another form'],
  [`// ${LINE} -- why (until 2027-01-31`, { reason: 'why', until: 'malformed' }, 'not closed'],
  [`// ${LINE} -- why (until 2027-01-31) or so`, { reason: 'why', until: 'malformed' }, 'not at the end'],
  [`// ${LINE} -- (until we move) why (until 2027-01-31)`, { reason: '(until we move) why', until: { date: '2027-01-31' } }, 'the last'],
  [`// ${LINE} -- why (untilted)`, { reason: 'why (untilted)' }, 'another word'],
];

describe('parseDirectives', () => {
  it.each(openers)('%j is one: %s', (text) => {
    expect(parse(text)).toEqual([here()]);
  });

  it.each(noDirectives)('%j is none: %s', (text) => {
    expect(parse(text)).toEqual([]);
  });

  it.each(parsed)('%j gives %j: %s', (text, expected) => {
    expect(parse(text)).toEqual([here(expected)]);
  });

  it('counts lines by every line end', () => {
    const text = `a\r\n// ${LINE} a-b\r# ${NEXT} c-d\n\n/*\n * ${NEXT} e-f\n */\n// ${NEXT}`;
    expect(parse(text)).toEqual([
      { line: 2, target: 2, ruleIds: ['a-b'] },
      { line: 3, target: 4, ruleIds: ['c-d'] },
      { line: 6, target: 7, ruleIds: ['e-f'] },
      { line: 8, target: 9, ruleIds: [] },
    ]);
  });

  it('reads several on a line', () => {
    expect(parse(`/* ${LINE} a-b -- one */ x /* ${NEXT} c-d */`)).toEqual([
      here({ ruleIds: ['a-b'], reason: 'one' }),
      here({ target: 2, ruleIds: ['c-d'] }),
    ]);
    expect(parse(`// ${LINE} a-b -- one // ${NEXT} c-d -- two`)).toEqual([
      here({ ruleIds: ['a-b'], reason: 'one' }),
      here({ target: 2, ruleIds: ['c-d'], reason: 'two' }),
    ]);
    expect(parse(`// ${LINE} -- not the \`${NEXT}\` kind`)).toEqual([here({ reason: `not the \`${NEXT}\` kind` })]);
  });

  it('masks the secrets a reason quotes', () => {
    const secret = token(1);
    const text = `é // ${LINE} -- was ${secret}, x${secret} (until 2027-01-31)`;
    const [directive] = parseDirectives(Buffer.from(text), [matchOf(text, secret)]);
    expect(directive?.reason).toBe(`was ${PREFIX}…(40), x…(40)`);
  });

  it('reads Latin-1', () => {
    expect(parse(Buffer.from(`// ${LINE} -- déjà`, 'latin1'))).toEqual([here({ reason: 'déjà' })]);
  });

  it('stays linear in a line full of them', () => {
    const text = `/*${LINE} a-b*/`.repeat(50_000);
    const started = performance.now();
    expect(parse(text)).toHaveLength(50_000);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
