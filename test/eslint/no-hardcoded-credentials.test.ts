// The rule for what only evaluation shows: on every ESLint and parser, each credential once, at the expression that makes it.
import * as typescript from '@typescript-eslint/parser';
import * as astro from 'astro-eslint-parser';
import * as svelte from 'svelte-eslint-parser';
import * as vue from 'vue-eslint-parser';
import { expect, test } from 'vitest';
import { noHardcodedCredentials } from '../../src/eslint/no-hardcoded-credentials.ts';
import { noSecrets } from '../../src/eslint/no-secrets.ts';
import { expandExample } from '../../src/rule/expand.ts';
import { linters, ruleTesters, type RuleCases } from '../support/rule-tester.ts';

// Credentials are made here, and directives put together, so that none stands in this file.
const token = expandExample('qx_live_<alnum:32>', 'no-hardcoded-credentials');
const key = expandExample('<hex:40>', 'no-hardcoded-credentials');
const password = expandExample('<alnum:14>', 'no-hardcoded-credentials');
const disable = 'leaklint-disable-';
const [head, middle, tail] = [token.slice(0, 7), token.slice(7, 12), token.slice(12)];
const split = `'${head}' + '${middle}' + '${tail}'`;
const codes = Array.from(token, (char) => char.charCodeAt(0)).join(', ');
const encoded = btoa(token);

interface Case {
  readonly name: string;
  /** What is reported stands between « and ». */
  readonly code: string;
  readonly messageId?: 'assembled' | 'used';
  /** What is suggested in place of it. */
  readonly suggested?: string;
}

const assembled: readonly Case[] = [
  { name: 'a sum', code: `const k = «${split}»;` },
  { name: 'a sum over lines', code: `const k = «'${head}' +\n  '${middle}' +\n  '${tail}'»;` },
  { name: 'the constant part of a sum', code: `f(«x + ${split} + y»);` },
  { name: 'a template', code: `f(«\`${head}\${'${middle}'}${tail}\`»);` },
  { name: 'the constant part of a template', code: `f(«\`\${x} ${head}\${'${middle}'}${tail} \${y}\`»);` },
  { name: 'variables', code: `const a = '${head}', b = '${middle}';\nlet c = '${tail}';\nf(«a + b + c»);` },
  { name: 'members', code: `const k = { a: '${head}', b: ['${middle}', '${tail}'] };\nf(«k.a + k.b[0] + k.b[1]»);` },
  { name: 'concat', code: `f(«'${head}'.concat('${middle}', '${tail}')»);` },
  { name: 'join', code: `f(«['${head}', '${middle}', '${tail}'].join('')»);` },
  { name: 'letters joined', code: `f(«[${Array.from(token, (char) => `'${char}'`).join(', ')}].join('')»);` },
  { name: 'reversed', code: `f(«'${[...token].reverse().join('')}'.split('').reverse().join('')»);` },
  { name: 'char codes', code: `f(«String.fromCharCode(${codes})»);` },
  { name: 'bytes', code: `f(«Buffer.from([${codes}]).toString()»);` },
  { name: 'base 16', code: `f(«Buffer.from('${Buffer.from(token).toString('hex')}', 'hex').toString()»);` },
  { name: 'base64 in parts', code: `f(«atob('${encoded.slice(0, 9)}' + '${encoded.slice(9)}')»);` },
  { name: 'separators taken out', code: `f(«'${[...token].join('-')}'.replace(/-/g, '')»);` },
  { name: 'a connection string', code: `const db = «'postgres://' + 'app' + ':' + '${password.slice(0, 7)}' + '${password.slice(7)}' + '@db.internal:5432/shop'»;` },
  { name: 'basic credentials', code: `f({ authorization: «'Basic ' + btoa('ops:' + '${password.slice(0, 7)}' + '${password.slice(7)}')» });` },
  { name: 'basic credentials with a password from elsewhere', code: `const p = '${password}';\nf({ authorization: «'Basic ' + btoa('ops:' + p)» });` },
  { name: 'under a name', code: `const apiKey = «'${key.slice(0, 7)}' + '${key.slice(7)}'»;` },
];

