// The one place that runs git. A repository is a stranger's: its config, hooks, filters, pagers, aliases and remotes
// must not run anything, and nothing is fetched but where a caller asks for just that. The user's own global and system config stays in force
// (safe.directory, core.excludesFile). Not responsible for what the output means.
// Hazard: filters (filter.*.clean, process) have no switch. Only commands that never compare contents of the work tree
// may be run here: no status, no diff without --cached, no add, nothing that writes the index.
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { devNull } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { errorCode } from './system-error.ts';
import { findGit } from './find-git.ts';

/** Names and values as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What git printed, or why it did not, in one short clause that holds nothing of the repository. */
export type GitResult<T = Buffer> =
  | { readonly kind: 'ok'; readonly stdout: T; readonly stderr: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** Runs git with an argument list in a folder; waits for it, without a limit on its output. Never throws. */
export type Git = (args: readonly string[], folder: string, input?: string) => GitResult;

/** Starts git with an argument list in a folder. Its output is to be iterated once; whoever stops early ends git. */
export type GitStream = (args: readonly string[], folder: string, input?: Readable) => GitOutput;

export interface GitOutput extends AsyncIterable<Buffer> {
  /** After the iteration: why git did not come to its end, in one short clause as in `GitResult`. */
  failure(): string | undefined;
}

/** Plain data: it can be sent to another thread. */
export interface GitOptions {
  readonly env: Environment;
  /** The folder that is scanned: a git program inside it is not run. */
  readonly untrusted: string;
  /** Keep what git gives to its hooks (GIT_DIR, GIT_INDEX_FILE …): only for a command that works on that very repository. */
  readonly keepRepository?: boolean;
  /** Let git say what core.hooksPath is. Only commands that run no hook are answered then. */
  readonly askHooksPath?: boolean;
  /** Let git ask a remote over HTTP(S), with the credentials that the repository's config has. Only `fetch` is answered then. */
  readonly fetch?: boolean;
  /** Absolute folder of a bare repository, which git is not to find by itself (safe.bareRepository). */
  readonly gitDir?: string;
}

// Command-line config beats the repository's. What each would run otherwise: a program at every index read, hooks, a
// pager, a diff program, a password program. `untrackedCache=false` because a forged cache in the index could hide files
// (ls-files of git 2.39 does not use it), `commitGraph=false` because a forged one could hide commits. Git compares a file
// of the work tree in the place of a blob of the index when both have the same stamps: all of these are to count.
const NO_HOOKS = `core.hooksPath=${devNull}`;
const CONFIG = [
  'core.fsmonitor=false',
  NO_HOOKS,
  'core.untrackedCache=false',
  'core.pager=cat',
  'core.quotePath=false',
  'core.askPass=',
  'core.commitGraph=false',
  'core.checkStat=default',
  'core.trustctime=true',
  'credential.helper=',
  'diff.external=',
  'protocol.allow=never',
  'safe.bareRepository=explicit',
];

function flagsOf(config: readonly string[]): readonly string[] {
  return ['--no-pager', '--no-optional-locks', ...config.flatMap((setting) => ['-c', setting])];
}

// What a fetch may start beside its transport: a collection of garbage, and a program that lists the refs of alternates.
const FETCH_CONFIG = [...CONFIG, 'gc.auto=0', 'maintenance.auto=false', 'core.alternateRefsCommand=true', 'fetch.writeCommitGraph=false'];

const FLAGS = flagsOf(CONFIG);
const FLAGS_TO_FETCH = flagsOf(FETCH_CONFIG);
const FLAGS_WITH_HOOKS_PATH = flagsOf(CONFIG.filter((setting) => setting !== NO_HOOKS));
const NO_GIT = 'no git was found on the PATH';

// GIT_ALLOW_PROTOCOL, unlike protocol.allow, also beats a repository's protocol.ext.allow=always: with it empty, no
// transport starts, so no ssh command, upload-pack, remote helper or proxy that a remote names. Grafts and replacements
// would show another history than the one that is pushed and fetched.
const FIXED: Environment = {
  GIT_ALLOW_PROTOCOL: '',
  GIT_ASKPASS: '',
  GIT_GRAFT_FILE: devNull,
  GIT_NO_LAZY_FETCH: '1',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_PAGER: 'cat',
  GIT_TERMINAL_PROMPT: '0',
  LC_ALL: 'C',
};

// Every other GIT_ variable is dropped: a list of what is harmless does not age, a list of what executes does.
const KEPT = new Set([
  'GIT_CEILING_DIRECTORIES',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_NOSYSTEM',
  'GIT_CONFIG_SYSTEM',
  'GIT_DISCOVERY_ACROSS_FILESYSTEM',
  'GIT_EXEC_PATH',
]);

// `git rev-parse --local-env-vars` without those that hold configuration.
const REPOSITORY = new Set([
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_DIR',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
  'GIT_QUARANTINE_PATH',
  'GIT_SHALLOW_FILE',
  'GIT_WORK_TREE',
]);

/** A hostile `core.excludesFile` may be a pipe that nobody writes to. */
const TIMEOUT_MS = 120_000;
/** A large history over a slow line. */
const FETCH_TIMEOUT_MS = 900_000;
const ENOUGH_STDERR = 10_000;

/** The hardened git of one scan. The program is looked up once. */
export function createGit(options: GitOptions): Git {
  const command = createCommand(options);
  return (args, folder, input = '') => {
    if (options.askHooksPath === true && args[0] !== 'rev-parse') throw new Error(`git ${args[0]} may run hooks`);
    if (options.fetch === true && args[0] !== 'fetch') throw new Error(`git ${args[0]} is not to ask a remote`);
    if (command === undefined) return { kind: 'failed', reason: NO_GIT };
    const result = spawnSync(command.program, [...command.flags, ...args], {
      cwd: folder,
      env: command.env,
      input,
      maxBuffer: Infinity,
      timeout: options.fetch === true ? FETCH_TIMEOUT_MS : TIMEOUT_MS,
      killSignal: 'SIGKILL',
      windowsHide: true,
    });
    if (result.error !== undefined) return { kind: 'failed', reason: explainSpawn(errorCode(result.error)) };
    const stderr = result.stderr.toString();
    if (result.status === 0) return { kind: 'ok', stdout: result.stdout, stderr };
    return { kind: 'failed', reason: explainExit(stderr, result.status) };
  };
}

/** The same git for output that need not be in memory at once. It is ended after as long a silence as `Git` may take. */
export function createGitStream(options: Omit<GitOptions, 'askHooksPath' | 'fetch'>): GitStream {
  const command = createCommand(options);
  return (args, folder, input) => {
    let failure: string | undefined = NO_GIT;
    return {
      failure: () => failure,
      async *[Symbol.asyncIterator]() {
        if (command === undefined) return;
        const child = spawn(command.program, [...command.flags, ...args], { cwd: folder, env: command.env, stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
        // Whoever ends early reads no more.
        child.stdin.on('error', () => undefined);
        if (input === undefined) child.stdin.end();
        else input.pipe(child.stdin);
        const ended = endOf(child);
        const silence = setTimeout(() => child.kill('SIGKILL'), TIMEOUT_MS);
        try {
          for await (const chunk of child.stdout) {
            silence.refresh();
            yield chunk as Buffer;
          }
          failure = await ended;
        } finally {
          clearTimeout(silence);
          child.kill('SIGKILL');
        }
      },
    };
  };
}

/** Nothing if it ended well, else why not. */
function endOf(child: ChildProcessByStdio<Writable, Readable, Readable>): Promise<string | undefined> {
  let stderr = '';
  child.stderr.setEncoding('latin1').on('data', (text: string) => {
    if (stderr.length < ENOUGH_STDERR) stderr += text;
  });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(explainSpawn(errorCode(error))));
    child.once('close', (status) => resolve(status === 0 ? undefined : explainExit(stderr, status)));
  });
}

