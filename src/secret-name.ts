// Does the name of an environment variable, or of a setting, say that its value is a server's secret? For names that reach a
// client, where most keys are made to be seen: only what is never public counts. Not for judging values (engine/).

// Words that say that the value is public, no value at all, or somebody's example.
const HARMLESS = new Set(
  [
    'public publishable anon anonymous encrypted hashed demo dummy example fake guest mock placeholder sample',
    'not non no is has use with enable enabled disable disabled feature show hide allow allowed require required toggle',
    'reset forgot forget change update generate remember min max route path page link screen field label input',
  ].flatMap((words) => words.split(' ')),
);
// What a name may end with that says nothing about the value: `STRIPE_SECRET_KEY_TEST`, `PRIVATE_KEY_BASE64`, `SECRET_2`.
const QUALIFIER = /^(?:dev|development|prod|production|stage|staging|test|testing|live|sandbox|local|qa|uat|v?\d+|b64|base64|json|new|old|primary|secondary|default|main|value|string)$/;

// Secrets whoever issues them, as words joined by `_`; people leave the `_` out.
const ANYONES = [
  'secret(?:_?(?:access|api))?(?:_?(?:key|token|phrase|code))?',
  'private_?(?:api_?)?(?:access_?)?(?:key|token)|priv_?key',
  'service_?role(?:_?(?:key|token|jwt))?|service_?key|service_?account_?(?:key|json|credentials?)',
  '(?:master|admin|management|server|deploy)_?(?:api_?)?(?:access_?)?(?:key|token|jwt)',
  // Segment's write key is public; a write token or a write API key is not.
  'write_?(?:api_?)?(?:access_?)?token|write_?api_?key|restricted_?key',
  'personal_?(?:access_?|api_?)(?:key|token)|bot_?token|[a-z0-9]_pat|app_?certificate',
  // Symmetric, or the half that signs.
  '(?:encryption|encrypt|decryption|decrypt|aes|crypto|cipher|hmac|signing)_?key',
  'mnemonic|(?:seed|recovery)_?phrase',
  '(?:postgres|postgresql|mysql|mariadb|mongo|mongodb|redis|amqp|rabbitmq)_?(?:url|uri|dsn|connection_?string)',
  '(?:storage|blob|cosmos|cosmosdb|service_?bus|event_?hub)_?(?:account_?key|connection_?string)',
  '(?:slack|discord|teams)(?:_[a-z0-9]+)*_?webhook(?:_?(?:url|uri))?',
];
// Providers whose every key and token is a server's, but those that they call a client's.
const PROVIDERS = [
  'openai|anthropic|claude|groq|mistral|cohere|deepseek|perplexity|open_?router|replicate|eleven_?labs|deepgram|assembly_?ai|hugging_?face|hf|gemini|xai|pinecone',
  'github|gh|gitlab|bitbucket|npm|vercel|netlify|heroku|digital_?ocean|datadog|dd|turso|upstash',
  'sendgrid|mailgun|mailchimp|postmark|brevo|sendinblue|telegram|slack|discord|notion|airtable|jira|atlassian|hubspot|uploadthing',
].join('|');
const CLIENTS = '(?:client|browser|rum|analytics|beacon|read|readonly|app|base|table|site)';
const PROVIDERS_KEY = `(?:${PROVIDERS})(?:_(?!${CLIENTS}_)[a-z0-9]+)*?_?(?:key|token)`;
// The keys of these are of both kinds: only those named here are a server's.
const NAMED = [
  'resend_(?:api_)?key|cloudflare_(?:global_)?api_(?:key|token)|cf_api_token|appwrite_(?:api_)?key|one_?signal_(?:rest_)?api_key',
  '(?:sentry|twilio)_auth_token|aws_session_token|pinata_jwt|expo_(?:access_)?token|supabase_access_token|b2_application_key',
  'sanity_(?:api_)?(?:auth_|editor_)?token|(?:spotify|google|gmail|strava|dropbox|zoho|microsoft|fitbit)_(?:[a-z0-9]+_)?refresh_token',
];
const SECRET = new RegExp(`(?:${ANYONES.join('|')})$|(?:^|_)(?:${[PROVIDERS_KEY, ...NAMED].join('|')})$`);

const PASSWORD = /(?:password|passwd|(?:^|_)(?:db|database|smtp|imap|e?mail|gmail|ftp|ssh|mysql|postgres|pg|mongo|mongodb|redis|admin|root|user|auth|login|basic|app|server)_?(?:pass|pwd|pw))$/;
// Stellar's network passphrase is the public name of a network.
const PASSPHRASE = /(?<!network_?)pass_?phrase$/;

const HINT = /key|token|secret|pass|pw|phrase|role|jwt|json|credential|pat|certificate|mnemonic|ur[il]|dsn|string|hook/i;

/**
 * `STRIPE_SECRET_KEY`, `dbPassword`, `GITHUB_TOKEN`: what is so called is never made to be public. A prefix that makes it public
 * is to be taken off before. Loses keys and tokens of which there are public ones too (`API_KEY`, `ACCESS_TOKEN`, `DATABASE_URL`,
 * which Firebase has), passwords of tests, and what an unknown word follows (`SECRET_SUPABASE`).
 */
export function isSecretName(name: string): boolean {
  if (!mayBeSecretName(name)) return false;
  const words = wordsOf(name);
  if (words.some((word) => HARMLESS.has(word))) return false;
  const isTest = words.includes('test');
  for (let end = words.length; end > 0; end--) {
    const phrase = words.slice(0, end).join('_');
    if (SECRET.test(phrase)) return true;
    if (!isTest && (PASSWORD.test(phrase) || PASSPHRASE.test(phrase))) return true;
    if (!QUALIFIER.test(words[end - 1] ?? '')) return false;
  }
  return false;
}

/** A quick look at a name, with any prefix: false for most, and never for one that `isSecretName` takes. */
export function mayBeSecretName(name: string): boolean {
  return HINT.test(name);
}

/** Lower case: `dbPassword`, `DB_PASSWORD` and `db-password` are the same words. */
function wordsOf(name: string): readonly string[] {
  const parted = name.replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '_');
  return parted.toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== '');
}