const used: readonly Case[] = [
  { name: 'a property', code: `const k = «'${key}'»;\nf({ apiKey: k });` },
  { name: 'two properties, told once', code: `const k = «'${key}'»;\nf({ apiKey: k, b: { secretKey: k } });` },
  { name: 'a variable of a variable', code: `const a = «'${key}'»;\nconst apiKey = a;` },
  { name: 'a computed property', code: `const header = 'X-Api-Key';\nf({ [header]: «'${key}'» });` },
  { name: 'a member that is assigned', code: `const k = «'${key}'»;\nconfig.apiKey = k;` },
  { name: 'a computed member', code: `const header = 'X-Api-Key';\nheaders[header] = «'${key}'»;` },
  { name: 'a field', code: `const k = «'${key}'»;\nclass A { apiKey = k; }` },
  { name: 'a private field', code: `const k = «'${key}'»;\nclass A { #apiKey = k; }` },
  { name: 'the default of a parameter', code: `const k = «'${key}'»;\nfunction f(apiKey = k) {}` },
  { name: 'a default in a pattern', code: `const k = «'${key}'»;\nconst { apiKey: a = k } = options;` },
  { name: 'an argument after its name', code: `const k = «'${key}'»;\nheaders.set('X-Api-Key', k);` },
  { name: 'an argument after a constant name', code: `const name = 'apiKey';\nlocalStorage.setItem(name, «'${key}'»);` },
  { name: 'the argument of a setter', code: `const k = «'${key}'»;\nclient.setApiKey(k);` },
  { name: 'pairs', code: `new Headers([['Accept', '*/*'], ['X-Api-Key', «'${key}'»]]);` },
  { name: 'name and value', code: `const k = «'${key}'»;\nf({ name: 'API_KEY', value: k });` },
  { name: 'a header', code: `const k = «'${key}'»;\nf({ headers: { authorization: 'Bearer ' + k } });` },
  { name: 'a header, as template', code: `const k = «'${key}'»;\nf({ headers: { authorization: \`Bearer \${k}\` } });` },
  { name: 'a header that goes on', code: `const k = «'${key}'»;\nf({ headers: { authorization: 'Bearer ' + k + x } });` },
  { name: 'a parameter of an address', code: `const k = «'${key}'»;\nf('https://api.test/?q=' + q + '&api_key=' + k + '&page=' + page);` },
  { name: 'a parameter of an address, as template', code: `const k = «'${key}'»;\nf(\`https://api.test/?q=\${q}&api_key=\${k}&page=\${page}\`);` },
  { name: 'a default', code: `const k = «'${key}'»;\nconst a = process.env.API_KEY ?? k;` },
  { name: 'the last of defaults', code: `const a = process.env.API_KEY || (await load(x, y)) || «'${key}'»;` },
  { name: 'a branch', code: `const apiKey = isLive(env, x) ? load() : «'${key}'»;` },
  { name: 'a comparison', code: `const k = «'${key}'»;\nif (req.headers['x-api-key'] === k) f();` },
  { name: 'a comparison the other way round', code: `if («'${key}'» === req.query.apiKey) f();` },
  { name: 'a case', code: `switch (req.query.apiKey) { case «'${key}'»: f(); }` },
  { name: 'what a function returns', code: `function getApiKey() {\n  return «'${key}'»;\n}` },
  { name: 'what an arrow function comes to', code: `const apiKey = () => «'${key}'»;` },
  { name: 'a getter', code: `class A { get apiKey() { return «'${key}'»; } }` },
  { name: 'a comment in between', code: `const apiKey = /* of the shop */ «'${key}'»;` },
  { name: 'a client', code: `const stripe = new Stripe(«'${key}'»);` },
  { name: 'a client and a variable', code: `const k = «'${key}'»;\nconst stripe = new Stripe(k, { maxNetworkRetries: 2 });` },
  { name: 'an option of a client', code: `new Octokit({ auth: «'${key}'» });` },
  { name: 'a key that signs', code: `jwt.sign({ id, role },\n  «'${key}'»,\n  { expiresIn: '1h' });` },
  { name: 'bytes of a key that encrypts', code: `createCipheriv(\n  'aes-256-gcm', // of the old server\n  Buffer.from(«'${key}'», 'hex'),\n  iv,\n);` },
  { name: 'a member', code: `const keys = { shop: { live: «'${key}'» } };\nf({ apiKey: keys.shop.live });` },
  { name: 'a list', code: `const apiKeys = [\n  // of the shop\n  «'${key}'»,\n];` },
  { name: 'a template as literal', code: `const k = «\`${key}\`»;\nf({ apiKey: k });` },
];

const typed: readonly Case[] = [
  { name: 'types around a sum', code: `const k = «('${head}' as string) + (<string>'${middle}')! + ('${tail}' satisfies string)»;`, messageId: 'assembled' },
  { name: 'a type beside the name', code: `const apiKey: Readonly<{ live: string; test: string }>['live' | 'test'] = «'${key}'»;` },
  { name: 'a frozen object', code: `const keys = { live: «'${key}'» } as const;\nf({ apiKey: keys.live! });` },
  { name: 'a parameter property', code: `const k = «'${key}'»;\nclass A { constructor(private readonly apiKey = k) {} }` },
  { name: 'a declared field', code: `const k = «'${key}'»;\nclass A { private static readonly apiKey: string = k; }` },
];

