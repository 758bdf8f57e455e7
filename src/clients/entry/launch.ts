import { posix, win32 } from 'node:path';
import { type Draft, note, warn } from './draft.js';
import type { NodeRun, NpxRun } from './server.js';

/** The command line that starts a server, as this client can run it. */
export function commandLine(draft: Draft, run: NodeRun | NpxRun): [string, ...string[]] {
  return run.by === 'node'
    ? [nodeCommand(draft), serverPath(draft, run.file), ...run.args]
    : npxLine(draft, ['-y', run.package, ...run.args]);
}

function nodeCommand(draft: Draft): string {
  const { client, surroundings } = draft;
  if (surroundings.scope === 'project' || !client.desktop) return 'node';
  if (surroundings.node !== undefined) return stablePath(surroundings.node);
  warn(draft, 'no-node-path', `${client.label} may not find "node" on its PATH.`);
  return 'node';
}

/** Desktop programs need `npx` as a script of Node.js: its first line looks for `node` on the PATH. */
export function npxLine(draft: Draft, args: readonly string[]): [string, ...string[]] {
  const { client, surroundings } = draft;
  const { scope, platform, node, npxCli } = surroundings;
  if (scope === 'user' && client.desktop) {
    if (node !== undefined && npxCli !== undefined)
      return [stablePath(node), stablePath(npxCli), ...args];
    warn(draft, 'no-node-path', `${client.label} may not find "npx" on its PATH.`);
  }
  if (platform !== 'win32' || !client.cmdOnWindows) return ['npx', ...args];
  if (scope === 'user') return ['cmd', '/c', 'npx', ...args];
  note(draft, 'cmd', 'On Windows, "npx" needs "cmd /c" in front; shared files do not contain it.');
  return ['npx', ...args];
}

/** Homebrew removes the folder of a version with the next one; the link beside it stays. */
export const stablePath = (path: string): string =>
  path.replace(/^(.*)\/Cellar\/(node(?:@\d+)?)\/[^/]+\//, '$1/opt/$2/');

/** Project files are shared: paths in them are relative to the folder that is open in the client. */
function serverPath(draft: Draft, file: string): string {
  const { client, surroundings } = draft;
  if (surroundings.scope === 'user') return file;
  const path = surroundings.platform === 'win32' ? win32 : posix;
  const below = path.relative(surroundings.workspace, file);
  if (below.startsWith('..') || path.isAbsolute(below)) {
    warn(
      draft,
      'absolute-path',
      'The entry contains a path of this computer: do not share the file.',
    );
    return file;
  }
  const relative = below.split(path.sep).join('/');
  const workspace = client.variables?.workspace;
  return workspace === undefined ? relative : `${workspace}/${relative}`;
}
