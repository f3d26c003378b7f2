// Where a credential is suggested to be read from instead: in the form of the file's server, under a good name, and so that
// what comes out parses; and where nothing is suggested. Tried through no-secrets, on every ESLint.
import parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, test } from 'vitest';
import { noSecrets } from '../../src/eslint/no-secrets.ts';
import { expandExample } from '../../src/rule/expand.ts';
import { ruleTesters, type RuleCases } from '../support/rule-tester.ts';

type Case = RuleCases['invalid'][number];

const key = expandExample('sk_live_<alnum:24>', 'suggest-environment');
const other = expandExample('sk_live_<alnum:24>', 'suggest-environment, too');
const password = expandExample('<alnum:16>', 'suggest-environment');

/** `KEY` and `PASSWORD` in a text are credentials. */
const filled = (text: string): string => text.replaceAll('KEY§', key).replaceAll('OTHER§', other).replaceAll('PASSWORD§', password);

/** A file with one credential, and what it is when the suggestion is taken; none if that is absent. */
function suggested(filename: string, before: string, after?: string, messageId = 'environment'): Case {
  const isTyped = /\.[cm]?tsx?$/.test(filename);
  const suggestions = after === undefined ? [] : [{ messageId, output: filled(after) }];
  const languageOptions = isTyped ? { parser } : { parserOptions: { ecmaFeatures: { jsx: true } } };
  return { name: `${filename}: ${before}`, filename, code: filled(before), errors: [{ messageId: 'secret', suggestions }], languageOptions };
}