const jsx: readonly Case[] = [
  { name: 'an attribute', code: `const k = «'${key}'»;\nf(<Map apiKey={k} />);` },
  { name: 'an attribute that is put together', code: `f(<Map apiKey={«${split}»} />);`, messageId: 'assembled' },
];

const ofServer: readonly Case[] = [
  { name: 'a property', code: `const k = «'${key}'»;\nf({ apiKey: k });`, suggested: 'process.env.API_KEY' },
  { name: 'a property of something', code: `const k = «'${key}'»;\nf({ headers: { 'x-shop-token': k } });`, suggested: 'process.env.SHOP_TOKEN' },
  { name: 'a client', code: `const s = new Stripe(«'${key}'»);`, suggested: 'process.env.STRIPE_API_KEY' },
  { name: 'a default', code: `const a = process.env.MAPS_KEY || f(x, y) || «'${key}'»;`, suggested: 'process.env.MAPS_KEY_2' },
  { name: 'what a function returns', code: `function getApiKey() { return «'${key}'»; }`, suggested: 'process.env.API_KEY' },
  { name: 'what is put together', code: `const k = «${split}»;`, messageId: 'assembled', suggested: 'process.env.QODRYX_LIVE_KEY' },
  { name: 'what is joined', code: `f(«['${head}', '${middle}', '${tail}'].join('')»);`, messageId: 'assembled', suggested: 'process.env.QODRYX_LIVE_KEY' },
  { name: 'nothing where parts of it stand elsewhere', code: `const a = '${head}';\nf(«a + '${middle}' + '${tail}'»);`, messageId: 'assembled' },
  { name: 'nothing where it is not all', code: `f(«'Bearer ' + ${split}»);`, messageId: 'assembled' },
  { name: 'nothing where it is a part', code: `f(«x + ${split}»);`, messageId: 'assembled' },
];

// In all of them TypeScript in scripts; in Svelte and Astro also what the markup computes.
const components: readonly (Case & { readonly file: string; readonly parser: object })[] = [
  { name: 'Vue', file: 'src/a.vue', parser: vue, code: `<template><p /></template>\n<script setup lang="ts">\nconst k: string = «'${key}'»;\nf({ apiKey: k! });\n</script>\n` },
  { name: 'Svelte', file: 'src/a.svelte', parser: svelte, code: `<script lang="ts">\n  const k: string = «'${key}'»;\n  f({ apiKey: k! });\n</script>\n` },
  { name: 'markup of Svelte', file: 'src/b.svelte', parser: svelte, code: `<p>é</p>\n<A x={«${split}»} />\n`, messageId: 'assembled' },
  { name: 'Astro', file: 'src/a.astro', parser: astro, code: `---\nconst k: string = «'${key}'»;\n---\n<A apiKey={k!} />\n`, suggested: 'import.meta.env.API_KEY' },
];

const nothing: Readonly<Record<string, string>> = {
  'an empty file': '',
  'what no-secrets reports': `const k = '${token}';\nconst h = 'Bearer ' + k;\nnew Stripe(k);`,
  'what no-secrets reports by its name': `const apiKey = '${key}';\nf({ apiKey, authorization: \`Bearer \${apiKey}\` });`,
  'what no-secrets reports encoded': `f(atob('${encoded}'));`,
  'what no-secrets reports in a longer sum': `f('${token}' + 'a1b2c3d4');`,
  'a suppressed line': `// ${disable}next-line\nconst k = ${split};`,
  'a suppressed line of a sum': `const k = '${head}' + // ${disable}line qodryx-live-key -- for tests\n  '${middle}' + '${tail}';`,
  'a suppressed literal': `const k = '${key}'; // ${disable}line\nf({ apiKey: k });`,
  'what is suppressed where it stands': `const k = '${token}'; // ${disable}line\nf('Bearer ' + k);`,
  'a placeholder': `const k = 'qx_live_' + 'xxxxxxxxxxxxxxxx' + 'xxxxxxxxxxxxxxxx';`,
  'words': `const k = 'settings.' + 'integrations.' + 'apiKey2';\nf({ apiKey: k });`,
  'a mock by its name': `const mockKey = '${key}';\nf({ apiKey: mockKey });`,
  'a public key by its name': `const publicKey = '${key}';\nf({ apiKey: publicKey });`,
  'a name that says nothing': `const k = '${key}';\nf({ commit: k });`,
  'what is set again': `let k = '${key}';\nk = f();\nf({ apiKey: k });`,
  'a member that is set': `const keys = { live: '${key}' };\nkeys.live = f();\nf({ apiKey: keys.live });`,
  'another variable of the name': `const k = '${key}';\nfunction f(k) { return { apiKey: k }; }`,
  'functions of the file': `function decode(a) { return a; }\nconst String = { fromCharCode: decode };\nf(String.fromCharCode(${codes}));`,
  'an argument of another call': `f(a, '${key}');`,
  'the environment': 'const apiKey = process.env.API_KEY ?? config.get("api" + "Key");',
  'the names of mechanisms': `const mechanismsWithoutPassword = [\n  // of MongoDB\n  'MONGODB-X509',\n];`,
  'a long list': `const apiKeys = [${Array.from({ length: 9 }, () => `'${key}'`).join(',\n')}];`,
};

