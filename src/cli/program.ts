// The commands and their words, for commander. Each command's work is in its own file, loaded when it is called.
import { Command, Option } from 'commander';
import type { ExitCode } from '../errors.ts';
import type { ManagerName } from '../hooks/manager.ts';
import type { Io } from './io.ts';
import { baselineOptions, bundleOptions, historyOptions, scanOptions, type BaselineFlags, type BundleFlags, type HistoryFlags, type ScanFlags, type StagedFlags } from './options.ts';
import { version } from '../version.ts';

/** A program that reports its exit code through `done`. */
export function createProgram(io: Io, done: (code: ExitCode) => void): Command {
  const program = new Command('leaklint')
    .description('Finds hard-coded credentials. Exit code: 0 clean, 1 findings, 2 not (wholly) scanned.')
    .version(version)
    .helpCommand(false)
    // The descriptions say what is to be known of defaults and choices.
    .configureHelp({ optionDescription: (option) => option.description })
    .showSuggestionAfterError(true)
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      // Errors are printed once, by `run`.
      writeErr: () => undefined,
    })
    .exitOverride();
  addScan(program, io, done);
  addStaged(program, io, done);
  addHistory(program, io, done);
  addBundle(program, io, done);
  addBaseline(program, io, done);
  addInit(program, io, done);
  addRules(program, io, done);
  addExplain(program, io, done);
  program
    .command('selftest')
    .description('plant made-up tokens in a temporary folder and prove that they are found')
    .action(async () => done(await (await import('./selftest.ts')).selftest(io)));
  return program;
}

function addExplain(program: Command, io: Io, done: (code: ExitCode) => void): void {
  const explain = program
    .command('explain')
    .argument('[rule-id]', 'the rule')
    .description('what a rule finds, what is at risk and what to do; with --file why a line is reported, or not')
    .option('--file <path:line>', 'explain this line instead')
    .addOption(formatOption());
  for (const option of scanOptions().filter((one) => EXPLAIN_OPTIONS.includes(one.attributeName()))) explain.addOption(option);
  explain.action(async (id: string | undefined, flags: ExplainFlags) => done(await (await import('./explain.ts')).explain(id, flags, io)));
}

const EXPLAIN_OPTIONS = ['config', 'baseline', 'rules', 'minConfidence', 'today'];

/** What `explain` understands. */
export type ExplainFlags = Pick<ScanFlags, 'config' | 'baseline' | 'minConfidence' | 'today'> & ListFlags & { readonly file?: string };

/** What the commands about rules understand. */
export interface ListFlags {
  readonly format: 'text' | 'json';
  readonly rules: readonly string[];
}

function addScan(program: Command, io: Io, done: (code: ExitCode) => void): void {
  const scan = program
    .command('scan', { isDefault: true })
    .argument('[paths...]', 'files, folders or quoted globs (default: the current directory)')
    .description('scan files on disk; the default command');
  for (const option of scanOptions()) scan.addOption(option);
  scan.action(async (paths: readonly string[], flags: ScanFlags) => {
    const isImplied = !program.args.includes('scan');
    const words = program.commands.map((command) => command.name());
    done(await (await import('./scan.ts')).scanPaths(paths, flags, io, isImplied ? words : []));
  });
}

function addStaged(program: Command, io: Io, done: (code: ExitCode) => void): void {
  const staged = program
    .command('staged')
    .argument('[paths...]', 'only these; if one of them is not staged, all of them as they are in the index')
    .description('scan what the next commit would add, from the git index; for a pre-commit hook')
    .option('--all-lines', 'report findings on all lines of the staged files, not on new ones alone', false);
  for (const option of repositoryOptions()) staged.addOption(option);
  staged.action(async (paths: readonly string[], flags: StagedFlags) => done(await (await import('./staged.ts')).scanStaged(paths, flags, io)));
}

