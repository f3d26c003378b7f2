// The ESLint rule for what the command line finds too: every rule over the whole text of a file, in any language.
import { createRule } from './create-rule.ts';
import { messageData } from './message.ts';
import { untold } from './parts.ts';
import { locOf, rangeOf } from './place.ts';
import type { Choice } from './scanners.ts';
import { environmentMessages, suggestEnvironmentAt } from './suggest-environment.ts';
import { tellWhole, verdictOf, type Judgement } from './verdict.ts';

const NOTHING: Judgement = { findings: [], problems: [] };

const selectors = { type: 'array', items: { type: 'string' }, minItems: 1, uniqueItems: true } as const;

export const noSecrets = createRule<readonly [Choice], 'secret' | 'problem' | keyof typeof environmentMessages>({
  name: 'no-secrets',
  meta: {
    type: 'problem',
    docs: { description: 'Disallow credentials in files' },
    hasSuggestions: true,
    messages: { secret: '{{title}} ({{id}}). {{advice}}', problem: 'Not wholly checked for credentials: {{message}}', ...environmentMessages },
    schema: [
      {
        type: 'object',
        properties: {
          minConfidence: {
            type: 'string',
            enum: ['high', 'medium', 'low'],
            description: 'Report what is at least so certain to be a credential, whatever the configuration of leaklint says.',
          },
          only: { ...selectors, description: 'Run these rules of leaklint only, named by id, provider, severity or tag.' },
          skip: { ...selectors, description: 'Leave out these rules of leaklint.' },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{}],
  },
  create(context, [choice]) {
    const { sourceCode } = context;
    tellWhole(context);
    const check = (): void => {
      const { findings, problems } = verdictOf(context, choice)?.report ?? NOTHING;
      for (const { message } of problems) context.report({ messageId: 'problem', loc: locOf([0, 0], sourceCode), data: { message } });
      const open = findings.filter(({ status, exposure }) => status.kind === 'new' && exposure !== 'public');
      for (const finding of untold(open, context)) {
        const range = rangeOf(finding, sourceCode.text);
        const suggest = suggestEnvironmentAt(context, range, finding);
        context.report({ messageId: 'secret', loc: locOf(range, sourceCode), data: messageData(finding), suggest });
      }
    };
    // Whatever the language calls the root of its tree.
    return { [sourceCode.ast.type]: (node: object) => void (node === sourceCode.ast && check()) };
  },
});