const forms: readonly Case[] = [
  suggested('a.js', "const stripe = new Stripe('KEY§');", 'const stripe = new Stripe(process.env.STRIPE_SECRET_KEY);'),
  suggested('a.ts', "const stripe = new Stripe('KEY§');", 'const stripe = new Stripe(process.env.STRIPE_SECRET_KEY!);'),
  suggested('a.mts', "f('KEY§');", 'f(process.env.STRIPE_SECRET_KEY!);'),
  suggested('a.cjs', "const Stripe = require('stripe'); Stripe('KEY§');", "const Stripe = require('stripe'); Stripe(process.env.STRIPE_SECRET_KEY);"),
  // Deno
  suggested('a.ts', "Deno.serve(() => f('KEY§'));", "Deno.serve(() => f(Deno.env.get('STRIPE_SECRET_KEY')!));"),
  suggested('a.js', "import Stripe from 'npm:stripe'; f('KEY§');", "import Stripe from 'npm:stripe'; f(Deno.env.get('STRIPE_SECRET_KEY'));"),
  // SvelteKit
  suggested('src/routes/+page.server.js', "export const load = () => f('KEY§');", "import { env } from '$env/dynamic/private';\nexport const load = () => f(env.STRIPE_SECRET_KEY);"),
  suggested('src/routes/+server.ts', "import { a } from 'a';\nf('KEY§');", "import { env } from '$env/dynamic/private';\nimport { a } from 'a';\nf(env.STRIPE_SECRET_KEY!);"),
  suggested('src/lib/server/pay.js', "import { env } from '$env/dynamic/private';\nf('KEY§');", "import { env } from '$env/dynamic/private';\nf(env.STRIPE_SECRET_KEY);"),
  suggested('src/lib/server/pay.js', "import { env as e } from '$env/dynamic/private';\nf('KEY§');", "import { env as e } from '$env/dynamic/private';\nf(e.STRIPE_SECRET_KEY);"),
  suggested('src/hooks.server.js', "'use strict';\nf('KEY§');", "'use strict';\nimport { env } from '$env/dynamic/private';\nf(env.STRIPE_SECRET_KEY);"),
  suggested('src/hooks.server.js', "const env = 1; f('KEY§', env);"),
  suggested('src/routes/+page.js', "f('KEY§');"),
  suggested('src/lib/pay.js', "import { dev } from '$app/environment'; f('KEY§');"),
  // Nuxt
  suggested('server/api/pay.js', "export default defineEventHandler((event) => f('KEY§'));", 'export default defineEventHandler((event) => f(useRuntimeConfig(event).stripeSecretKey));'),
  suggested('server/utils/pay.ts', "const config = useRuntimeConfig(); f('KEY§', config);", 'const config = useRuntimeConfig(); f(useRuntimeConfig().stripeSecretKey, config);'),
  suggested('plugins/pay.js', "export default defineNuxtPlugin(() => f('KEY§'));"),
  // Astro
  suggested('src/pages/api.js', "import { x } from 'astro:content'; f('KEY§');", "import { x } from 'astro:content'; f(import.meta.env.STRIPE_SECRET_KEY);"),
  suggested('src/pages/api.ts', "import type { APIRoute } from 'astro'; f('KEY§');", "import type { APIRoute } from 'astro'; f(import.meta.env.STRIPE_SECRET_KEY);"),
  // Cloudflare
  suggested('a.js', "export default { async fetch(request, env) { return f('KEY§'); } };", 'export default { async fetch(request, env) { return f(env.STRIPE_SECRET_KEY); } };'),
  suggested('a.ts', "export default { scheduled: async (event, env) => { await f('KEY§'); } } satisfies Handler;", 'export default { scheduled: async (event, env) => { await f(env.STRIPE_SECRET_KEY); } } satisfies Handler;'),
  suggested('a.js', "export default { fetch(request, env) { return ((env) => f('KEY§'))(); } };"),
  suggested('a.js', "const key = 'KEY§'; export default { fetch(request, env) {} };"),
  // The client
  suggested('a.js', "'use client'; f('KEY§');"),
  suggested('a.js', "window.stripe = f('KEY§');"),
  suggested('a.js', "import { useState } from 'react'; f('KEY§');"),
  suggested('a.js', "import { createRoot } from 'react-dom/client'; f('KEY§');"),
  suggested('a.js', "f('KEY§', import.meta.env.DEV);"),
  suggested('client/a.js', "f('KEY§');"),
  suggested('src/Pay.jsx', '<Pay secretKey="KEY§" />;'),
  suggested('src/Pay.tsx', '<Pay secretKey="KEY§" />;'),
  suggested('app/pay/page.jsx', '<Pay secretKey="KEY§" />;', '<Pay secretKey={process.env.STRIPE_SECRET_KEY} />;'),
  suggested('app/pay/page.tsx', "'use client';\n<Pay secretKey={'KEY§'} />;"),
  suggested('app/pay/page.tsx', "<Pay secretKey={'KEY§'} />;", '<Pay secretKey={process.env.STRIPE_SECRET_KEY!} />;'),
  suggested('a.js', "import { renderToString } from 'react-dom/server'; f('KEY§');", "import { renderToString } from 'react-dom/server'; f(process.env.STRIPE_SECRET_KEY);"),
  // Elsewhere
  suggested('a.js', "import { Module } from '@nestjs/common'; f('KEY§');"),
  suggested('vite.config.js', "export default { define: { A: JSON.stringify('KEY§') } };"),
  suggested('next.config.js', "module.exports = { env: { A: 'KEY§' }, b: 1 };"),
  suggested('next.config.js', "module.exports = { b: 'KEY§' };", 'module.exports = { b: process.env.STRIPE_SECRET_KEY };'),
];

