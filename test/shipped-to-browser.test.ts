// What leaklint calls shipped is what a browser receives: an application is built, served and opened in Chromium (Debian's package
// `chromium`, or the program that CHROMIUM names); what that has loaded is compared.
import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builders } from './support/bundlers.ts';
import { layOut, type Fixture } from './support/fixture.ts';
import { createFolder } from './support/repo-tree.ts';
import { runCli } from './support/run-cli.ts';

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.map': 'application/json' };
const program = ['chromium', 'chromium-browser', 'google-chrome'].map((name) => process.env['CHROMIUM'] ?? name).find(runs);

let app: Fixture;
let server: Server;
// What was sent, by path.
const sent = new Map<string, string>();

beforeAll(async () => {
  app = layOut('vite', 'bundles');
  await builders.vite(app.folder, 'dist', 'hidden');
  server = createServer(({ url = '/' }, response) => {
    const path = url === '/' ? '/index.html' : url;
    try {
      const body = readFileSync(join(app.folder, 'dist', path), 'utf8');
      sent.set(`dist${path}`, body);
      response.setHeader('content-type', TYPES[extname(path)] ?? 'text/plain').end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.close();
  app.remove();
});

interface JsonFinding {
  readonly ruleId: string;
  readonly secret: string;
  readonly path: string;
  readonly startLine: number;
  readonly startColumn: number;
}

test('a browser has each credential at the place that is told, and those of the maps not', async (context) => {
  if (program === undefined) context.skip('there is no Chromium: apt-get install chromium, or set CHROMIUM');
  const page = await domOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const { stdout } = await runCli(['bundle', 'dist', '--format', 'json', '--show-secrets', '--show-public'], { cwd: app.folder });
  const { findings } = JSON.parse(stdout) as { readonly findings: readonly JsonFinding[] };
  // The page has run: the script has written into it, and the attribute of the page is there.
  expect(page).toContain('- eggs');
  const told = findings.filter(({ path }) => sent.has(path));
  expect(told.map(({ ruleId }) => ruleId).sort()).toEqual(['environment-vite-admin-password', 'google-api-key', 'stripe-publishable-key', 'stripe-secret-key']);
  for (const { path, secret, startLine, startColumn } of told) {
    expect(sent.get(path)?.split('\n')[startLine - 1]?.slice(startColumn - 1).startsWith(secret), path).toBe(true);
  }
  for (const key of ['google-api-key', 'stripe-publishable-key']) expect(page).toContain(findings.find(({ ruleId }) => ruleId === key)?.secret);
  // No more of what was planted has reached it: the rest is in maps, and in a script that is loaded when somebody clicks.
  const received = [...sent.values()].join('\n');
  const planted = [...new Set(app.expected.flatMap(({ secret = '' }) => secret))].filter((secret) => received.includes(secret));
  expect(planted.sort()).toEqual(told.map(({ secret }) => secret).sort());
  expect(findings.length).toBeGreaterThan(told.length);
});

function runs(name: string): boolean {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The page as it is when its scripts have run. */
function domOf(url: string): Promise<string> {
  const profile = createFolder();
  const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', `--user-data-dir=${profile}`, '--virtual-time-budget=5000', '--dump-dom', url];
  return new Promise((resolve, reject) => {
    execFile(program ?? '', args, { timeout: 120_000 }, (error, stdout) => (error === null ? resolve(stdout) : reject(error)));
  });
}