interface GitCommand {
  readonly program: string;
  readonly flags: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

function createCommand({ env, untrusted, keepRepository, askHooksPath, fetch, gitDir }: GitOptions): GitCommand | undefined {
  const program = findGit(env, untrusted);
  const general = askHooksPath === true ? FLAGS_WITH_HOOKS_PATH : fetch === true ? FLAGS_TO_FETCH : FLAGS;
  const flags = gitDir === undefined ? general : [...general, `--git-dir=${gitDir}`];
  const hardened = hardenEnvironment(env, keepRepository === true);
  return program === undefined ? undefined : { program, flags, env: fetch === true ? { ...hardened, ...FETCHING } : hardened };
}

// Both transports are git's own programs; those of ssh and of local paths run what the config names.
const FETCHING: Environment = { GIT_ALLOW_PROTOCOL: 'http:https' };

function hardenEnvironment(env: Environment, keepRepository: boolean): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => {
    const upper = name.toUpperCase();
    if (upper === 'SSH_ASKPASS') return false;
    return !upper.startsWith('GIT_') || KEPT.has(upper) || (keepRepository && REPOSITORY.has(upper));
  });
  return { ...Object.fromEntries(kept), ...FIXED };
}

function explainSpawn(code: string): string {
  return code === 'ETIMEDOUT' ? 'git did not answer in time' : `git could not be started (${code})`;
}

// stderr may quote file names and config values, so only what is recognised in it is told.
function explainExit(stderr: string, status: number | null): string {
  if (stderr.includes('dubious ownership') || stderr.includes('unsafe repository')) {
    return 'another user owns the repository and safe.directory does not list it';
  }
  if (stderr.includes('promisor remote')) return 'this partial clone lacks objects that are needed; "git fetch --refetch --no-filter" gets them';
  if (/could not read Username|Authentication failed|terminal prompts disabled|returned error: 40[13]/.test(stderr)) return 'the remote wants credentials that the checkout does not have';
  if (/not our ref|couldn't find remote ref|did not send all necessary objects/.test(stderr)) return 'the remote does not have it';
  if (stderr.includes('not allowed')) return 'the remote is not asked over HTTP(S)';
  if (stderr.includes('not a git repository')) return 'git does not take it for a repository';
  return `git failed with exit code ${status ?? 'unknown'}`;
}
