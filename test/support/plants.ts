// Ways in which a stranger's repository, or what is around it, could make a program run; each with commands of plain git
// that do run it.
import { renameSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { configText, putHooks, setConfig, type Command, type Settings } from './hostile.ts';
import { objectFile } from './history.ts';
import { createFolder, createRepository, runGit, writeTree } from './repo-tree.ts';

/** Where something is planted. */
export interface Ground {
  /** The repository. */
  readonly root: string;
  /** A folder beside it, `../outside`. */
  readonly outside: string;
  readonly command: Command;
}

export interface Plant {
  readonly name: string;
  /** Gives what it adds to the environment. */
  plant(ground: Ground): Settings | void;
  /** For a shell in the repository; it may fail. */
  readonly show: string;
  /** Objects are missing, so that not all can be told. */
  readonly isLost?: boolean;
}

interface SettingPlant extends Plant {
  settings(command: Command, root: string): Settings;
}

function setting(name: string, settings: SettingPlant['settings'], show: string): SettingPlant {
  return { name, settings, show, plant: ({ root, command }) => setConfig(root, settings(command, root)) };
}

const DIFF = 'git diff HEAD~1 HEAD';
const FILL = "printf 'protocol=https\\nhost=x\\n\\n' | git credential fill";
const PAGE = "script -qec 'git log' /dev/null";
const NAMES = ['own', 'log', 'cat-file', 'rev-parse', 'rev-list', 'diff', 'ls-files', 'ls-tree', 'for-each-ref', 'merge-base', 'check-ignore'];

/** Settings of the repository's own. */
const settings: readonly SettingPlant[] = [
  setting('an fsmonitor', (command) => ({ 'core.fsmonitor': command('fsmonitor') }), 'git status'),
  setting('a pager', (command) => ({ 'core.pager': command('pager'), 'pager.log': command('pager-log') }), PAGE),
  setting('an editor', (command) => ({ 'core.editor': command('editor') }), 'git commit --amend'),
  setting('an external diff', (command) => ({ 'diff.external': command('diff') }), DIFF),
  setting('a diff driver', (command) => ({ 'diff.x.command': command('diff-x') }), DIFF),
  setting('a textconv', (command) => ({ 'diff.x.textconv': command('textconv') }), 'git log -p'),
  setting('a diff tool', (command) => ({ 'diff.tool': 'x', 'difftool.x.cmd': command('difftool') }), 'git difftool -y HEAD~1 HEAD'),
  setting('a clean filter', (command) => ({ 'filter.x.clean': command('clean'), 'filter.x.required': 'true' }), 'git add a.js'),
  setting('a smudge filter', (command) => ({ 'filter.x.smudge': command('smudge') }), 'git cat-file --filters HEAD:a.js'),
  setting('a filter process', (command) => ({ 'filter.x.process': command('process'), 'filter.x.required': 'true' }), 'git add a.js'),
  setting('a merge driver', (command) => ({ 'merge.x.driver': command('merge') }), 'git reset -q --hard; git merge side'),
  setting('a program for signatures', (command) => ({ 'gpg.program': command('gpg'), 'log.showSignature': 'true' }), 'git log signed'),
  setting('one for those of ssh', (command) => ({ 'gpg.ssh.program': command('gpg-ssh'), 'gpg.ssh.allowedSignersFile': '/dev/null', 'log.showSignature': 'true' }), 'git log signed-ssh'),
  setting('a format that asks for signatures', (command) => ({ 'gpg.program': command('gpg'), 'format.pretty': '%G?' }), 'git log signed'),
  setting('aliases', (command) => Object.fromEntries(NAMES.map((name) => [`alias.${name}`, `!${command('alias')}`])), 'git own'),
  setting('a credential helper', (command) => ({ 'credential.helper': `!${command('credential')}` }), FILL),
  setting('a program for passwords', (command) => ({ 'core.askPass': command('askpass') }), FILL),
  setting('an ssh program', (command) => ({ 'core.sshCommand': command('ssh'), 'remote.origin.url': 'ssh://host.invalid/x' }), 'git fetch origin'),
  setting('a proxy', (command) => ({ 'core.gitProxy': command('proxy'), 'remote.origin.url': 'git://host.invalid/x' }), 'git fetch origin'),
  setting('an upload-pack', (command, root) => ({ 'remote.origin.uploadpack': command('uploadpack'), 'remote.origin.url': root }), 'git fetch origin'),
  setting('a remote that is a command', (command) => ({ 'protocol.ext.allow': 'always', 'remote.origin.url': `ext::${command('ext')}` }), 'git fetch origin'),
  setting('a remote with a helper', (command) => ({ 'protocol.ext.allow': 'always', 'remote.origin.url': command('vcs'), 'remote.origin.vcs': 'ext' }), 'git fetch origin'),
  setting('another URL for the web', (command) => ({ 'protocol.ext.allow': 'always', [`url.ext::${command('instead')} .insteadOf`]: 'https://' }), 'git ls-remote https://host.invalid/x'),
  setting('a trailer', (command) => ({ 'trailer.x.key': 'x', 'trailer.x.command': command('trailer') }), 'git interpret-trailers --trailer x=1 < /dev/null'),
  setting('an archiver', (command) => ({ 'tar.x.command': command('archive') }), 'git archive --format=x HEAD'),
];

/** All of them together. */
export function hostileSettings(command: Command, root: string): Settings {
  return Object.assign({}, ...settings.map((one) => one.settings(command, root))) as Settings;
}

/** With one commit, hooks of all names, all settings and attributes that ask for filters and drivers. */
export function createHostile(command: Command): string {
  const root = createFolder();
  createRepository(root, { 'a.js': 'a', '.gitattributes': '* filter=x diff=x merge=x\n', 'sub/b.js': 'b' });
  putHooks(join(root, '.git/hooks'), command);
  setConfig(root, hostileSettings(command, root));
  return root;
}

function place(name: string, show: string, plant: Plant['plant']): Plant {
  return { name, show, plant };
}

/** A config outside of the repository's, all settings in it. */
function config(name: string, plant: (file: string, ground: Ground) => Settings | void): Plant {
  return place(name, 'git status; git own', (ground) => {
    const file = join(ground.outside, 'config');
    writeFileSync(file, configText(hostileSettings(ground.command, ground.root)));
    return plant(file, ground);
  });
}

const configs: readonly Plant[] = [
  config('the config of the system', (file) => ({ GIT_CONFIG_NOSYSTEM: '0', GIT_CONFIG_SYSTEM: file })),
  config('the config of the user', (file) => ({ GIT_CONFIG_GLOBAL: file })),
  config('the config of the work tree', (file, { root }) => {
    setConfig(root, { 'extensions.worktreeConfig': 'true', 'core.repositoryFormatVersion': '1' });
    renameSync(file, join(root, '.git/config.worktree'));
  }),
  config('a config that is included', (file, { root }) => setConfig(root, { 'include.path': file })),
  config('one for a branch', (file, { root }) => setConfig(root, { 'includeIf.onbranch:main.path': file })),
  config('one for a place', (file, { root }) => setConfig(root, { [`includeIf.gitdir:${root}/.path`]: file })),
  place('a hook around what is packed, which only a user may set', 'git clone --no-local . ../outside/clone', ({ outside, command }) => {
    writeFileSync(join(outside, 'config'), configText({ 'uploadpack.packObjectsHook': command('pack') }));
    return { GIT_CONFIG_GLOBAL: join(outside, 'config') };
  }),
];

const places: readonly Plant[] = [
  place('hooks', 'git commit --allow-empty -m x', ({ root, command }) => putHooks(join(root, '.git/hooks'), command)),
  place('hooks elsewhere', 'git commit --allow-empty -m x', ({ root, outside, command }) => {
    putHooks(join(outside, 'hooks'), command);
    setConfig(root, { 'core.hooksPath': join(outside, 'hooks') });
  }),
  place('attributes that are in no commit', `${DIFF} -- committed.js`, ({ root, command }) => {
    writeTree(root, { '.git/info/attributes': 'committed.js diff=y filter=y\n' });
    setConfig(root, { 'diff.y.textconv': command('textconv-y'), 'filter.y.clean': command('clean-y'), 'diff.y.command': command('diff-y') });
  }),
  // Of what leaklint runs only the fetch of the action asks: test/action/hostile.test.ts plants the same there.
  place('alternates whose refs are asked for', 'git rev-list --alternate-refs', ({ root, outside, command }) => {
    createRepository(join(outside, 'other'), { 'a.js': 'a\n' });
    writeTree(root, { '.git/objects/info/alternates': `${outside}/other/.git/objects\n/dev/null\n/proc/self/fd\n../../..\n` });
    setConfig(root, { 'core.alternateRefsCommand': command('alternates') });
  }),
  place('what brings a submodule up to date', 'git submodule update', ({ root, command }) => {
    createRepository(join(root, 'module'), { 'm.js': 'm\n' });
    writeTree(root, { '.gitmodules': '[submodule "module"]\n\tpath = module\n\turl = ./module\n' });
    runGit(root, ['-c', 'advice.addEmbeddedRepo=false', 'add', 'module', '.gitmodules']);
    runGit(join(root, 'module'), ['commit', '-q', '--allow-empty', '-m', 'later']);
    setConfig(root, { 'submodule.module.url': join(root, 'module'), 'submodule.module.update': `!${command('submodule')}` });
  }),
  place('a repository in the repository', 'git -C inner status', ({ root, command }) => {
    createRepository(join(root, 'inner'), { 'i.js': 'i\n' });
    setConfig(join(root, 'inner'), { 'core.fsmonitor': command('inner') });
  }),
  place('a git folder elsewhere', 'git status', ({ root, outside, command }) => {
    renameSync(join(root, '.git'), join(outside, 'git'));
    writeTree(root, { '.git': `gitdir: ${outside}/git\n` });
    setConfig(root, { 'core.fsmonitor': command('elsewhere') });
  }),
  place('a work tree elsewhere', 'git status', ({ root, outside, command }) => {
    writeTree(outside, { '.gitattributes': '* filter=x diff=x\n' });
    setConfig(root, { 'core.worktree': outside, 'core.fsmonitor': command('fsmonitor'), 'diff.x.textconv': command('textconv'), 'filter.x.clean': command('clean') });
  }),
  place('another git', 'git status', ({ root, command }) => {
    renameSync(command('git'), join(root, 'git'));
    return { PATH: [root, '.', process.env['PATH'] ?? ''].join(delimiter) };
  }),
];

function variable(name: string, show: string): Plant {
  return place(name, show, ({ command }) => ({ [name]: command(name) }));
}

/** What git takes from the environment. */
const variables: readonly Plant[] = [
  variable('GIT_EXTERNAL_DIFF', DIFF),
  variable('GIT_SSH_COMMAND', 'git ls-remote ssh://host.invalid/x'),
  variable('GIT_SSH', 'git ls-remote ssh://host.invalid/x'),
  variable('GIT_PROXY_COMMAND', 'git ls-remote git://host.invalid/x'),
  variable('GIT_EDITOR', 'git commit --amend'),
  variable('GIT_PAGER', PAGE),
  variable('GIT_ASKPASS', FILL),
  variable('SSH_ASKPASS', FILL),
  place('GIT_TRACE2_EVENT', 'git status', ({ command }) => ({ GIT_TRACE2_EVENT: command('trace').replace(/[^/]*$/, 'marks/trace') })),
  place('GIT_CONFIG_PARAMETERS', 'git status', ({ command }) => ({ GIT_CONFIG_PARAMETERS: `'core.fsmonitor'='${command('parameters')}'` })),
  place('GIT_CONFIG_COUNT', 'git status', ({ command }) => ({ GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'core.fsmonitor', GIT_CONFIG_VALUE_0: command('counted') })),
];

/** In a partial clone git fetches what is missing, in the way that the repository says. */
const fetches: readonly Plant[] = settings.filter(({ show }) => show === 'git fetch origin').map(({ name, settings: way }) => ({
  name: `a missing object: ${name}`,
  show: 'git cat-file -p HEAD~1:lost.js',
  isLost: true,
  plant({ root, outside, command }) {
    for (const name of ['HEAD~1:lost.js', ':staged.js']) renameSync(objectFile(root, name), join(outside, name.replace(/.*:/, '')));
    setConfig(root, { 'core.repositoryFormatVersion': '1', 'extensions.partialClone': 'origin', 'remote.origin.promisor': 'true', 'protocol.allow': 'always', ...way(command, root) });
  },
}));

export const plants: readonly Plant[] = [...settings, ...configs, ...places, ...variables, ...fetches];
