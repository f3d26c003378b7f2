// The prefixes that make an environment variable public: what carries one is written into code that a browser, an app or an
// extension gets. Data from each tool's documentation. Not responsible for whether the variable is a secret (secret-name.ts).

export interface PublicPrefix {
  readonly prefix: string;
  /** Who puts the variable into the client. */
  readonly tool: string;
  /** The page that says so. */
  readonly reference: string;
}

export const publicPrefixes: readonly PublicPrefix[] = [
  { prefix: 'VITE_', tool: 'Vite', reference: 'https://vite.dev/guide/env-and-mode' },
  { prefix: 'NEXT_PUBLIC_', tool: 'Next.js', reference: 'https://nextjs.org/docs/app/guides/environment-variables' },
  { prefix: 'REACT_APP_', tool: 'Create React App', reference: 'https://create-react-app.dev/docs/adding-custom-environment-variables' },
  { prefix: 'NUXT_PUBLIC_', tool: 'Nuxt', reference: 'https://nuxt.com/docs/guide/going-further/runtime-config' },
  { prefix: 'NUXT_ENV_', tool: 'Nuxt 2', reference: 'https://v2.nuxt.com/docs/configuration-glossary/configuration-env' },
  { prefix: 'EXPO_PUBLIC_', tool: 'Expo', reference: 'https://docs.expo.dev/guides/environment-variables' },
  { prefix: 'VUE_APP_', tool: 'Vue CLI', reference: 'https://cli.vuejs.org/guide/mode-and-env' },
  { prefix: 'GATSBY_', tool: 'Gatsby', reference: 'https://www.gatsbyjs.com/docs/how-to/local-development/environment-variables' },
  { prefix: 'STORYBOOK_', tool: 'Storybook', reference: 'https://storybook.js.org/docs/configure/environment-variables' },
  { prefix: 'NG_APP_', tool: '@ngx-env/builder', reference: 'https://www.npmjs.com/package/@ngx-env/builder' },
  { prefix: 'NX_PUBLIC_', tool: 'Nx', reference: 'https://nx.dev/recipes/react/use-environment-variables-in-react' },
  { prefix: 'BUN_PUBLIC_', tool: 'Bun', reference: 'https://bun.com/docs/bundler/html-static' },
  { prefix: 'FRESH_PUBLIC_', tool: 'Fresh', reference: 'https://fresh.deno.dev/docs/advanced/environment-variables' },
  { prefix: 'PLASMO_PUBLIC_', tool: 'Plasmo', reference: 'https://docs.plasmo.com/framework/env' },
  { prefix: 'WXT_', tool: 'WXT', reference: 'https://wxt.dev/guide/essentials/config/environment-variables' },
  { prefix: 'MAIN_VITE_', tool: 'electron-vite', reference: 'https://electron-vite.org/guide/env-and-mode' },
  { prefix: 'PRELOAD_VITE_', tool: 'electron-vite', reference: 'https://electron-vite.org/guide/env-and-mode' },
  { prefix: 'RENDERER_VITE_', tool: 'electron-vite', reference: 'https://electron-vite.org/guide/env-and-mode' },
  { prefix: 'SANITY_STUDIO_', tool: 'Sanity Studio', reference: 'https://www.sanity.io/docs/environment-variables' },
  { prefix: 'TARO_APP_', tool: 'Taro', reference: 'https://docs.taro.zone/docs/env-mode-config' },
  { prefix: 'UMI_APP_', tool: 'Umi', reference: 'https://umijs.org/docs/guides/env-variables' },
  { prefix: 'REDWOOD_ENV_', tool: 'Redwood', reference: 'https://docs.redwoodjs.com/docs/environment-variables' },
  { prefix: 'SNOWPACK_PUBLIC_', tool: 'Snowpack', reference: 'https://www.snowpack.dev/reference/environment-variables' },
  { prefix: 'PREACT_APP_', tool: 'Preact CLI', reference: 'https://www.npmjs.com/package/preact-cli-plugin-env-vars' },
  { prefix: 'RAZZLE_', tool: 'Razzle', reference: 'https://www.npmjs.com/package/razzle-heroku' },
  { prefix: 'GRIDSOME_', tool: 'Gridsome', reference: 'https://gridsome.org/docs/environment-variables' },
  { prefix: 'WEBPACK_', tool: 'webpack', reference: 'https://webpack.js.org/configuration/dotenv' },
  { prefix: 'PUBLIC_', tool: 'SvelteKit, Astro and Rsbuild', reference: 'https://svelte.dev/docs/kit/$env-static-public' },
];

// None of them begins with another. Every member that is read in a linted file is compared with all.
const BY_PREFIX = new Map(publicPrefixes.map((one) => [one.prefix, one]));
const ANY_PREFIX = new RegExp(`^(?:${[...BY_PREFIX.keys()].join('|')})`);

/** The prefix that makes a variable public, if one does. The name is compared as it is: tools tell case apart. */
export function publicPrefixOf(name: string): PublicPrefix | undefined {
  const [prefix = ''] = ANY_PREFIX.exec(name) ?? [];
  return BY_PREFIX.get(prefix);
}

// Variables that hold a server's secret, by the names that documentation gives them.
const SECRET_VARIABLES = [
  'AUTH0_CLIENT_SECRET', 'AUTH_SECRET', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'CLERK_SECRET_KEY', 'DATABASE_URL', 'DB_PASSWORD',
  'GITHUB_TOKEN', 'JWT_SECRET', 'MONGODB_URI', 'NEXTAUTH_SECRET', 'NPM_TOKEN', 'OPENAI_API_KEY', 'POSTGRES_PASSWORD', 'REDIS_URL',
  'SECRET_KEY', 'SENTRY_AUTH_TOKEN', 'SLACK_BOT_TOKEN', 'STRIPE_SECRET_KEY', 'SUPABASE_SERVICE_ROLE_KEY', 'TAURI_PRIVATE_KEY',
  'TAURI_SIGNING_PRIVATE_KEY', 'TWILIO_AUTH_TOKEN',
];

/**
 * A variable that should stay on the server and that a prefix of somebody's choice makes public: all with `''`, CVE-2023-46115
 * with `TAURI_`. Loses prefixes that take secrets of names that only the project knows.
 */
export function secretTakenBy(prefix: string): string | undefined {
  return SECRET_VARIABLES.find((name) => name.startsWith(prefix));
}
