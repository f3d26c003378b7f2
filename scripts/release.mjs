// Commits the release tree on top of the commit that is checked out, and tags it (release-tags.mjs). Nothing is pushed; it says
// how to.
//   npm run build && node scripts/release.mjs
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { simpleGit } from 'simple-git';
import { releaseTags } from './release-tags.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const { fixed, moving } = releaseTags(version);
const git = simpleGit(root);

if (!(await git.status()).isClean()) throw new Error('there are changes that are not committed');
if ((await git.tags()).all.includes(fixed)) throw new Error(`${fixed} is released: raise the version in package.json`);

const folder = mkdtempSync(join(tmpdir(), 'leaklint-release-'));
try {
  await git.raw('worktree', 'add', '--quiet', '--detach', '--no-checkout', folder);
  execFileSync(process.execPath, [join(root, 'scripts/lay-out-release.mjs'), folder], { stdio: 'inherit' });
  const release = simpleGit(folder);
  await release.raw('add', '--all', '--force', '.');
  await release.commit(`Release ${fixed}`);
  await release.raw('tag', '--annotate', '--message', fixed, fixed);
  await release.raw('tag', '--force', moving, `${fixed}^{commit}`);
} finally {
  await git.raw('worktree', 'remove', '--force', folder);
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(`${fixed} and ${moving} are tagged; to publish them: git push origin ${fixed} && git push --force origin ${moving}\n`);
