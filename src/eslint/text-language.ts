// The language `leaklint/text` of ESLint 9 and 10: any text, as a tree of one node. So what ESLint has no parser for is linted
// too, such as .env files and shell scripts. `# eslint-disable-line` and its kind work.
import { TextSourceCodeBase, VisitNodeStep } from '@eslint/plugin-kit';
import type { ESLint } from 'eslint';

type Language = NonNullable<ESLint.Plugin['languages']>[string];
type SourceCode = ReturnType<Language['createSourceCode']>;

const LINE_END = /\r\n|[\r\n]/;
/** From a `#` that begins a line or stands after a space to the end of the line. */
const DIRECTIVE =
  /(?<=^|[ \t])#[ \t]*eslint-(?<type>disable(?:-next-line|-line)?|enable)(?=[ \t]|$)(?<value>.*?)(?:[ \t]-{2,}[ \t](?<justification>.*))?$/gm;

export const textLanguage: Language = {
  fileType: 'text',
  lineStart: 1,
  columnStart: 1,
  nodeTypeKey: 'type',
  visitorKeys: { Text: [] },
  validateLanguageOptions: () => undefined,
  parse: ({ body }) => ({ ok: true, ast: treeOf(String(body)) }),
  createSourceCode: ({ body }, { ast }) => createSourceCode(String(body), ast as Tree),
};

type Tree = ReturnType<typeof treeOf>;

function treeOf(text: string) {
  const lines = text.split(LINE_END);
  const end = { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
  return { type: 'Text', range: [0, text.length], loc: { start: { line: 1, column: 1 }, end } } as const;
}

function createSourceCode(text: string, ast: Tree): SourceCode {
  const base = new TextSourceCodeBase({ text, ast, lineEndingPattern: LINE_END });
  const directives = (): object[] =>
    [...text.matchAll(DIRECTIVE)].map(({ 0: comment, index, groups }) => {
      const range = [index, index + comment.length] as const;
      const [start, end] = range.map((offset) => base.getLocFromIndex(offset));
      const { type, value = '', justification = '' } = groups ?? {};
      return { type, value, justification, node: { range, loc: { start, end } } };
    });
  return Object.assign(base, {
    traverse: () => [new VisitNodeStep({ target: ast, phase: 1, args: [ast] })],
    getParent: () => undefined,
    getDisableDirectives: () => ({ directives: directives(), problems: [] }),
  }) as unknown as SourceCode;
}