const places: readonly Case[] = [
  suggested('a.js', 'f(`KEY§`);', 'f(process.env.STRIPE_SECRET_KEY);'),
  suggested('a.js', 'f("KEY§");', 'f(process.env.STRIPE_SECRET_KEY);'),
  suggested('a.js', "const a = { b: 'KEY§', c };", 'const a = { b: process.env.STRIPE_SECRET_KEY, c };'),
  suggested('a.js', "class A { b = 'KEY§'; }", 'class A { b = process.env.STRIPE_SECRET_KEY; }'),
  suggested('a.js', "function f(a = 'KEY§') {}", 'function f(a = process.env.STRIPE_SECRET_KEY) {}'),
  suggested('a.js', "function f() { return'KEY§'; }", 'function f() { return process.env.STRIPE_SECRET_KEY; }'),
  suggested('a.js', "switch (a) { case'KEY§': }", 'switch (a) { case process.env.STRIPE_SECRET_KEY: }'),
  suggested('a.js', "'KEY§'in a;", 'process.env.STRIPE_SECRET_KEY in a;'),
  suggested('a.js', "if (a === 'KEY§') f();", 'if (a === process.env.STRIPE_SECRET_KEY) f();'),
  suggested('a.js', "f('KEY§'.length);", 'f(process.env.STRIPE_SECRET_KEY.length);'),
  suggested('a.ts', "f('KEY§'.length);", 'f(process.env.STRIPE_SECRET_KEY!.length);'),
  suggested('a.ts', "const a = 'KEY§' as const;", 'const a = process.env.STRIPE_SECRET_KEY!;'),
  suggested('a.ts', "const a = <const>'KEY§';", 'const a = process.env.STRIPE_SECRET_KEY!;'),
  suggested('a.ts', "const a = { b: 'KEY§' } as const;", 'const a = { b: process.env.STRIPE_SECRET_KEY! } as const;'),
  suggested('a.ts', "const a = 'KEY§' as string;", 'const a = process.env.STRIPE_SECRET_KEY! as string;'),
  suggested('a.ts', "const a = 'KEY§' satisfies string;", 'const a = process.env.STRIPE_SECRET_KEY! satisfies string;'),
  suggested('a.ts', "@A('KEY§') class B {}", '@A(process.env.STRIPE_SECRET_KEY!) class B {}'),
  suggested('a.js', "f(process.env.STRIPE ?? 'KEY§');", 'f(process.env.STRIPE);', 'withoutDefault'),
  suggested('a.ts', "f(process.env.STRIPE || 'KEY§');", 'f(process.env.STRIPE!);', 'withoutDefault'),
  suggested('a.ts', "f(Deno.env.get('STRIPE') ?? 'KEY§');", "f(Deno.env.get('STRIPE')!);", 'withoutDefault'),
  suggested('a.js', "const { STRIPE = 'KEY§' } = process.env;", 'const { STRIPE } = process.env;', 'withoutDefault'),
  suggested('a.js', "const { STRIPE: a = 'KEY§' } = process.env;", 'const { STRIPE: a } = process.env;', 'withoutDefault'),
  suggested('a.js', "f(config.stripe ?? 'KEY§');", 'f(config.stripe ?? process.env.STRIPE_SECRET_KEY);'),
  suggested('a.js', "f(process.env.STRIPE && 'KEY§');", 'f(process.env.STRIPE && process.env.STRIPE_SECRET_KEY);'),
  // No values, or not the whole of one.
  suggested('a.js', "'KEY§';"),
  suggested('a.js', "const a = { 'KEY§': 1 };"),
  suggested('a.js', "const { 'KEY§': a } = b;"),
  suggested('a.js', "class A { 'KEY§' = 1; }"),
  suggested('a.js', "class A { 'KEY§'() {} }"),
  suggested('a.js', "f(a['KEY§']);"),
  suggested('a.js', "import 'KEY§';"),
  suggested('a.js', "export * from 'KEY§';"),
  suggested('a.js', "import('KEY§');"),
  suggested('a.js', "require('KEY§');"),
  suggested('a.ts', "type A = 'KEY§';"),
  suggested('a.ts', "enum A { B = 'KEY§' }"),
  suggested('a.ts', "interface A { 'KEY§': string }"),
  suggested('a.js', 'f`KEY§`;'),
  suggested('a.js', "f('Key KEY§');"),
  suggested('a.js', 'f(`${a}KEY§`);'),
  suggested('a.js', '// KEY§\nf();'),
  suggested('a.js', 'f(/KEY§/);'),
];

