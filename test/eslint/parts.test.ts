// Processors: the code blocks of a file, with and without the file itself, in any order. Each credential is told once, as
// part of that file, whose path decides.
import { join } from 'node:path';
import markdown from '@eslint/markdown';
import type { Linter } from 'eslint';
import { mergeProcessors, processorPassThrough } from 'eslint-merge-processors';
import { describe, expect, test } from 'vitest';
import leaklint from '../../src/eslint/plugin.ts';
import { expandExample } from '../../src/rule/expand.ts';
import { linters } from '../support/rule-tester.ts';
import { createTree } from '../support/temp.ts';

const token = (seed: string): string => expandExample('qx_live_<alnum:32>', `parts ${seed}`);

// Any text, for ESLint 8 too.
const plain = {
  parseForESLint: (text: string) => {
    const lines = text.split('\n');
    const loc = { start: { line: 1, column: 0 }, end: { line: lines.length, column: lines.at(-1)?.length ?? 0 } };
    return { ast: { type: 'Program', body: [], comments: [], tokens: [], sourceType: 'module', range: [0, text.length], loc } };
  },
};

const blocks = markdown.processors['markdown'] as Linter.Processor;
const processors = {
  'blocks alone': blocks,
  'blocks, then the file': mergeProcessors([blocks, processorPassThrough]),
  'the file, then blocks': mergeProcessors([processorPassThrough, blocks]),
};

const readme = [
  `Use ${token('text')}.`,
  '```js',
  `f('${token('a')}');`,
  '```',
  '- In a list:',
  '  ```js',
  `  f('${token('b')}');`,
  `  f('${token('a')}');`,
  '  ```',
].join('\n');

const IN_BLOCKS = ['3:4', '7:6', '8:6'];

describe.each(Object.entries(linters))('on ESLint %s', (_, create) => {
  function setUp(root: string, processor: Linter.Processor): { readonly linter: Linter; readonly config: Linter.Config[]; readonly options: object } {
    const config = [
      leaklint.configs?.['recommended'] as Linter.Config,
      { files: ['**/*.md'], processor, languageOptions: { parser: plain } } as Linter.Config,
      { files: ['**/*.js'], rules: { 'no-var': 'error' } } as Linter.Config,
    ];
    return { linter: create(root), config, options: { filename: join(root, 'docs/README.md'), filterCodeBlock: (name: string) => name.endsWith('.js') } };
  }

  function places(messages: readonly Linter.LintMessage[]): readonly string[] {
    return messages.map(({ line, column, ruleId, message }) => (ruleId === 'leaklint/no-secrets' ? `${line}:${column}` : message)).sort();
  }

  function lint(root: string, text: string, processor: Linter.Processor): readonly string[] {
    const { linter, config, options } = setUp(root, processor);
    return places(linter.verify(text, config, options));
  }

  test.each([
    ['blocks alone', IN_BLOCKS],
    ['blocks, then the file', ['1:5', ...IN_BLOCKS]],
    ['the file, then blocks', ['1:5', ...IN_BLOCKS]],
  ] as const)('%s', (name, expected) => {
    const root = createTree({});
    // Again and again, as an editor does.
    for (const text of [readme, readme, 'nothing', readme]) expect(lint(root, text, processors[name])).toEqual(text === readme ? expected : []);
  });

  test('one that stands in a block and beside it is told twice', () => {
    const text = `${token('a')}\n\n\`\`\`js\n'${token('a')}'\n\`\`\`\n`;
    for (const processor of Object.values(processors).slice(1)) expect(lint(createTree({}), text, processor)).toHaveLength(2);
  });

  test('what the file told is told by a block later', async () => {
    const root = createTree({});
    expect(lint(root, token('a'), processors['blocks, then the file'])).toEqual(['1:1']);
    await Promise.resolve();
    expect(lint(root, readme, blocks)).toEqual(IN_BLOCKS);
  });

  test('again after a fix of another rule', () => {
    const { linter, config, options } = setUp(createTree({}), processors['blocks, then the file']);
    const { fixed, messages } = linter.verifyAndFix(readme.replace('f(', 'var b; f('), config, options);
    expect(fixed).toBe(true);
    expect(places(messages)).toEqual(['1:5', '3:11', '7:6', '8:6']);
  });

  test('the path of the file decides what is excluded and accepted', () => {
    const config = (text: string): string => createTree({ 'leaklint.config.yaml': text });
    expect(lint(config('exclude: [docs/README.md]\n'), readme, blocks)).toEqual([]);
    expect(lint(config('exclude: ["**/*.js"]\n'), readme, blocks)).toEqual(IN_BLOCKS);
    expect(lint(config('allow: [{paths: [docs/README.md], reason: made up}]\n'), readme, blocks)).toEqual([]);
  });
});
