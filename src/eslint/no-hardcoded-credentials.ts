// The ESLint rule for credentials that only evaluation shows: put together from constants, or used under a name that does not
// stand beside them. What the engine finds in the whole text, `no-secrets` reports; where that rule
// is off, sums and joins of literals are reported here.
import type { TSESTree } from '@typescript-eslint/utils';
import { createCandidates } from './candidates.ts';
import { createRule } from './create-rule.ts';
import { isSum } from './fold/expression.ts';
import { createFold, mayFold } from './fold/fold.ts';
import { judgeCandidates } from './judge-candidates.ts';
import { messageData } from './message.ts';
import { environmentMessages, suggestEnvironment } from './suggest-environment.ts';
import { knownOf, verdictOf } from './verdict.ts';

type Expression = TSESTree.Literal | TSESTree.TemplateLiteral | TSESTree.BinaryExpression | TSESTree.CallExpression;

export const noHardcodedCredentials = createRule({
  name: 'no-hardcoded-credentials',
  meta: {
    type: 'problem',
    docs: { description: 'Disallow credentials that are put together from constants or used far from where they are written' },
    hasSuggestions: true,
    messages: {
      assembled: '{{title}} ({{id}}), put together here. {{advice}}',
      used: '{{title}} ({{id}}), by what it is used for. {{advice}}',
      ...environmentMessages,
    },
    schema: [],
  },
  create(context) {
    const { sourceCode } = context;
    const fold = createFold(sourceCode);
    const candidates = createCandidates(sourceCode, fold);
    const take = (node: Expression): void => {
      switch (node.type) {
        case 'Literal':
          return candidates.literal(node, String(node.value));
        case 'TemplateLiteral':
          return node.expressions.length === 0 ? candidates.literal(node, node.quasis[0]?.value.cooked ?? '') : candidates.whole(node);
        default:
          candidates.whole(node);
      }
    };
    // In the order of their places, those around others first. Taken all at once at the end: between one node and the next
    // other rules run, and each time the processor would have to load anew what takes them.
    const expressions: Expression[] = [];
    return {
      Literal(node: TSESTree.Literal) {
        if (typeof node.value === 'string') expressions.push(node);
      },
      TemplateLiteral(node: TSESTree.TemplateLiteral) {
        expressions.push(node);
      },
      BinaryExpression(node: TSESTree.BinaryExpression) {
        if (isSum(node) && !(isSum(node.parent) && node.parent.left === node)) expressions.push(node);
      },
      CallExpression(node: TSESTree.CallExpression) {
        if (mayFold(node)) expressions.push(node);
      },
      'Program:exit'() {
        expressions.forEach(take);
        const list = candidates.list();
        const verdict = list.length === 0 ? undefined : verdictOf(context);
        if (verdict === undefined) return;
        for (const { candidate, finding, use, isAll } of judgeCandidates(list, verdict, knownOf(context), sourceCode, fold)) {
          const messageId = candidate.isLiteral ? 'used' : 'assembled';
          const suggest = isAll ? suggestEnvironment(context, candidate.node, finding, use.name?.replace(/^.*\./, '')) : [];
          context.report({ node: candidate.node, messageId, data: messageData(finding), suggest });
        }
      },
    };
  },
});
