import { join } from 'node:path';
import type { CommandContext } from '../../model/command.js';
import type { LiveHost } from '../../model/host.js';
import { readProject } from '../../project/read.js';
import { listProviders, machineOf } from '../../session/list-providers.js';

/** The state of each sign-in of the person at this computer, in the words of `list`. */
export async function signInStates(
  { host }: CommandContext,
  root: string,
): Promise<Record<string, string>> {
  const project = await readProject(host.files, root);
  const listed = await listProviders(project, await machineOf(host, root));
  return Object.fromEntries(listed.map(({ name, signIn }) => [name, signIn]));
}

/** Starts the sign-in page of a provider, which ends by itself. @returns its address */
export function signIn(
  live: LiveHost,
  { node, root, loader, provider }: { node: string; root: string; loader: URL; provider: string },
  onEnd: () => void,
): Promise<string> {
  const program = [node, '--import', loader.href, join(root, 'src', 'server.ts')] as const;
  const options = ['--provider', provider, '--local-auth', '--no-open'];
  return new Promise((resolve, reject) => {
    let last = '';
    live.start([...program, ...options], {
      cwd: root,
      onLine(line) {
        last = line;
        const [url] = /http:\/\/\S+$/.exec(line) ?? [];
        if (url !== undefined) resolve(url);
      },
      onEnd() {
        reject(new Error(last));
        onEnd();
      },
    });
  });
}
