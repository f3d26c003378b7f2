// All that a file does with a constant text, each use written so that the engine can judge it: `apiKey = "…"`, `setKey("…")`,
// the longer text that it becomes a part of.
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { destinationsAt, holdersOf, type Destination } from './destination.ts';
import { isText } from './fold/constant.ts';
import { isSum } from './fold/expression.ts';
import type { Fold } from './fold/fold.ts';
import { readsOf } from './fold/reads.ts';
import { runsOf } from './fold/runs.ts';

type Node = TSESTree.Node;

/** What is done with a text. */
export interface Use {
  /** What it is used under, such as `config.apiKey`. */
  readonly name?: string;
  /** What stands before it, such as `config.apiKey = `. */
  readonly lead: string;
  /** The text, or what has been made of it. */
  readonly text: string;
}

/** A value on its way. */
interface Flow {
  /** What it comes to; nothing if that is no text. */
  readonly text: string | undefined;
  /** The variable or member that it was read from last. */
  readonly owner?: string;
  /** It stands where it is written, and nothing has been made of it. */
  readonly isHere?: true;
  /** From variable to variable. */
  readonly depth: number;
}

const DEEPEST = 4;
/** Most uses of one text, and most steps on the way to them. Loses the others. */
const MOST_USES = 32;
const MOST_STEPS = 256;

/** The uses of an expression that comes to a text, but for those that show where it stands: `apiKey: "…"`. */
export function usesOf(node: Node, text: string, sourceCode: Readonly<TSESLint.SourceCode>, fold: Fold): readonly Use[] {
  const uses = new Map<string, Use>();
  let steps = 0;
  const add = (use: Use): void => {
    if (uses.size < MOST_USES) uses.set(use.lead + use.text, use);
  };

  const follow = (from: Node, flow: Flow): void => {
    if (steps++ > MOST_STEPS) return;
    let isListed = false;
    for (const holder of holdersOf(from)) {
      isListed ||= holder.type === 'ArrayExpression';
      for (const destination of destinationsAt(holder, fold)) {
        const isShown = flow.isHere ? isBeside(destination, from, sourceCode.text) : lastOf(destination.name) === lastOf(flow.owner ?? '');
        if (!isShown && flow.text !== undefined && NAME.test(destination.name)) {
          add({ name: destination.name, lead: `${leadOf(destination, flow.owner)}${isListed ? '[' : ''}`, text: flow.text });
        }
      }
      const whole = wholeOf(holder);
      if (whole !== undefined) combine(whole, holder, flow);
      if (flow.depth === DEEPEST) continue;
      for (const { node: read, owner } of readsOf(holder, sourceCode, fold)) follow(read, { text: flow.text, owner, depth: flow.depth + 1 });
    }
  };

  const combine = (whole: Node, part: Node, { owner, depth }: Flow): void => {
    const value = fold(whole);
    const flow = { depth, ...(owner !== undefined && { owner }) };
    const run = value === undefined && (isSum(whole) || whole.type === 'TemplateLiteral') ? runsOf(whole, fold).find(({ parts }) => parts.includes(part)) : undefined;
    const made = isText(value) ? value : run?.text;
    if (made !== undefined) add({ lead: '', text: made });
    if (value !== undefined) follow(whole, { ...flow, text: made });
  };

  follow(node, { text, isHere: true, depth: 0 });
  return [...uses.values()];
}

/** What an expression becomes a part of. */
function wholeOf(part: Node): Node | undefined {
  const { parent } = part;
  switch (parent?.type) {
    case 'BinaryExpression': {
      let sum: TSESTree.BinaryExpression = parent;
      while (isSum(sum.parent) && sum.parent.left === sum) sum = sum.parent;
      return isSum(parent) ? sum : undefined;
    }
    case 'TemplateLiteral':
      return parent.parent.type === 'TaggedTemplateExpression' ? parent.parent : parent;
    case 'MemberExpression':
      return parent.object === part && parent.parent.type === 'CallExpression' && parent.parent.callee === parent ? parent.parent : undefined;
    case 'SpreadElement':
      return parent.parent;
    case 'CallExpression':
      return parent.callee === part ? undefined : parent;
    default:
      return undefined;
  }
}

const BESIDE = /^\]?\s{0,24}(?:=>?|[:,(]|[!=]==?|\|\||\?\?)\s{0,24}\{?$/;

/** The name stands right before the value, as the engine reads it itself: `apiKey: "…"`. */
function isBeside({ end }: Destination, { range: [start] }: Node, text: string): boolean {
  return end !== undefined && end <= start && start <= end + 64 && BESIDE.test(text.slice(end, start));
}

function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

// Others are no names, or would end the text that they are written in.
const NAME = /^[^\s"'`\\(){}[\],;]{1,80}$/;

/**
 * What is written before the value for a destination. The variable that it was read from becomes a part of the name, since it
 * says what the value is: `mockToken` and `publicKey` hold none, wherever they go.
 */
function leadOf({ name, isCallee }: Destination, owner = ''): string {
  const last = lastOf(name);
  const prefix = owner === '' ? '' : `${owner.replace(/\W+/g, '_')}_`;
  return `${name.slice(0, -last.length)}${prefix}${last}${isCallee ? '(' : ' = '}`;
}
