import { describe, expect, test } from 'vitest';
import { github } from '../../src/reporters/github.ts';
import { visible } from '../../src/reporters/visible.ts';
import type { Report } from '../../src/types.ts';
import { finding, fullReport, plain, report, rule } from './factory.ts';
import { hostileReport, hostileTexts, reportOf } from './hostile.ts';

interface Command {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

const undo = (text: string, escapes: readonly (readonly [string, string])[]): string =>
  escapes.reduce((result, [escape, character]) => result.replaceAll(escape, character), text);
const OF_DATA = [['%0D', '\r'], ['%0A', '\n']] as const;
const OF_PROPERTIES = [['%3A', ':'], ['%2C', ',']] as const;
const PERCENT = [['%25', '%']] as const;

/** As the runner reads a line (actions/runner, ActionCommand.TryParseV2); nothing for what is no command. */
function parseLine(line: string): Command | undefined {
  const trimmed = line.trimStart();
  const end = trimmed.indexOf('::', 2);
  if (!trimmed.startsWith('::') || end < 0) return undefined;
  const head = trimmed.slice(2, end);
  const space = head.indexOf(' ');
  const pairs = (space < 0 ? '' : head.slice(space + 1)).split(',').map((pair) => pair.split(/=(.*)/s));
  return {
    command: space < 0 ? head : head.slice(0, space),
    properties: Object.fromEntries(pairs.map(([name = '', value = '']) => [name, undo(value, [...OF_DATA, ...OF_PROPERTIES, ...PERCENT])])),
    message: undo(trimmed.slice(end + 2), [...OF_DATA, ...PERCENT]),
  };
}

function commandsOf(subject: Report): readonly Command[] {
  const text = github(subject, plain);
  // The runner reads lines as .NET does: one of these ends a line.
  return text.split(/[\r\n]/).filter((line) => line !== '').map((line) => {
    const command = parseLine(line);
    if (command === undefined) throw new Error(`no command: ${line}`);
    return command;
  });
}

describe('a finding', () => {
  const one = (overrides: Parameters<typeof finding>[0]): Command => commandsOf(report({ findings: [finding(overrides)] }))[0] as Command;

  test('golden', () => {
    expect(github(report({ findings: [finding()] }), plain)).toMatchInlineSnapshot(`
      "::error file=src/config/client.ts,line=12,endLine=12,col=12,endColumn=52,title=QODRYX live API key (qodryx-live-key)::critical: qx_live_…(40)%0AFull use of the production API with the key's scopes.%0AWhat to do now: 1. Create a replacement key with the same scopes under Dashboard → Settings → API Keys. 2. Deploy it, then revoke the leaked key in the same place.
      "
    `);
  });

  test.each([
    ['critical', 'error'],
    ['high', 'error'],
    ['medium', 'warning'],
    ['low', 'notice'],
  ] as const)('%s is an %s', (severity, command) => {
    expect(one({ severity }).command).toBe(command);
    expect(one({ severity }).message).toContain(`${severity}: qx_live_…(40)`);
  });

  test('over several lines has no columns', () => {
    expect(one({ end: { line: 14, column: 3 } }).properties).toEqual({ file: 'src/config/client.ts', line: '12', endLine: '14', title: 'QODRYX live API key (qodryx-live-key)' });
  });

  test('that HEAD does not have any more is at no line of it', () => {
    const origin = { kind: 'commit', commit: 'c'.repeat(40), author: 'Ann', date: '2026-03-04', inHead: false } as const;
    expect(one({ origin }).properties).toEqual({ title: 'QODRYX live API key (qodryx-live-key)' });
    expect(one({ origin }).message).toContain('\nsrc/config/client.ts:12:12, commit cccccccccccc by Ann on 2026-03-04, no longer in HEAD\n');
    expect(one({ origin: { ...origin, inHead: true } }).properties['file']).toBe('src/config/client.ts');
  });

  test('that is accepted, or was made to be public, is none', () => {
    expect(commandsOf(fullReport()).map(({ properties }) => properties['title'])).toEqual([
      'QODRYX live API key (qodryx-live-key)',
      'ACME token (acme-token)',
      'not scanned',
      'QODRYX webhook secret (qodryx-webhook)',
    ]);
    expect(github(fullReport(), { ...plain, showPublic: true })).toBe(github(fullReport(), plain));
    expect(github(report(), plain)).toBe('');
  });
});

describe('any text', () => {
  test.each(hostileTexts)('%j comes out as it went in, and is no command', (text) => {
    const commands = commandsOf(hostileReport(text));
    expect(commands.map(({ command }) => command)).toEqual(['error', 'error', 'error', 'error']);
    expect(commands[0]?.properties).toEqual({ file: visible(text), line: '12', endLine: '12', col: '12', endColumn: '52', title: 'QODRYX live API key (qodryx-live-key)' });
    expect(commands[1]?.properties).toEqual({ title: `${visible(text)} (qodryx-live-key)` });
    expect(commands[1]?.message).toContain(`\n${visible(text)}\n`);
    expect(commands[3]).toEqual({ command: 'error', properties: { file: visible(text), title: 'not scanned' }, message: visible(text) });
  });

  test('the steps of a pack stay in one command', () => {
    const pack = rule({ provider: { id: 'acme', name: 'ACME', hosts: [], rotate: ['a\n::error::b', '100%'] } });
    const commands = commandsOf(report({ findings: [finding({ rule: pack })] }));
    expect(commands).toHaveLength(1);
    expect(commands[0]?.message).toContain('1. a\\n::error::b 2. 100%');
  });
});

describe('of a level', () => {
  test('ten are shown, most severe first, and one notice counts the others', () => {
    const commands = commandsOf(reportOf({ critical: 3, high: 12, medium: 11, low: 2 }));
    expect(commands.slice(0, 10).map(({ message }) => message.split(':')[0])).toEqual([...Array<string>(3).fill('critical'), ...Array<string>(7).fill('high')]);
    const levels = commands.map(({ command }) => command);
    expect(['error', 'warning', 'notice'].map((level) => levels.filter((one) => one === level).length)).toEqual([10, 10, 3]);
    expect(commands.at(-1)).toEqual({ command: 'notice', properties: { title: 'leaklint' }, message: '6 more in the full report' });
  });

  test('there is room for the notice that counts', () => {
    const commands = commandsOf(reportOf({ low: 40 }));
    expect(commands.map(({ command }) => command)).toEqual(Array<string>(10).fill('notice'));
    expect(commands.at(-1)?.message).toBe('31 more in the full report');
  });

  test('findings go before what was not scanned', () => {
    const problems = Array.from({ length: 12 }, (_, index) => ({ path: `${index}`, code: 'unreadable', message: 'no' }) as const);
    const commands = commandsOf({ ...reportOf({ high: 4 }), problems });
    expect(commands.map(({ properties }) => properties['title'])).toEqual([...Array<string>(4).fill('QODRYX live API key (qodryx-live-key)'), ...Array<string>(6).fill('not scanned'), 'leaklint']);
  });
});
