// The action from event to exit code. Everything it prints is a workflow command, or numbers: a line of scanned origin could be
// one of somebody else's.
import { availableParallelism } from 'node:os';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ExitCode, LeaklintError } from '../errors.ts';
import { exitCodeOf } from '../report.ts';
import { reporters } from '../reporters/index.ts';
import { openFindings } from '../reporters/shown.ts';
import { workflowCommand } from '../reporters/workflow-command.ts';
import { scan } from '../scan.ts';
import { silence } from '../silence.ts';
import { createGit } from '../sources/git.ts';
import { findWorkTree } from '../sources/project-root.ts';
import { loadProvenance } from '../sources/provenance.ts';
import type { Report } from '../types.ts';
import { version } from '../version.ts';
import { writeComment } from './comment.ts';
import { readInputs, type Inputs } from './inputs.ts';
import type { Io } from './io.ts';
import { writeOutputs, writeSummary } from './outputs.ts';
import { loadSubject } from './subject.ts';
import { failureSummary, summaryOf } from './summary.ts';
import { loadTrigger, type Trigger } from './trigger.ts';

/** Runs to the end. Never rejects: what could not be done is an error of the step, exit code 2. */
export async function run(io: Io): Promise<ExitCode> {
  try {
    return await runAction(io);
  } catch (error) {
    const isOurs = !(error instanceof LeaklintError);
    const hint = error instanceof LeaklintError && error.hint !== '' ? ` (${error.hint})` : '';
    const text = silence(isOurs ? `this is a bug: ${(error as Error).stack ?? String(error)}` : `${error.message}${hint}`);
    io.stdout.write(`${workflowCommand({ level: 'error', properties: { title: 'leaklint' }, message: text })}\n`);
    tryToTell(io, text);
    return ExitCode.failed;
  }
}

// What failed may be that these files cannot be written; the error has been said.
function tryToTell({ env }: Io, text: string): void {
  try {
    writeOutputs(env, { 'exit-code': ExitCode.failed });
    writeSummary(env, failureSummary(text));
  } catch (error) {
    if (!(error instanceof LeaklintError)) throw error;
  }
}

async function runAction(io: Io): Promise<ExitCode> {
  const { env, cwd, now } = io;
  const inputs = readInputs(env);
  const workspace = env['GITHUB_WORKSPACE'] ?? cwd;
  const root = findWorkTree(resolve(workspace, inputs.path));
  if (root === undefined) throw new LeaklintError('NO_REPOSITORY', 'there is no git work tree to scan', 'run actions/checkout first; "path" is where it has put the repository');
  const gitOptions = { env, untrusted: root };
  const git = createGit(gitOptions);
  const trigger = loadTrigger(env);
  const subject = await loadSubject(trigger, inputs, root, gitOptions, { git, fetch: createGit({ ...gitOptions, fetch: true }), folder: root }, io);
  if (subject === undefined) {
    io.stdout.write('nothing to scan: a branch or tag was deleted\n');
    writeOutputs(env, { findings: 0, 'exit-code': ExitCode.clean });
    return ExitCode.clean;
  }
  const { kind, project, source } = subject;
  const provenance = loadProvenance(git, root);
  const report = await scan({
    ...project,
    source,
    kind,
    version,
    minConfidence: project.config.minConfidence,
    today: now().toISOString().slice(0, 10),
    threads: availableParallelism(),
    hashLines: inputs.sarifFile !== undefined,
    ...(provenance && { provenance }),
  });
  const failOn = inputs.failOn === undefined || inputs.failOn === 'never' ? project.config.failOn : inputs.failOn;
  const code = exitCodeOf(report, { failOn, exitZero: inputs.failOn === 'never' });
  const ofCommits = kind === 'since';
  const summary = summaryOf(report, { about: subject.about, listsAccepted: ofCommits, failsRequest: ofCommits && trigger.kind === 'pull-request' && code === ExitCode.findings }, shown(io));
  await tell(report, code, summary, { inputs, trigger, workspace }, io);
  return code;
}

function shown({ now }: Io) {
  return { color: false, showSecrets: false, showPublic: false, quiet: false, sarifSuppressed: false, now: now() };
}

interface Circumstances {
  readonly inputs: Inputs;
  readonly trigger: Trigger;
  readonly workspace: string;
}

async function tell(report: Report, code: ExitCode, summary: string, { inputs, trigger, workspace }: Circumstances, io: Io): Promise<void> {
  const findings = openFindings(report.findings, false).length;
  io.stdout.write(reporters.github(report, shown(io)));
  io.stdout.write(`${findings} findings, ${report.problems.length} problems in ${report.summary.files} files: the summary of this run has them all\n`);
  if (inputs.sarifFile !== undefined) writeReport(resolve(workspace, inputs.sarifFile), reporters.sarif(report, shown(io)));
  writeSummary(io.env, summary);
  writeOutputs(io.env, { findings, 'exit-code': code, ...(inputs.sarifFile !== undefined && { sarif: inputs.sarifFile }) });
  if (!inputs.comment || trigger.kind !== 'pull-request') return;
  const isNeeded = findings > 0 || report.problems.length > 0;
  const refusal = await writeComment(summary, { env: io.env, fetch: io.fetch, token: inputs.token, number: trigger.number, isNeeded });
  if (refusal !== undefined) io.stdout.write(`${workflowCommand({ level: 'notice', properties: { title: 'leaklint' }, message: refusal })}\n`);
}

function writeReport(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? '';
    throw new LeaklintError('OUTPUT_FAILED', `cannot write sarif-file (${code})`, 'does its folder exist, and is there room?', { cause });
  }
}
