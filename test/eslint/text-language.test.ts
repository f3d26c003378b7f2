// `leaklint/text` on ESLint 9 and 10: exact places in any text, and ESLint's own comments behind `#`.
import type { Linter } from 'eslint';
import { describe, expect, test } from 'vitest';
import leaklint from '../../src/eslint/plugin.ts';
import { expandExample } from '../../src/rule/expand.ts';
import { linters } from '../support/rule-tester.ts';

const token = expandExample('qx_live_<alnum:32>', 'text');
const config = [leaklint.configs?.['recommended'], { files: ['**/.env*'], language: 'leaklint/text' }] as Linter.Config[];

describe.each(['9.39.5', '10.15.0'] as const)('on ESLint %s', (version) => {
  const lint = (text: string, options: Partial<Linter.LintOptions> = {}): readonly string[] =>
    linters[version]()
      .verify(text, config, { filename: '.env', ...options })
      .map(({ line, column, endLine, endColumn, ruleId, message }) => `${line}:${column} ${endLine}:${endColumn} ${ruleId ?? message}`);
  const found = (line: number, column: number): string => `${line}:${column} ${line}:${column + token.length} leaklint/no-secrets`;

  test.each([
    ['alone', token, [found(1, 1)]],
    ['at the end', `A=1\nB=${token}`, [found(2, 3)]],
    ['after a byte order mark', `\uFEFF${token}\n`, [found(1, 1)]],
    ['after every line end', `a\rb\nc\r\nd\u2028K=${token}\r`, [found(4, 5)]],
    ['after characters of two units', `🔑🔑='${token}'`, [found(1, 7)]],
    ['nothing', '', []],
    ['nothing but line ends', '\n\n', []],
  ])('%s', (_, text, expected) => {
    expect(lint(text)).toEqual(expected);
  });

  test.each([
    ['this line', `A=${token} # eslint-disable-line leaklint/no-secrets -- made up\nB=${token}`, [found(2, 3)]],
    ['the next', `# eslint-disable-next-line\nA=${token}\nB=${token}`, [found(3, 3)]],
    ['from one to another', `A=${token}\n# eslint-disable leaklint/no-secrets\nB=${token}\n  #eslint-enable\nC=${token}`, [found(1, 3), found(5, 3)]],
    ['no comment', `A=${token}#eslint-disable-line`, [found(1, 3)]],
    ['no such word', `A=${token} # eslint-disable-lines\n# eslint-disabled\n`, [found(1, 3)]],
  ])('a comment that switches off %s', (_, text, expected) => {
    expect(lint(text)).toEqual(expected);
  });

  test('a comment that does nothing is told at its place and taken out by --fix', () => {
    const linter = linters[version]();
    const text = `A=1 # eslint-disable-line leaklint/no-secrets, no-var -- why\nB=2\n# eslint-disable\n`;
    const messages = linter.verify(text, config, { filename: '.env' });
    expect(messages.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual([
      expect.stringMatching(/^1:5 Unused eslint-disable directive .*'leaklint\/no-secrets' or 'no-var'/),
      expect.stringMatching(/^3:1 Unused eslint-disable directive/),
    ]);
    expect(linter.verifyAndFix(text, config, { filename: '.env' }).output.replace(/ +$/gm, '')).toBe('A=1\nB=2\n\n');
  });
});
