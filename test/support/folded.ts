// What the last statement of a program folds to, under each parser.
import * as typescript from '@typescript-eslint/parser';
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { Linter } from 'eslint';
import { createFold, type Fold } from '../../src/eslint/fold/fold.ts';

// ESLint's own is espree.
export const parsers = { espree: undefined, typescript } as const;

/** Calls `look` with the expression that ends a program. @throws if the program does not parse. */
export function atLastExpression(
  code: string,
  parser: keyof typeof parsers,
  look: (expression: TSESTree.Expression, fold: Fold, sourceCode: Readonly<TSESLint.SourceCode>) => void,
): void {
  const rule = {
    create: ({ sourceCode }: { sourceCode: unknown }) => ({
      Program({ body }: { body: readonly TSESTree.Statement[] }) {
        const last = body.at(-1);
        if (last?.type !== 'ExpressionStatement') throw new Error('the program does not end with an expression');
        const source = sourceCode as Readonly<TSESLint.SourceCode>;
        look(last.expression, createFold(source), source);
      },
    }),
  };
  const config = { plugins: { test: { rules: { look: rule } } }, rules: { 'test/look': 'error' }, languageOptions: { ...(parser === 'typescript' && { parser: typescript }) } };
  const [problem] = new Linter().verify(code, [config as unknown as Linter.Config]);
  if (problem !== undefined) throw new Error(`${problem.message} in ${code}`);
}

/** What a program's last expression folds to; bytes as numbers. */
export function folded(code: string, parser: keyof typeof parsers = 'espree'): unknown {
  let value: unknown;
  atLastExpression(code, parser, (expression, fold) => {
    value = fold(expression);
  });
  return value instanceof Uint8Array ? [...value] : value;
}
