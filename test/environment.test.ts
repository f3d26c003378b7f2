// Which values of an environment are looked for, and which are not: those of real projects and machines, made up where secret.
import { describe, expect, it } from 'vitest';
import { environmentRules, isCommonValue, isEnvironmentSecret, isPublicName } from '../src/environment.ts';
import { expandExample } from '../src/rule/expand.ts';

const made = (template: string): string => expandExample(template, 'environment');
const hex = made('<hex:40>');
const random = made('<alnum:32>');
const url = (password: string): string => ['postgres', '://', 'app', ':', password, '@db.internal:5432/app'].join('');

describe('looked for', () => {
  it.each([
    ['QOYOD_API_KEY', hex],
    ['API_KEY', random],
    ['DB_PASSWORD', made('<alnum:12>')],
    ['ADMIN_PASSWORD', ['tangerine', '47', '!'].join('')],
    ['JWT_SECRET', made('<base64:44>')],
    ['STRIPE_SECRET_KEY', made('sk_live_<alnum:24>')],
    ['VITE_ADMIN_PASSWORD', made('<alnum:16>')],
    ['NEXT_PUBLIC_OPENAI_API_KEY', random],
    ['REACT_APP_GITHUB_TOKEN', random],
    ['SESSION_SECRET_2', hex],
    ['DATABASE_URL', url(made('<alnum:16>'))],
    ['VITE_DATABASE_URL', url(made('<alnum:16>'))],
    ['ALGOLIA_ADMIN_KEY', made('<hex:32>')],
    ['PUSHER_SECRET', made('<hex:20>')],
    ['RECAPTCHA_SECRET_KEY', random],
    ['CLIENT_SECRET', random],
  ])('%s', (name, value) => {
    expect(isEnvironmentSecret(name, value)).toBe(true);
  });
});

describe('not looked for', () => {
  it.each([
    // Meant to be seen.
    ['VITE_API_KEY', random], ['NEXT_PUBLIC_SUPABASE_ANON_KEY', random], ['NEXT_PUBLIC_FIREBASE_API_KEY', random], ['PUBLIC_SEARCH_KEY', hex],
    ['ALGOLIA_SEARCH_KEY', hex], ['RECAPTCHA_KEY', random], ['AMPLITUDE_API_KEY', hex], ['MIXPANEL_TOKEN', hex], ['PUSHER_KEY', made('<hex:20>')],
    ['GOOGLE_CLIENT_ID', `${made('<digits:12>-<alnum:32>')}.apps.googleusercontent.com`], ['SENTRY_DSN', `https://${hex}@o1.ingest.sentry.io/2`],
    ['VAPID_PUBLIC_KEY', made('<base64:88>')], ['STRIPE_PUBLISHABLE_KEY', random], ['SEGMENT_WRITE_KEY', random],
    // Of builds and machines.
    ['HEAD', hex], ['COMMIT_REF', hex], ['CACHED_COMMIT_REF', hex], ['VERCEL_GIT_COMMIT_SHA', hex], ['GITHUB_SHA', hex], ['BUILD_ID', random],
    ['VITE_APP_VERSION', '4.12.0-rc.1'], ['NODE_OPTIONS', '--max-old-space-size=4096'], ['PATH', '/usr/local/bin:/usr/bin:/bin'],
    ['LS_COLORS', 'rs=0:di=01;34:ln=01;36:mh=00:pi=40;33:so=01;35'], ['SSH_CONNECTION', '10.0.0.1 51234 10.0.0.2 22'],
    ['DBUS_SESSION_BUS_ADDRESS', 'unix:path=/run/user/1000/bus'], ['TERM_PROGRAM_VERSION', '1.95.3.20261101'], ['BUILD_TIME', '2026-11-22T16:00:28.123Z'],
    ['npm_config_user_agent', 'npm/10.8.2 node/v20.20.2 linux x64 workspaces/false'], ['KUBERNETES_PORT_443_TCP', 'tcp://10.96.0.1:443'],
    // Of bundles.
    ['HASHIDS_ALPHABET', 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'], ['FONT', 'KaTeX_Main-Regular.woff2'], ['TARGET', 'es2020,chrome87,safari14'],
    ['API_URL', 'https://api.example.com/v2/abc123def456'], ['REDIS_URL', 'redis://localhost:6379/0'],
    // Defaults that name nothing.
    ['DB_PASSWORD', 'postgres'], ['SECRET_KEY', 'development'], ['JWT_SECRET', 'supersecret'], ['SESSION_SECRET', 'keyboard cat'], ['APP_SECRET', 'changeme'], ['APP_SECRET', ['your', 'secret', 'key', 'here'].join('-')], ['DB_PASSWORD', '${POSTGRES_PASSWORD}'], ['JWT_SECRET', 'x'.repeat(32)], ['API_TOKEN', '<paste your token>'],
    ['ADMIN_PASSWORD', 'Passw0r'], ['DB_PASSWORD', ''], ['PRIVATE_KEY_PATH', './keys/private.pem'],
  ])('%s=%s', (name, value) => {
    expect(isEnvironmentSecret(name, value)).toBe(false);
  });

  it('a document, which has no end', () => {
    expect(isEnvironmentSecret('APP_SECRET', made('<alnum:32>').repeat(200))).toBe(false);
  });
});

it.each([['production', true], ['north-sea', true], ['https://api.example.com', true], ['user@example.com', true], ['3000', true], ['Europe/Oslo', true], [hex, false], [url('x1y2z3'), false]])(
  'a common value: %s, %s',
  (value, isCommon) => expect(isCommonValue(value)).toBe(isCommon),
);

it.each([['CLIENT_ID', true], ['google_client_id', true], ['SITE_KEY', true], ['API_KEY', false], ['SIDE_KEY', false], ['IDEA', false], ['HEADER_KEY', false]])(
  'a public name: %s, %s',
  (name, isPublic) => expect(isPublicName(name)).toBe(isPublic),
);

describe('rules', () => {
  it('one for each value, with all its variables and files; ids that do not collide', () => {
    const rules = environmentRules([
      { name: 'API_SECRET', value: random, from: '.env' },
      { name: 'API_SECRET', value: random, from: '.env.local' },
      { name: 'VITE_API_SECRET', value: random, from: '.env' },
      { name: 'API_SECRET', value: hex, from: '.env.staging' },
      { name: 'API-SECRET', value: made('<hex:64>'), from: '.env.staging' },
      { name: 'PORT', value: '3000', from: '.env' },
    ]);
    expect(rules.map(({ id, title, variables }) => [id, title, variables])).toEqual([
      ['environment-api-secret', 'Value of API_SECRET, VITE_API_SECRET from .env, .env.local', ['API_SECRET', 'VITE_API_SECRET']],
      ['environment-api-secret-2', 'Value of API_SECRET from .env.staging', ['API_SECRET']],
      ['environment-api-secret-3', 'Value of API-SECRET from .env.staging', ['API-SECRET']],
    ]);
    expect(rules[0]?.risk).toContain('Vite puts every variable that begins with VITE_ into the client.');
    expect(rules[1]?.risk).not.toContain('begins with');
  });

  it('hold nothing of the value that a report could show', () => {
    for (const { pattern, ...said } of environmentRules([{ name: 'API_SECRET', value: random, from: '.env' }])) {
      expect(JSON.stringify(said)).not.toContain(random.slice(0, 4));
      expect(pattern.prefix).toBe('');
    }
  });
});
