// The rule that says in an editor what the command line says: on every ESLint, at the exact place, without the secret.
import { noSecrets } from '../../src/eslint/no-secrets.ts';
import { expandExample } from '../../src/rule/expand.ts';
import { ruleTesters, type RuleCases } from '../support/rule-tester.ts';

const token = expandExample('qx_live_<alnum:32>', 'no-secrets');
const stripe = expandExample('sk_live_<alnum:24>', 'no-secrets');
const key = expandExample('<pem:RSA PRIVATE KEY>', 'no-secrets');

/** A token that stands at a place; column 1-based, as in a report. */
function at(line: number, column: number, length = token.length): { messageId: string; line: number; column: number; endLine: number; endColumn: number } {
  return { messageId: 'secret', line, column, endLine: line, endColumn: column + length };
}

const cases: RuleCases = {
  valid: [
    '',
    'const key = process.env.QODRYX_KEY;',
    "const key = 'qx_live_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx';",
    { name: 'a public key', code: `const key = '${expandExample('pk_live_<alnum:24>', 'no-secrets')}';` },
    { name: 'a rule that is left out', code: `const key = '${token}';`, options: [{ skip: ['qodryx'] }] },
    { name: 'a rule that is not asked for', code: `const key = '${token}';`, options: [{ only: ['stripe', 'high'] }] },
  ],
  invalid: [
    { name: 'a string', code: `const key = '${token}';`, errors: [at(1, 14)] },
    { name: 'a comment', code: `// was ${token}\nf();`, errors: [at(1, 8)] },
    { name: 'two in a line are two reports', code: `f('${token}', \`${token}\`);`, errors: [at(1, 4), at(1, 48)] },
    { name: 'after every kind of line end', code: `f();\rf();\r\nf('\\n');\nf('${token}');`, errors: [at(4, 4)] },
    { name: 'after what only ESLint takes for a line end', code: `f('\u2028', '${token}');`, errors: [at(2, 5)] },
    { name: 'after astral characters', code: `f('\u{1f511}', '${token}');`, errors: [at(1, 10)] },
    { name: 'after a byte order mark', code: `\uFEFFf('${token}');`, errors: [at(1, 4)] },
    { name: 'only what is asked for', code: `f('${token}', '${stripe}');`, options: [{ only: ['qodryx'] }], errors: [at(1, 4)] },
    {
      name: 'a selector of nothing',
      code: `f('${token}');`,
      options: [{ skip: ['qodrix'] }],
      errors: [{ message: 'Not wholly checked for credentials: no rule, provider, severity or tag is called "qodrix" (did you mean "qodryx"?)', line: 1, column: 1 }],
    },
    {
      name: 'over many lines',
      code: `const key = \`${key}\`;`,
      errors: [{ messageId: 'secret', line: 1, column: 14, endLine: key.split('\n').length, endColumn: (key.split('\n').at(-1) ?? '').length + 1 }],
    },
  ],
};

for (const { version, tester } of ruleTesters()) tester.run(`no-secrets on ESLint ${version}`, noSecrets, cases);
