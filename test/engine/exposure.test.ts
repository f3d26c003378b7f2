// May it reach a client? Which rule finds a credential in its usual surroundings, the exposure that its neighbours give it,
// its other half and what it says of itself.
import { expect, test } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import { createRandom, randomString } from '../../src/rule/random.ts';
import { expandExample } from '../../src/rule/expand.ts';
import { builtinRules } from '../support/rules.ts';

const engine = createEngine(builtinRules);

/** `rule exposure`, then the half after `+`, the facts in brackets and the layers after `in`. */
function find(text: string): readonly string[] {
  return engine.scan(Buffer.from(text), 'config').map(({ rule, evidence, half, layers = [] }) => {
    const facts = Object.entries(evidence.facts ?? {}).map(([name, value]) => `${name} ${value}`);
    return [
      `${rule.id} ${evidence.exposure}`,
      ...(half === undefined ? [] : [`+ ${half.rule.id}`]),
      ...(facts.length === 0 ? [] : [`(${facts.join(', ')})`]),
      ...(layers.length === 0 ? [] : [`in ${layers.join(' in ')}`]),
    ].join(' ');
  });
}

const ACCOUNT = '123456789012';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A made-up key id of the account: a bit, the number in 40 bits, then anything. */
function keyIdOf(kind: string, account: string): string {
  const bits = `1${Number(account).toString(2).padStart(40, '0')}`.padEnd(45, '0');
  const head = bits.match(/.{5}/g)?.map((digit) => BASE32.charAt(Number.parseInt(digit, 2))) ?? [];
  return kind + head.join('') + randomString(createRandom(kind), BASE32, 16 - head.length);
}

/** Placeholders of examples, `AKIA` and `ASIA` ids of the account, and `base64(…)` of what is in it. */
function write(template: string): string {
  const text = template.replace(/<(AKIA|ASIA)>/g, (_, kind: string) => keyIdOf(kind, ACCOUNT));
  return expandExample(text, template).replace(/base64\(([^]*?)\)/g, (_, inner: string) => Buffer.from(inner).toString('base64'));
}

const FIREBASE = 'google-api-key public';
const AWS = `aws-secret-access-key never + aws-access-key-id (account ${ACCOUNT})`;