function addHistory(program: Command, io: Io, done: (code: ExitCode) => void): void {
  const history = program
    .command('history')
    .argument('[ranges...]', 'commits as git log takes them: A..B, A...B, a branch (default: all there are, stashes and notes included)')
    .description('scan every version of every file that git keeps; each finding with the commit that brought it in');
  for (const option of [...historyOptions(), ...repositoryOptions()]) history.addOption(option);
  history.action(async (ranges: readonly string[], flags: HistoryFlags) => done(await (await import('./history.ts')).scanHistory(ranges, flags, io)));
}

function addBundle(program: Command, io: Io, done: (code: ExitCode) => void): void {
  const bundle = program
    .command('bundle')
    .argument('[paths...]', 'the folder that is deployed, or files of it (default: the current directory)')
    .description('scan what a build ships to browsers, traced through source maps to the lines it was built from');
  for (const option of [...bundleOptions(), ...repositoryOptions()]) bundle.addOption(option);
  bundle.action(async (paths: readonly string[], flags: BundleFlags) => done(await (await import('./bundle.ts')).scanBundle(paths, flags, io)));
}

// What makes no sense without files on disk.
const WORK_TREE_OPTIONS = ['since', 'stdin', 'stdinFilename', 'gitignore'];

function repositoryOptions(): readonly Option[] {
  return scanOptions().filter((one) => !WORK_TREE_OPTIONS.includes(one.attributeName()));
}

function addBaseline(program: Command, io: Io, done: (code: ExitCode) => void): void {
  const baseline = program.command('baseline').description('accept the findings of today, so that only new ones are reported').helpCommand(false);
  const add = (name: string, description: string): Command => {
    const command = baseline.command(name).description(description);
    for (const option of baselineOptions()) command.addOption(option);
    return command;
  };
  add('create', 'accept everything that is found now, in a file to be committed')
    .option('--force', 'also if there is a baseline: begin anew', false)
    .action(async (flags: BaselineFlags & { readonly force: boolean }) => done(await (await import('./baseline.ts')).createBaseline(flags, io)));
  add('update', 'accept what is new too; entries follow their credentials into renamed files')
    .action(async (flags: BaselineFlags) => done(await (await import('./baseline.ts')).updateBaseline(flags, io)));
  add('prune', 'take out what is no longer there and what has expired')
    .action(async (flags: BaselineFlags) => done(await (await import('./baseline.ts')).pruneBaseline(flags, io)));
}

/** What `init` understands. */
export interface InitFlags {
  readonly hook: ManagerName | 'auto';
  readonly push: boolean;
  readonly remove: boolean;
}

function addInit(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('init')
    .description('run leaklint before each commit: adds it to the hook manager of this repository, or to git itself')
    .addOption(new Option('--hook <manager>', `where: auto (default, what is in use), ${MANAGERS.join(', ')}`).choices(['auto', ...MANAGERS]).default('auto'))
    .option('--push', 'before each push too', false)
    .option('--remove', 'undo it', false)
    .action(async (flags: InitFlags) => done(await (await import('./init.ts')).init(flags, io)));
}

const MANAGERS: readonly ManagerName[] = ['pre-commit', 'husky', 'lefthook', 'simple-git-hooks', 'git'];

function addRules(program: Command, io: Io, done: (code: ExitCode) => void): void {
  const rules = program.command('rules').description('list, show or check rules').helpCommand(false);
  const add = (name: string, description: string): Command =>
    rules.command(name).description(description).addOption(formatOption());
  add('list', 'all rules')
    .addOption(packsOption())
    .action(async (flags: ListFlags) => done(await (await import('./rules.ts')).listRules(flags, io)));
  add('show <id>', 'one rule in full')
    .addOption(packsOption())
    .action(async (id: string, flags: ListFlags) => done(await (await import('./rules.ts')).showRule(id, flags, io)));
  add('check [files...]', 'prove rule packs (default: the built-in one)').action(
    async (files: readonly string[], flags: ListFlags) => done(await (await import('./check.ts')).checkPacks(files, flags, io)),
  );
}

function formatOption(): Option {
  return new Option('--format <name>', 'output format: text (default), json').choices(['text', 'json']).default('text');
}

function packsOption(): Option {
  return new Option('--rules <file>', 'add a rule pack; repeatable')
    .argParser((value: string, before: readonly string[]) => [...before, value])
    .default([]);
}
