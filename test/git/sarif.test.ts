// SARIF of real repositories: what code scanning reads of it that needs contents and git.
import type { Result, Run } from 'sarif';
import { describe, expect, test } from 'vitest';
import { definedHashes } from '../reference/line-hash.ts';
import { leak, noConfig, token } from '../support/history.ts';
import { createFolder, createRepository, runGit, writeTree } from '../support/repo-tree.ts';
import { runHere } from '../support/run-cli.ts';

async function sarifOf(cwd: string, ...args: readonly string[]): Promise<Run> {
  const { stdout, stderr } = await runHere([...args, '--format', 'sarif'], { cwd, env: noConfig });
  const [run] = (JSON.parse(stdout === '' ? stderr : stdout) as { readonly runs: readonly Run[] }).runs;
  if (run === undefined) throw new Error('no run');
  return run;
}

/** `path:line` and the hash of each result. */
function hashesIn({ results = [] }: Run): Readonly<Record<string, string | undefined>> {
  const placeOf = ({ locations }: Result): string => {
    const place = locations?.[0]?.physicalLocation;
    return `${place?.artifactLocation?.uri}:${place?.region?.startLine}`;
  };
  return Object.fromEntries(results.map((result) => [placeOf(result), result.partialFingerprints?.['primaryLocationLineHash']]));
}

const url = 'https://ann:pass@host.test/acme/shop.git';
const repeated = `${leak('b')}\r\n\t// é\r`.repeat(3);
const files = { 'a.js': `// first\n${leak('a')}`, 'deep/b.js': repeated, 'mark.env': `\ufeffKEY=${leak('c').slice(13, 53)}\n` };

/** By path and line, as the uploader would compute them of the files. */
function expectedHashes(text: Readonly<Record<string, string>>): Readonly<Record<string, string | undefined>> {
  const places: readonly (readonly [string, number])[] = [['a.js', 2], ['deep/b.js', 1], ['deep/b.js', 4], ['deep/b.js', 7], ['mark.env', 1]];
  return Object.fromEntries(places.map(([path, line]) => [`${path}:${line}`, definedHashes(text[path] ?? '')[line - 1]]));
}

function repository(): string {
  const root = createFolder();
  createRepository(root, { 'README.md': 'read me\n' });
  runGit(root, ['remote', 'add', 'origin', url]);
  writeTree(root, files);
  return root;
}

describe('every kind of scan', () => {
  test('hashes lines as the uploader does, says where it is from and has its category', async () => {
    const root = repository();
    const base = runGit(root, ['rev-parse', 'HEAD']).trim();
    const check = ({ automationDetails, versionControlProvenance, ...run }: Run, kind: string, revisionId: string): void => {
      expect(automationDetails).toEqual({ id: `leaklint/${kind}/` });
      expect(versionControlProvenance).toEqual([
        { repositoryUri: 'https://host.test/acme/shop.git', revisionId, branch: 'main', mappedTo: { uriBaseId: '%SRCROOT%' } },
      ]);
      expect(hashesIn(run)).toEqual(expectedHashes(files));
      expect(Object.values(hashesIn(run))).toContain(definedHashes(repeated)[6]);
      expect(JSON.stringify(run)).not.toContain('pass');
    };
    check(await sarifOf(root, 'scan'), 'worktree', base);
    runGit(root, ['add', '.']);
    check(await sarifOf(root, 'staged'), 'staged', base);
    runGit(root, ['commit', '-q', '-m', 'second']);
    const head = runGit(root, ['rev-parse', 'HEAD']).trim();
    check(await sarifOf(root, 'scan', '--since', base), 'since', head);
    const since = await runHere(['staged', '--format', 'sarif'], { cwd: root, env: { ...noConfig, PRE_COMMIT_FROM_REF: base, PRE_COMMIT_TO_REF: head } });
    check((JSON.parse(since.stdout) as { readonly runs: readonly [Run] }).runs[0], 'since', head);
  });

  test('of a history each credential and path has one result, and the other places of that version', async () => {
    const root = repository();
    runGit(root, ['add', '.']);
    runGit(root, ['commit', '-q', '-m', 'second']);
    writeTree(root, { 'a.js': `// now elsewhere\n\n\n${leak('a')}// and\n${leak('a')}`, 'deep/b.js': 'gone\n' });
    runGit(root, ['commit', '-q', '-a', '-m', 'third']);
    const run = await sarifOf(root, 'history');
    expect(run.automationDetails).toEqual({ id: 'leaklint/history/' });
    expect(run.versionControlProvenance?.[0]?.revisionId).toBe(runGit(root, ['rev-parse', 'HEAD']).trim());
    const now = `// now elsewhere\n\n\n${leak('a')}// and\n${leak('a')}`;
    expect(hashesIn(run)).toEqual({
      'a.js:4': definedHashes(now)[3],
      'deep/b.js:1': definedHashes(repeated)[0],
      'mark.env:1': definedHashes(files['mark.env'])[0],
    });
    const lines = Object.fromEntries((run.results ?? []).map(({ locations, relatedLocations = [] }) => [
      locations?.[0]?.physicalLocation?.artifactLocation?.uri,
      relatedLocations.map(({ physicalLocation }) => physicalLocation?.region?.startLine),
    ]));
    expect(lines).toEqual({ 'a.js': [6], 'deep/b.js': [4, 7], 'mark.env': [] });
  });

  test('findings of threads have it too, and files that are no repository no provenance', async () => {
    const root = createFolder();
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`f${index}.js`, `${'// filler\n'.repeat(20_000)}${leak(`f${index}`)}`]));
    writeTree(root, many);
    const run = await sarifOf(root, 'scan', '--jobs', '3');
    expect(run).not.toHaveProperty('versionControlProvenance');
    expect(hashesIn(run)).toEqual(Object.fromEntries(Object.entries(many).map(([path, text]) => [`${path}:20001`, definedHashes(text).at(20_000)])));
  });

  test('a credential in the name of a branch or in the path of a remote is masked', async () => {
    const root = repository();
    runGit(root, ['remote', 'set-url', 'origin', `https://host.test/${token('remote')}/shop.git`]);
    runGit(root, ['checkout', '-q', '-b', `fix/${token('branch')}`]);
    const { versionControlProvenance } = await sarifOf(root, 'scan');
    expect(versionControlProvenance).toEqual([expect.objectContaining({ repositoryUri: 'https://host.test/qx_live_…(40)/shop.git', branch: 'fix/qx_live_…(40)' })]);
  });

  test('other formats do without', async () => {
    const root = repository();
    const { stdout } = await runHere(['scan', '--format', 'json', '--format', 'jsonl'], { cwd: root, env: noConfig });
    for (const hash of Object.values(expectedHashes(files))) expect(stdout).not.toContain(hash?.replace(/:.*/, ''));
  });
});