const table: readonly [why: string, text: string, ...expected: readonly string[]][] = [
  ['Supabase anon key', 'NEXT_PUBLIC_SUPABASE_ANON_KEY=<jwt:{"iss":"supabase","role":"anon"}>', 'supabase-anon-key restricted (issuer supabase, role anon)'],
  ['Supabase service_role key', "createClient(url, '<jwt:{\"iss\":\"supabase\",\"role\":\"service_role\"}>')", 'supabase-service-role-key never (issuer supabase, role service_role)'],
  ['a service_role of somebody else', 'token = "<jwt:{"iss":"corp","role":"service_role"}>"', 'jwt-token never (issuer corp, role service_role)'],
  ['Supabase keys of today', 'A=sb_publishable_<base64url:31>\nB=sb_secret_<base64url:31>', 'supabase-publishable-key public', 'supabase-secret-key never'],
  ['Supabase account', 'SUPABASE_ACCESS_TOKEN=sbp_<hex:40>', 'supabase-access-token never'],

  ['Stripe, both', "Stripe('pk_live_<alnum:99>'); stripe('sk_live_<alnum:99>');", 'stripe-publishable-key public', 'stripe-secret-key never'],

  ['Firebase in JavaScript', 'initializeApp({\n  apiKey: "AIza<token:35>",\n  authDomain: "shop-1.firebaseapp.com",\n});', FIREBASE],
  ['Firebase in JSON', '{"projectId":"shop","messagingSenderId":"<digits:12>","apiKey":"AIza<token:35>"}', FIREBASE],
  ['Firebase in an env file', 'VITE_API_KEY=AIza<token:35>\nVITE_AUTH_DOMAIN=auth.shop.example\n', FIREBASE],
  ['Firebase minified', 'var n={apiKey:"AIza<token:35>",projectId:"shop",storageBucket:"shop.appspot.com"};', FIREBASE],
  ['Firebase in YAML', 'firebase:\n  api-key: AIza<token:35>\n  storage-bucket: shop.appspot.com\n', FIREBASE],
  ['Firebase for Android', '{"mobilesdk_app_id": "1:<digits:12>:android:<hex:16>"}, "api_key": [{"current_key": "AIza<token:35>"}]', FIREBASE],
  ['a key alone', 'const apiKey = "AIza<token:35>";', 'google-api-key restricted'],
  ['a key called firebase', 'FIREBASE_API_KEY=AIza<token:35>', 'google-api-key restricted'],
  ['a Gemini key beside Firebase', 'GEMINI_API_KEY=AIza<token:35>\nAPP_NAME=shop and a few words more\nAUTH_DOMAIN=shop.example', 'google-api-key restricted'],

  ['Sentry', 'Sentry.init({ dsn: "https://<hex:32>@o<digits:7>.ingest.sentry.io/<digits:7>" })', 'sentry-dsn public'],
  ['Sentry in a region', 'dsn = "https://<hex:32>@o<digits:16>.ingest.de.sentry.io/<digits:16>"', 'sentry-dsn public'],
  ['Sentry self-hosted', 'SENTRY_DSN=https://<hex:32>@errors.corp.net/7', 'sentry-dsn-self-hosted public'],
  ['Sentry with the old secret', 'SENTRY_DSN=https://<hex:32>:<hex:32>@sentry.io/<digits:6>', 'sentry-dsn-secret never'],
  ['Sentry tokens', 'A=sntryu_<hex:64>\nB=sntrys_<base64:150>==_<base64:43>', 'sentry-auth-token never', 'sentry-organization-token never'],

  ['PostHog', "posthog.init('phc_<alnum:43>');\nconst key = 'phx_<alnum:47>';", 'posthog-project-api-key public', 'posthog-personal-api-key never'],

  ['Mapbox', 'pk.eyJ<base64url:60>.<base64url:22> sk.eyJ<base64url:60>.<base64url:22> tk.eyJ<base64url:200>.<base64url:22>', 'mapbox-public-token public', 'mapbox-secret-token never', 'mapbox-temporary-token restricted'],

  ['Algolia for a search client', "const searchClient = algoliasearch('<upper:10>', '<hex:32>');", 'algolia-client-key public'],
  ['Algolia in Docusaurus', "algolia: {\n  appId: '<upper:10>',\n  // Public API key\n  apiKey: '<hex:32>',\n  indexName: 'docs',\n},", 'algolia-configured-key public + algolia-application-id'],
  ['Algolia in JSX', '<DocSearch appId="<upper:10>" apiKey="<hex:32>" />', 'algolia-configured-key public + algolia-application-id'],
  ['Algolia beside InstantSearch', "import instantsearch from 'instantsearch.js';\nconst algoliaKey = '<hex:32>';", 'algolia-api-key public'],
  ['Algolia that writes', "const client = algoliasearch('<upper:10>', '<hex:32>');\nawait client.saveObjects({ indexName: 'a', objects });", 'algolia-client-key never'],
  ['Algolia called admin', 'ALGOLIA_APP_ID=<upper:10>\nALGOLIA_ADMIN_KEY=<hex:32>', 'algolia-admin-key never + algolia-application-id'],
  ['Algolia undecided', 'ALGOLIA_APP_ID=<upper:10>\nALGOLIA_API_KEY=<hex:32>', 'algolia-api-key restricted + algolia-application-id'],
  ['Algolia in PHP, undecided', "$client = SearchClient::create('<upper:10>', '<hex:32>');", 'algolia-client-key restricted'],
  ['Algolia in Gatsby', 'GATSBY_ALGOLIA_APP_ID=<upper:10>\nGATSBY_ALGOLIA_SEARCH_KEY=<hex:32>', 'algolia-api-key restricted + algolia-application-id'],
  ['Algolia, called a search key only', "const algolia = { searchKey: '<hex:32>' };", 'algolia-api-key restricted'],
  ['Algolia, called after DocSearch only', 'ALGOLIA_DOCSEARCH_SEARCH_KEY=<hex:32>', 'algolia-api-key restricted'],
  ['the key of another object', "algolia: { appId: '<upper:10>', indexName: 'a' }, weather: { apiKey: '<hex:32>' }", 'algolia-application-id public', 'generic-api-key never'],

  ['AWS pair', 'AWS_ACCESS_KEY_ID=<AKIA>\nAWS_SECRET_ACCESS_KEY=<base64:40>', AWS],
  ['AWS pair, the secret first', '{ secretAccessKey: "<base64:40>", accessKeyId: "<AKIA>" }', AWS],
  ['AWS pair under short names', 's3: { key: "<AKIA>", secret: "<base64:40>" }', `aws-secret-beside-key-id never + aws-access-key-id (account ${ACCOUNT})`],
  ['AWS pair without names', 'new Credentials("<AKIA>", "<base64:40>")', `aws-access-key-pair never + aws-access-key-id (account ${ACCOUNT})`],
  ["another's secret beside an AWS id", 'S3_KEY=<AKIA>\nQODRYX_CLIENT_SECRET=<alnum:40>', `aws-access-key-id restricted (account ${ACCOUNT})`, 'qodryx-client-secret never'],
  ['AWS temporary pair', 'aws_access_key_id=<ASIA>\naws_secret_access_key=<base64:40>', `aws-secret-access-key never + aws-temporary-access-key-id (account ${ACCOUNT})`],
  ['AWS id alone', 'id = "<AKIA>"', `aws-access-key-id restricted (account ${ACCOUNT})`],
  ['AWS secret alone', 'AWS_SECRET_ACCESS_KEY=<base64:40>', 'aws-secret-access-key never'],

  ['Twilio pair', "twilio({ accountSid: 'AC<hex:32>', authToken: '<hex:32>' })", 'twilio-auth-token never + twilio-account-sid'],
  ['Twilio pair that says so nowhere', "sms({ accountSid: 'AC<hex:32>', authToken: '<hex:32>' })", 'twilio-auth-token-beside-sid never + twilio-account-sid'],
  ['Twilio pair as arguments', "require('twilio')('AC<hex:32>', '<hex:32>')", 'twilio-account-pair never + twilio-account-sid'],
  ['Twilio halves alone', 'TWILIO_AUTH_TOKEN=<hex:32>', 'twilio-auth-token never'],
  ['Twilio API key', 'TWILIO_API_KEY=SK<hex:32>\nTWILIO_API_SECRET=<alnum:32>', 'twilio-api-key-secret never + twilio-api-key-sid'],

  ['OAuth pair', '{"client_id":"<digits:12>-<hex:32>.apps.googleusercontent.com","client_secret":"GOCSPX-<token:28>"}', 'google-oauth-client-secret never + google-oauth-client-id'],
  ['OAuth secret alone', 'GOOGLE_CLIENT_SECRET=GOCSPX-<token:28>', 'google-oauth-client-secret never'],
  ['OAuth id alone', 'VITE_CLIENT_ID=<digits:12>-<hex:32>.apps.googleusercontent.com', 'google-oauth-client-id public'],
  ['a service account', '{"private_key_id":"<hex:40>","private_key":"<pem:PRIVATE KEY>","client_email":"a@b.iam.gserviceaccount.com"}', 'google-service-account-key never'],
  ['any other private key', 'tls.key: |\n<pem:PRIVATE KEY>', 'private-key-pem never'],

  ['Docker', '{"auths":{"ghcr.io":{"auth":"<basic:24>"}}}', 'docker-registry-auth never'],
  ['Docker in a string', 'CFG="{\\"auths\\":{\\"ghcr.io\\":{\\"auth\\":\\"<basic:24>\\"}}}"', 'docker-registry-auth never'],
  ['Docker in Kubernetes', 'kind: Secret\ndata:\n  .dockerconfigjson: base64({"auths":{"ghcr.io":{"auth":"<basic:24>"}}})', 'docker-registry-auth never in base64'],
  ['.netrc', 'machine git.corp.net login ci password <alnum:20>', 'netrc-password never'],
  ['.netrc in lines', 'machine git.corp.net\n  login ci\n  password <alnum:20>\n', 'netrc-password never'],
  ['.npmrc', '//npm.corp.net/:_auth=<basic:16>\n//other.corp.net/:_password=<base64:24>', 'npm-registry-auth never', 'npm-registry-password never'],
  ['PyPI', 'password = pypi-AgEIcHlwaS5vcmc<base64url:160>', 'pypi-api-token never'],
  ['a kubeconfig with a key', 'users:\n- name: ci\n  user:\n    client-key-data: base64(<pem:RSA PRIVATE KEY>)', 'private-key-pem never in base64'],
  ['a kubeconfig with a certificate', 'clusters:\n- cluster:\n    certificate-authority-data: base64(<pem:CERTIFICATE>)'],
  ['a kubeconfig with a token', 'kind: Config\nusers:\n- name: ci\n  user:\n    token: <alnum:40>', 'kubernetes-user-token never'],

  ['a private JWK', '{"kty":"RSA","n":"<base64url:342>","e":"AQAB","d":"<base64url:342>"}', 'jwk-private-key never'],
  ['a private JWK in JavaScript', "const jwk = { kty: 'EC', crv: 'P-256', d: '<base64url:43>', x: '<base64url:43>' };", 'jwk-private-key never'],
  ['a symmetric JWK', '{"kty":"oct","k":"<base64url:43>"}', 'jwk-symmetric-key never'],
  ['a public JWKS', '{"keys":[{"kty":"RSA","n":"<base64url:342>","e":"AQAB"},{"kty":"EC","x":"<base64url:43>","y":"<base64url:43>"}]}'],
];

test.each(table)('%s', (_, template, ...expected) => {
  const text = write(template);
  expect(find(text)).toEqual(expected);
  const spelled: readonly [string, string][] = [
    ['CRLF', text.replaceAll('\n', '\r\n')],
    ['a byte order mark and CRLF', `\ufeff# é\r\n${text.replaceAll('\n', '\r\n')}\r\n`],
    ['signs of more than one byte', `/* é € */\u00a0${text}\u00a0€ é`],
    ['signs right beside it', `€${text}é`],
  ];
  for (const [label, one] of spelled) expect(find(one), label).toEqual(expected);
});

test('the facts of a key id are those of its account, also in Kubernetes', () => {
  expect(find(`data:\n  creds: ${Buffer.from(write('key: <AKIA>\nsecret: <base64:40>\n')).toString('base64')}\n`)).toEqual([
    `aws-secret-beside-key-id never + aws-access-key-id (account ${ACCOUNT}) in base64`,
  ]);
  for (const account of ['048301275599', '999999999999', '609543210000']) {
    expect(find(`id = ${keyIdOf('AKIA', account)}`)).toEqual([`aws-access-key-id restricted (account ${account})`]);
  }
});
