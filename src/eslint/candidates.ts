// The expressions of a file that may come to a credential, each with what is done with it. Coarse: it only spares the engine
// what no rule takes for one.
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { isText } from './fold/constant.ts';
import { isSum } from './fold/expression.ts';
import type { Fold } from './fold/fold.ts';
import { runsOf } from './fold/runs.ts';
import { usesOf, type Use } from './uses.ts';

type Node = TSESTree.Node;

export interface Candidate {
  readonly node: Node;
  /** It stands there as it is; otherwise it is put together. */
  readonly isLiteral: boolean;
  /** What it comes to, or those stretches of it that are constant. */
  readonly texts: readonly string[];
  /** At least one. */
  readonly uses: readonly Use[];
}

export interface Candidates {
  /** Takes a literal text. */
  literal(node: Node, text: string): void;
  /** Takes an expression that may be made of constants. Those around others first. */
  whole(node: Node): void;
  /** In the order of their places. */
  list(): readonly Candidate[];
}

/** Most characters that are judged of what one file comes to. Loses the others. */
const MOST = 1_000_000;

export function createCandidates(sourceCode: Readonly<TSESLint.SourceCode>, fold: Fold): Candidates {
  const candidates: Candidate[] = [];
  let left = MOST;
  let foldedTo = 0;
  const add = (candidate: Candidate): void => {
    left -= candidate.uses.reduce((sum, { lead, text }) => sum + lead.length + text.length, 0);
    if (candidate.uses.length > 0 && left > 0) candidates.push(candidate);
  };
  return {
    literal(node, text) {
      if (isCandidateWord(text)) add({ node, isLiteral: true, texts: [text], uses: usesOf(node, text, sourceCode, fold) });
    },
    whole(node) {
      if (node.range[0] < foldedTo) return;
      const text = fold(node);
      if (text !== undefined) foldedTo = node.range[1];
      if (isText(text)) {
        const uses = holdsCandidateWord(text) ? [{ lead: '', text }, ...usesOf(node, text, sourceCode, fold)] : [];
        add({ node, isLiteral: false, texts: [text], uses });
      } else if (text === undefined && (isSum(node) || node.type === 'TemplateLiteral')) {
        const runs = runsOf(node, fold).filter(({ text: one }) => holdsCandidateWord(one));
        // What stands behind an unknown part is not the value of the name before it.
        const uses = runs.map((run) => ({ lead: run.isFirst ? '' : '_ + ', text: run.text }));
        add({ node, isLiteral: false, texts: runs.map((run) => run.text), uses });
      }
    },
    list: () => candidates.toSorted((a, b) => a.node.range[0] - b.node.range[0]),
  };
}

// Digits, and what stands for letters or fills base64 up.
const SIGN = /[0-9=@$!]/;
const SIGNED_WORD = /(?:^|\s)(?=\S{8})\S*?[0-9=@$!]/;

/** One word with a digit or sign. Loses credentials of letters alone, and those with blanks. */
function isCandidateWord(text: string): boolean {
  return text.length >= 8 && text.length <= 512 && SIGN.test(text) && !/\s/.test(text);
}

/** A word of eight characters or more has a digit or sign. Loses credentials of letters alone. */
function holdsCandidateWord(text: string): boolean {
  return SIGNED_WORD.test(text);
}
