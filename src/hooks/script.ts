// Our lines in a hook that is a shell script. They stand first, behind the `#!` line: at the end they would not be
// reached behind an early `exit 0` or an `exec`, and would hide the exit code of the last command.
import { LeaklintError } from '../errors.ts';
import { addBlock, hasBlock, removeBlocks } from './block.ts';
import { commandOf, runsLeaklint } from './command.ts';
import type { Edit, TextFile } from '../data/text-file.ts';
import { readLines } from '../data/lines.ts';
import type { HookName, Project } from './manager.ts';

const SHELLS = new Set(['sh', 'bash', 'dash', 'ash', 'ksh', 'mksh', 'zsh']);

/** The script with our lines, or nothing if leaklint runs in it already. `header` begins a new file. @throws LeaklintError HOOK_NO_SHELL */
export function planScript(file: TextFile, hook: HookName, project: Project, header: readonly string[]): readonly Edit[] {
  const { text, shown } = file;
  const command = commandOf(hook, project);
  const lines = readLines(text ?? '');
  if (text !== undefined && (hasBlock(text) || lines.some((line) => runsLeaklint(line, hook)))) return [];
  const first = lines[0] ?? '';
  if (!isShell(first)) {
    const hint = `run this from it yourself, and let its failure stop the hook: ${command}`;
    throw new LeaklintError('HOOK_NO_SHELL', `${shown} is not a shell script, so it was left alone`, hint);
  }
  return [{ file, text: addBlock(text, first.startsWith('#!') ? 1 : 0, '', linesOf(hook, command), header) }];
}

/** The script without our lines. @throws LeaklintError HOOK_CHANGED */
export function planScriptRemoval(file: TextFile, header: readonly string[]): readonly Edit[] {
  return file.text !== undefined && hasBlock(file.text) ? [{ file, text: removeBlocks(file, header) }] : [];
}

// Git hands the refs that are pushed to standard input, once: what follows in the hook (git-lfs, say) gets them again.
function linesOf(hook: HookName, command: string): readonly string[] {
  if (hook === 'pre-commit') return [`${command} || exit $?`];
  return [
    'leaklint_refs=$(cat)',
    'if [ -n "$leaklint_refs" ]; then',
    `  printf '%s\\n' "$leaklint_refs" | ${command} || exit $?`,
    '  exec <<leaklint_refs_end',
    '$leaklint_refs',
    'leaklint_refs_end',
    'fi',
  ];
}

/** Without a `#!` line git and husky hand a script to `sh`. */
function isShell(first: string): boolean {
  if (!first.startsWith('#!')) return true;
  const words = first.slice(2).trim().split(/\s+/).map((word) => word.replace(/^.*[\\/]/, '').replace(/\.exe$/, ''));
  const program = words[0] === 'env' ? words.slice(1).find((word) => !word.startsWith('-')) : words[0];
  return program !== undefined && SHELLS.has(program);
}
