// Microsoft's validator, with its rules for GitHub and for Azure DevOps. `node scripts/install-sarif-multitool.mjs` installs it;
// where it is absent the test is skipped.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Log } from 'sarif';
import { expect, test } from 'vitest';
import { sarif } from '../../src/reporters/sarif.ts';
import { createFolder, writeTree } from '../support/repo-tree.ts';
import { bundleReport, finding, fullReport, plain, report } from './factory.ts';

const packages = join(homedir(), '.cache/leaklint-tests/sarif-multitool');
const isInstalled = existsSync(join(packages, 'node_modules'));

/** What it finds fault with, in each file: its rules' ids. Its exit code is 0 whatever it finds. */
function faultsIn(files: Readonly<Record<string, string>>): Readonly<Record<string, readonly string[]>> {
  const root = createFolder();
  writeTree(root, files);
  const program = createRequire(join(packages, 'package.json'))('@microsoft/sarif-multitool') as string;
  const args = ['validate', ...Object.keys(files), '--rule-kind', 'Ghas;Ado', '-o', 'out.json', '--log', 'ForceOverwrite'];
  const { status, stdout } = spawnSync(program, args, { cwd: root, encoding: 'utf8' });
  expect(status, stdout).toBe(0);
  const { runs } = JSON.parse(readFileSync(join(root, 'out.json'), 'utf8')) as Log;
  const faults = Object.fromEntries(Object.keys(files).map((name): [string, string[]] => [name, []]));
  for (const { ruleId = '', locations = [] } of runs.flatMap(({ results = [] }) => results)) {
    const uri = locations[0]?.physicalLocation?.artifactLocation?.uri ?? '';
    faults[uri.slice(uri.lastIndexOf('/') + 1)]?.push(ruleId);
  }
  return faults;
}

// Ids and properties of the pipeline, which Azure's own upload task fills in.
const PIPELINE = ['GHAzDO1019', 'GHAzDO1020'];

test('GitHub and Azure DevOps take it', (context) => {
  if (!isInstalled) context.skip('the SARIF multitool is not installed: node scripts/install-sarif-multitool.mjs');
  const provenance = { repository: 'https://github.com/acme/shop.git', revision: 'a'.repeat(40), branch: 'main' };
  const full = sarif({ ...fullReport(), provenance }, plain);
  const good = {
    'full.sarif': full,
    'suppressed.sarif': sarif(fullReport(), { ...plain, sarifSuppressed: true }),
    'history.sarif': sarif({ ...fullReport(), kind: 'history' }, plain),
    'hashed.sarif': sarif(report({ findings: [finding({ lineHash: '1a2b:1' })] }), plain),
    'bundle.sarif': sarif(bundleReport(), plain),
    'empty.sarif': sarif(report(), plain),
  };
  const faults = faultsIn({
    ...good,
    'no-name.sarif': full.replaceAll(/"fullName": .*\n/g, ''),
    'no-place.sarif': full.replaceAll('"locations"', '"relatedLocations"'),
  });
  for (const name of Object.keys(good)) expect(faults[name]?.filter((id) => !PIPELINE.includes(id)), name).toEqual([]);
  // It does find fault.
  expect(faults['no-name.sarif']).toContain('GHAzDO1018');
  expect(faults['no-place.sarif']).toContain('GH1015');
});
