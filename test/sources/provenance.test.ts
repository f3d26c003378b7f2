import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { createGit } from '../../src/sources/git.ts';
import { loadProvenance, repositoryUri } from '../../src/sources/provenance.ts';
import type { Provenance } from '../../src/types.ts';
import { createFolder, createRepository, plainEnv, runGit } from '../support/repo-tree.ts';

test.each([
  ['https://github.com/acme/shop.git', 'https://github.com/acme/shop.git'],
  ['https://ann:pass@github.com/acme/shop.git', 'https://github.com/acme/shop.git'],
  ['https://token-alone@github.com/acme/shop', 'https://github.com/acme/shop'],
  ['https://host.test:8443/a/b.git?access=token#part', 'https://host.test:8443/a/b.git'],
  ['http://ann:p%40ss@host.test/x', 'http://host.test/x'],
  ['git@github.com:acme/shop.git', 'ssh://github.com/acme/shop.git'],
  ['ann:pass@host.test:acme/shop.git', 'ssh://host.test/acme/shop.git'],
  ['host.test:/srv/git/shop.git', 'ssh://host.test/srv/git/shop.git'],
  ['gh:acme/shop', 'ssh://gh/acme/shop'],
  ['[::1]:acme/shop', 'ssh://[::1]/acme/shop'],
  ['ssh://git:pass@host.test:22/acme/shop.git', 'ssh://host.test:22/acme/shop.git'],
  ['git://host.test/shop.git', 'git://host.test/shop.git'],
  ['git@host.test:sp ace/é.git', 'ssh://host.test/sp%20ace/%C3%A9.git'],
  ['/srv/git/shop.git', undefined],
  ['../shop.git', undefined],
  ['C:\\git\\shop.git', undefined],
  ['C:/git/shop.git', undefined],
  ['file:///srv/git/shop.git', undefined],
  ['helper://host.test/shop', undefined],
  ['ext::sh -c "curl evil.test"', undefined],
  ['https:///shop', 'https://shop/'],
  ['https://', undefined],
  ['', undefined],
])('the address %j is the URL %s', (address, uri) => {
  expect(repositoryUri(address)).toBe(uri);
});

function provenanceOf(folder: string): Provenance | undefined {
  return loadProvenance(createGit({ env: plainEnv(), untrusted: folder }), folder);
}

describe('a repository', () => {
  const url = 'https://ann:pass@host.test/shop.git';

  function repository(): string {
    const folder = createFolder();
    createRepository(folder, { 'a.txt': 'a\n' });
    return folder;
  }

  test('says what is checked out, of which remote', () => {
    const folder = repository();
    runGit(folder, ['remote', 'add', 'origin', url]);
    const revision = runGit(folder, ['rev-parse', 'HEAD']).trim();
    expect(provenanceOf(folder)).toEqual({ repository: 'https://host.test/shop.git', revision, branch: 'main' });
    runGit(folder, ['checkout', '-q', '--detach']);
    expect(provenanceOf(folder)).toEqual({ repository: 'https://host.test/shop.git', revision });
  });

  test('without a commit', () => {
    const folder = createFolder();
    runGit(folder, ['init', '-q']);
    runGit(folder, ['remote', 'add', 'upstream', url]);
    expect(provenanceOf(folder)).toEqual({ repository: 'https://host.test/shop.git', branch: 'main' });
  });

  test('the remote of the branch counts, then origin, then the only one', () => {
    const folder = repository();
    const repositoryNow = () => provenanceOf(folder)?.repository;
    expect(repositoryNow()).toBeUndefined();
    runGit(folder, ['remote', 'add', 'one', 'https://host.test/one']);
    expect(repositoryNow()).toBe('https://host.test/one');
    runGit(folder, ['remote', 'add', '--', '-two', 'https://host.test/two']);
    expect(repositoryNow()).toBeUndefined();
    runGit(folder, ['remote', 'add', 'origin', 'https://host.test/origin']);
    expect(repositoryNow()).toBe('https://host.test/origin');
    runGit(folder, ['config', 'branch.main.remote', '-two']);
    expect(repositoryNow()).toBe('https://host.test/two');
    runGit(folder, ['config', 'branch.main.remote', '.']);
    expect(repositoryNow()).toBe('https://host.test/origin');
  });

  test('runs nothing that it names', () => {
    const folder = repository();
    runGit(folder, ['remote', 'add', 'origin', url]);
    const program = `touch ${folder}/ran`;
    for (const name of ['core.sshCommand', 'core.fsmonitor', 'core.gitProxy', 'remote.origin.uploadpack', 'credential.helper', 'core.pager', 'alias.remote']) {
      runGit(folder, ['config', name, name === 'alias.remote' ? `!${program}` : program]);
    }
    expect(provenanceOf(folder)?.repository).toBe('https://host.test/shop.git');
    expect(execFileSync('ls', [folder], { encoding: 'utf8' })).toBe('a.txt\n');
  });

  test('a folder that is none says nothing', () => {
    expect(provenanceOf(createFolder())).toBeUndefined();
  });
});
