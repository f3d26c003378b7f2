// The ESLint rule for what the command line finds too: every rule over the whole text of a file, in any language.
import { createRule } from './create-rule.ts';
import { messageData } from './message.ts';
import { locOf, rangeOf } from './place.ts';
import { environmentMessages, suggestEnvironmentAt } from './suggest-environment.ts';
import { verdictOf } from './verdict.ts';

// What the root of a file is called: in JavaScript and all that parses to its tree; JSON and HTML; Markdown; CSS.
const ROOTS = ['Program', 'Document', 'root', 'StyleSheet'] as const;

export const noSecrets = createRule({
  name: 'no-secrets',
  meta: {
    type: 'problem',
    docs: { description: 'Disallow credentials in files' },
    hasSuggestions: true,
    messages: { secret: '{{title}} ({{id}}). {{advice}}', ...environmentMessages },
    schema: [],
  },
  create(context) {
    let isDone = false;
    const check = (): void => {
      if (isDone) return;
      isDone = true;
      const { sourceCode } = context;
      const findings = verdictOf(context)?.report.findings ?? [];
      for (const finding of findings.filter(({ status, exposure }) => status.kind === 'new' && exposure !== 'public')) {
        const range = rangeOf(finding, sourceCode.text);
        const suggest = suggestEnvironmentAt(context, range, finding);
        context.report({ messageId: 'secret', loc: locOf(range, sourceCode), data: messageData(finding), suggest });
      }
    };
    return Object.fromEntries(ROOTS.map((root) => [root, check]));
  },
});
