// The constant stretches of a sum or template of which other parts are known only when it runs: `'Bearer ' + KEY` of
// `'Bearer ' + KEY + suffix`.
import type { TSESTree } from '@typescript-eslint/utils';
import { isNumber, isText, joined, type Constant } from './constant.ts';
import { operandsOf } from './expression.ts';
import type { Fold } from './fold.ts';

type Node = TSESTree.Node;
export type Combination = TSESTree.BinaryExpression | TSESTree.TemplateLiteral;

/** Neighbouring parts that are constant. */
export interface Run {
  readonly text: string;
  readonly parts: readonly Node[];
  /** It begins where the whole begins. */
  readonly isFirst: boolean;
}

// Asked for every part.
const known = new WeakMap<Combination, readonly Run[]>();

/** The runs of two parts or more; those of one part stand there as they are. */
export function runsOf(whole: Combination, fold: Fold): readonly Run[] {
  const runs = known.get(whole) ?? findRuns(whole, fold);
  known.set(whole, runs);
  return runs;
}

function findRuns(whole: Combination, fold: Fold): readonly Run[] {
  // The texts of a template stand apart from one another.
  if (whole.type === 'TemplateLiteral' && !whole.expressions.some((part) => isPart(fold(part)))) return [];
  const parts = whole.type === 'TemplateLiteral' ? templateParts(whole) : operandsOf(whole);
  // The whole is not constant.
  if (parts.length < 3) return [];
  const runs: Run[] = [];
  let run: Node[] = [];
  let values: Constant[] = [];
  const close = (end: number): void => {
    const text = run.length > 1 ? joined(values) : undefined;
    if (text !== undefined) runs.push({ text, parts: run, isFirst: run.length === end });
    run = [];
    values = [];
  };
  for (const [index, part] of parts.entries()) {
    const value = part.type === 'TemplateElement' ? (part.value.cooked ?? undefined) : fold(part);
    if (isPart(value)) {
      run.push(part);
      values.push(value);
    } else close(index);
  }
  close(parts.length);
  return runs;
}

function isPart(value: Constant | undefined): value is string | number {
  return isText(value) || isNumber(value);
}

function templateParts({ quasis, expressions }: TSESTree.TemplateLiteral): readonly Node[] {
  return quasis.flatMap((quasi, index) => [quasi, ...expressions.slice(index, index + 1)]).filter((part) => part.type !== 'TemplateElement' || part.value.raw !== '');
}
