import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { diskFiles } from '../../src/host/disk.js';
import { exec } from '../../src/host/exec.js';
import type { Tree } from '../support/base-project.js';
import { runCommand } from '../support/run-command.js';

export const versionControls = [
  'Git',
  'a shallow clone',
  'a checkout with Windows line ends',
  'no Git',
] as const;
export type VersionControl = (typeof versionControls)[number];

const git = (cwd: string, ...argv: string[]) =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...argv], {
    cwd,
    stdio: 'pipe',
  });

const treeOf = (root: string): Tree =>
  Object.fromEntries(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !`${entry.parentPath}/`.includes('/.git/'))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')]),
  );

function write(root: string, tree: Tree): void {
  for (const name of readdirSync(root))
    if (name !== '.git') rmSync(join(root, name), { recursive: true });
  for (const [path, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** A project on disk, committed as it was generated and as it was edited. */
export function projectIn(control: VersionControl, generated: Tree, edited: Tree) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'upgrade-')));
  const origin = join(folder, 'acme-mcp');
  mkdirSync(origin);
  const commit = (root: string, message: string) => {
    if (control === 'no Git') return;
    git(root, 'add', '-A');
    git(root, 'commit', '-qm', message, '--allow-empty');
  };
  if (control !== 'no Git') git(origin, 'init', '-q');
  for (const tree of [generated, edited]) {
    write(origin, tree);
    commit(origin, 'changed');
  }
  const cloneOptions: Partial<Record<VersionControl, string[]>> = {
    'a shallow clone': ['--depth', '1'],
    'a checkout with Windows line ends': ['-c', 'core.autocrlf=true'],
  };
  const options = cloneOptions[control];
  const root = options ? join(folder, 'clone') : origin;
  if (options) git(folder, 'clone', '-q', ...options, `file://${origin}`, root);
  return {
    root,
    /** @param rendered what the recorded version renders; undefined if it is not in the registry */
    async upgrade(rendered: Tree | undefined) {
      const ran: string[] = [];
      const outcome = await runCommand(['upgrade', '--no-install'], {
        files: diskFiles,
        cwd: root,
        env: {},
        stdin: () => Promise.resolve(''),
        exec(words, options) {
          if (words[0] !== 'npx') return exec(words, options);
          ran.push(words.join(' '));
          const stdout = rendered ? JSON.stringify(rendered) : '';
          return Promise.resolve({ exitCode: rendered ? 0 : 1, stdout, output: stdout });
        },
      });
      return { ...outcome, ran, tree: treeOf(root) };
    },
    commit: () => commit(root, 'upgraded'),
    tree: () => treeOf(root),
    remove: () => rmSync(folder, { recursive: true }),
  };
}