function toInvalid({ name, code, messageId, suggested }: Case, otherwise: 'assembled' | 'used') {
  const [before = '', inside = '', after = ''] = code.split(/[«»]/);
  const place = (text: string): { line: number; column: number } => ({ line: text.split('\n').length, column: text.length - text.lastIndexOf('\n') });
  const [start, end] = [place(before), place(before + inside)];
  const suggestions = suggested === undefined ? [] : [{ messageId: 'environment', output: before + suggested + after }];
  const error = { messageId: messageId ?? otherwise, ...start, endLine: end.line, endColumn: end.column, suggestions };
  // At the client nothing is suggested.
  return { name, code: before + inside + after, filename: 'client/a.js', errors: [error] };
}

const valid = Object.entries(nothing).map(([name, code]) => ({ name, code }));
const invalid = [...assembled.map((one) => toInvalid(one, 'assembled')), ...used.map((one) => toInvalid(one, 'used'))];
const withJsx = { parserOptions: { ecmaFeatures: { jsx: true } } };
const inJsx = jsx.map((one) => ({ ...toInvalid(one, 'used'), languageOptions: withJsx }));

const parsers: Readonly<Record<string, RuleCases>> = {
  espree: { valid, invalid: [...invalid, ...inJsx, ...ofServer.map((one) => ({ ...toInvalid(one, 'used'), filename: 'a.js' }))] },
  typescript: {
    valid: valid.map((one) => ({ ...one, languageOptions: { parser: typescript } })),
    invalid: [
      ...[...invalid, ...typed.map((one) => toInvalid(one, 'used'))].map((one) => ({ ...one, filename: 'client/a.ts', languageOptions: { parser: typescript } })),
      ...inJsx.map((one) => ({ ...one, languageOptions: { parser: typescript, ...withJsx } })),
    ],
  },
};

const inComponents: RuleCases = {
  valid: [],
  invalid: components.map(({ file, parser, ...one }) => ({
    ...toInvalid(one, 'used'),
    filename: `client/${file}`,
    languageOptions: { parser, parserOptions: { parser: typescript } } as NonNullable<RuleCases['invalid'][number]['languageOptions']>,
  })),
};

for (const { version, tester } of ruleTesters()) {
  tester.run(`no-hardcoded-credentials on ESLint ${version}, in components`, noHardcodedCredentials, inComponents);
  for (const [parser, cases] of Object.entries(parsers)) {
    tester.run(`no-hardcoded-credentials on ESLint ${version}, parsed by ${parser}`, noHardcodedCredentials, cases);
  }
}

// What `no-secrets` sees in the text as it is written: sums and joins of literals.
const seen: ReadonlySet<string> = new Set([
  'a sum', 'a sum over lines', 'the constant part of a sum', 'a template', 'the constant part of a template', 'concat', 'join', 'letters joined',
  'base64 in parts', 'a connection string', 'basic credentials', 'under a name',
]);

test.each(Object.entries(linters))('with no-secrets on ESLint %s, each is told once', (_, createLinter) => {
  const plugin = { rules: { 'no-hardcoded-credentials': noHardcodedCredentials, 'no-secrets': noSecrets } };
  const linter = createLinter();
  for (const { name, code } of assembled) {
    const rules = { 'leaklint/no-secrets': 'error', 'leaklint/no-hardcoded-credentials': 'error' } as const;
    const messages = linter.verify(code.replace(/[«»]/g, ''), [{ plugins: { leaklint: plugin as never }, rules }], 'client/a.js');
    expect(messages.map(({ ruleId }) => ruleId), name).toEqual([seen.has(name) ? 'leaklint/no-secrets' : 'leaklint/no-hardcoded-credentials']);
  }
});
