// The four providers leaklint began with: every credential kind in every syntax, found with the right rule and span.
import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import { expandExample } from '../../src/rule/expand.ts';
import { contexts } from '../support/contexts.ts';
import { builtinRules } from '../support/rules.ts';

const engine = createEngine(builtinRules);

function find(text: string): readonly { rule: string; secret: string }[] {
  const bytes = Buffer.from(text);
  return engine.scan(bytes, 'code').map((match) => ({
    rule: match.rule.id,
    secret: bytes.subarray(match.secret.start, match.secret.end).toString(),
  }));
}

const prefixed: readonly [rule: string, token: string][] = [
  ['qwoty-production-token', 'qwt_prod_<hex:64>'],
  ['qwoty-production-token', 'qwt_prod_<hex:128>'],
  ['qwoty-production-token', 'qwt_prod_<token:16>'],
  ['qwoty-environment-token', 'qwt_dev_<hex:64>'],
  ['qwoty-environment-token', 'qwt_test_<hex:64>'],
  ['qwoty-environment-token', 'qwt_staging_<hex:64>'],
  ['qwoty-environment-token', 'qwt_sandbox_<hex:64>'],
  ['qwoty-token', 'qwoty_<hex:64>'],
  ['qwoty-token', 'qwoty_live_<hex:32>'],
  ['qodryx-live-key', 'qx_live_<token:40>'],
  ['qodryx-test-key', 'qx_test_<alnum:32>'],
  ['qodryx-read-only-key', 'qx_ro_<alnum:32>'],
  ['qodryx-personal-access-token', 'qx_pat_<token:40>'],
  ['qodryx-oauth-token', 'qx_oauth_<token:40>'],
  ['qodryx-refresh-token', 'qx_refresh_<token:64>'],
  ['quintago-live-key', 'qg_live_<alnum:20>'],
  ['quintago-test-key', 'qg_test_<alnum:20>'],
  ['qoyod-live-key', 'qyd_live_<hex:32>'],
];

test.each(prefixed)('%s as %s in every syntax', (rule, shape) => {
  for (const [index, context] of contexts.entries()) {
    const token = expandExample(shape, `${rule}/${context.label}/${index}`);
    expect(find(context.write('api_key', token)), context.label).toEqual([{ rule, secret: token }]);
  }
});

// What carries the provider into a text that says nothing of it.
const surroundings: readonly [string, (host: string, name: string, text: string) => string][] = [
  ['a host before', (host, _, text) => `// POST https://${host}/oauth/token\n${text}`],
  ['a host after', (host, _, text) => `${text}\n# see https://${host}/\n`],
  ['the name before', (_, name, text) => `import { Client } from '@${name}/sdk';\n${text}`],
  ['the name in capitals', (_, name, text) => `# ${name.toUpperCase()} access\n${text}`],
];

const providers = [
  { provider: 'qodryx', host: 'auth.qodryx.com' },
  { provider: 'quintago', host: 'api.quintago.io' },
  { provider: 'qoyod', host: 'api.qoyod.com' },
] as const;

const kinds: readonly [kind: string, names: readonly string[], shape: string][] = [
  ['client-secret', ['client_secret'], '<token:40>'],
  ['authorization-code', ['code', 'authorization_code', 'auth_code'], '<token:43>'],
  ['client-id', ['client_id'], '<hex:32>'],
];

const qoyodOnly: typeof kinds = [
  ['api-key', ['api_key'], '<hex:40>'],
  ['refresh-token', ['refresh_token'], '<token:43>'],
];

const contextual = providers.flatMap(({ provider, host }) =>
  [...kinds, ...(provider === 'qoyod' ? qoyodOnly : [])].flatMap(([kind, names, shape]) =>
    names.map((name) => ({ rule: `${provider}-${kind}`, provider, host, name, shape })),
  ),
);

test.each(contextual)('$rule named $name in every syntax near its provider, and nowhere else', ({ rule, provider, host, name, shape }) => {
  for (const context of contexts.filter((one) => one.named)) {
    const value = expandExample(shape, `${rule}/${name}/${context.label}`);
    const text = context.write(name, value);
    // A credential of nobody in particular at most.
    const others = find(text).filter((found) => !found.rule.startsWith('generic-'));
    expect(others, `${context.label} without its provider`).toEqual([]);
    for (const [label, surround] of surroundings) {
      expect(find(surround(host, provider, text)), `${context.label}, ${label}`).toEqual([{ rule, secret: value }]);
    }
    const prefixed = context.write(`${provider}_${name}`, value);
    expect(find(prefixed), `${context.label}, in the name`).toEqual([{ rule, secret: value }]);
  }
});

test('a Qoyod access token is told from any other JSON Web Token by its provider', () => {
  for (const context of contexts) {
    const token = expandExample('<jwt:{"scope":"invoices","sub":"42"}>', context.label);
    const text = context.write('access_token', token);
    expect(find(text), context.label).toEqual([{ rule: 'jwt-token', secret: token }]);
    for (const [label, surround] of surroundings) {
      const found = find(surround('api.qoyod.com', 'qoyod', text));
      expect(found, `${context.label}, ${label}`).toEqual([{ rule: 'qoyod-access-token', secret: token }]);
    }
  }
});

const seeds = new URL('../../fixtures/providers/', import.meta.url);

test.each(readdirSync(seeds))('the provider page %s holds no credential', (name) => {
  const page = readFileSync(new URL(name, seeds), 'utf8');
  expect(page.length).toBeGreaterThan(1000);
  expect(find(page)).toEqual([]);
});