const names: readonly Case[] = [
  suggested('a.js', "const STRIPE_SECRET_KEY = 'KEY§';", 'const STRIPE_SECRET_KEY = process.env.STRIPE_SECRET_KEY;'),
  suggested('a.js', "const stripeKey = 'KEY§';", 'const stripeKey = process.env.STRIPE_KEY;'),
  suggested('a.js', "new Stripe({ apiKey: 'KEY§' });", 'new Stripe({ apiKey: process.env.STRIPE_API_KEY });'),
  suggested('a.js', "const key = 'KEY§';", 'const key = process.env.STRIPE_SECRET_KEY;'),
  suggested('a.js', "const NEXT_PUBLIC_STRIPE_SECRET = 'KEY§';", 'const NEXT_PUBLIC_STRIPE_SECRET = process.env.STRIPE_SECRET;'),
  suggested('a.js', "config.payment.stripeSecretKey = 'KEY§';", 'config.payment.stripeSecretKey = process.env.STRIPE_SECRET_KEY;'),
  suggested('a.js', "f(process.env.STRIPE_SECRET_KEY, 'KEY§');", 'f(process.env.STRIPE_SECRET_KEY, process.env.STRIPE_SECRET_KEY_2);'),
  suggested('a.js', "const db = { password: 'PASSWORD§' };", 'const db = { password: process.env.DB_PASSWORD };'),
  suggested('a.js', "const dbPassword = 'PASSWORD§';", 'const dbPassword = process.env.DB_PASSWORD;'),
  suggested('a.js', "import mysql from 'mysql2'; mysql.createConnection({ host, password: 'PASSWORD§' });", "import mysql from 'mysql2'; mysql.createConnection({ host, password: process.env.MYSQL2_PASSWORD });"),
  suggested('a.js', "const config = { smtp: { auth: { password: 'PASSWORD§' } } };", 'const config = { smtp: { auth: { password: process.env.SMTP_PASSWORD } } };'),
  suggested('a.js', "const password = 'PASSWORD§';", 'const password = process.env.PASSWORD;'),
];

for (const { version, tester } of ruleTesters()) {
  tester.run(`forms, on ESLint ${version}`, noSecrets, { valid: [], invalid: [...forms] });
  tester.run(`places, on ESLint ${version}`, noSecrets, { valid: [], invalid: [...places] });
  tester.run(`names, on ESLint ${version}`, noSecrets, { valid: [], invalid: [...names] });
}

/** The messages of no-secrets, and of the parser. */
function lint(code: string, filename: string): Linter.LintMessage[] {
  const config = { files: ['**/*'], languageOptions: { parser: parser as Linter.Parser }, plugins: { leaklint: { rules: { 'no-secrets': noSecrets as never } } }, rules: { 'leaklint/no-secrets': 'error' } } as const;
  return new Linter().verify(code, [{ ...config, files: ['**/*.{js,jsx,ts,tsx}'] }], { filename });
}

describe('what is suggested parses', () => {
  const all = [...forms, ...places, ...names].flatMap((one) => (one.errors as { suggestions: { output: string }[] }[]).flatMap(({ suggestions }) => suggestions.map(({ output }) => [one.filename ?? '', output])));
  test.each(all)('%s: %s', (filename, output) => {
    const messages = lint(output, filename.replace(/\.[cm]/, '.'));
    expect(messages).toEqual([]);
  });
});

describe('names', () => {
  test('the same credential is one variable, another is another', () => {
    const text = filled("f('KEY§'); g('OTHER§'); h('KEY§');");
    const codes = lint(text, 'a.js').map(({ suggestions }) => suggestions?.[0]?.desc);
    const told = (name: string): string => `Read it from the environment: process.env.${name}.`;
    expect(codes).toEqual([told('STRIPE_SECRET_KEY'), told('STRIPE_SECRET_KEY_2'), told('STRIPE_SECRET_KEY')]);
  });
});
