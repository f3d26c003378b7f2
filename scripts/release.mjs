// Commits the release tree on top of the commit that is checked out, and tags it: `v1.2.3`, which never moves, and `v1`, which
// `uses: leaklint/leaklint@v1` names. Nothing is pushed: `git push origin v1.2.3 && git push --force origin v1` does that.
//   npm run build && node scripts/release.mjs
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { simpleGit } from 'simple-git';

const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const [tag, major] = [`v${version}`, `v${version.split('.')[0]}`];
const git = simpleGit(root);

if (!(await git.status()).isClean()) throw new Error('there are changes that are not committed');
if ((await git.tags()).all.includes(tag)) throw new Error(`${tag} is released: raise the version in package.json`);

const folder = mkdtempSync(join(tmpdir(), 'leaklint-release-'));
try {
  await git.raw('worktree', 'add', '--quiet', '--detach', '--no-checkout', folder);
  execFileSync(process.execPath, [join(root, 'scripts/lay-out-release.mjs'), folder], { stdio: 'inherit' });
  const release = simpleGit(folder);
  await release.raw('add', '--all', '--force', '.');
  await release.commit(`Release ${tag}`);
  await release.raw('tag', '--annotate', '--message', tag, tag);
  await release.raw('tag', '--force', major, `${tag}^{commit}`);
} finally {
  await git.raw('worktree', 'remove', '--force', folder);
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(`${tag} and ${major} are tagged; to publish them: git push origin ${tag} && git push --force origin ${major}\n`);
