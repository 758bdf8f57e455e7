import { join } from 'node:path';
import type { CommandContext } from '../../model/command.js';
import type { LiveHost, ProjectLoader } from '../../model/host.js';
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

/** The sign-in pages of the providers, each of a program that ends by itself. */
export class SignIns {
  /** A second program of a provider could not start: its port is taken. */
  readonly #open = new Map<string, { url?: string; started?: Promise<void> }>();

  constructor(
    private readonly live: LiveHost,
    private readonly program: { node: string; root: string; loader: ProjectLoader },
    private readonly changed: () => void,
  ) {}

  /** The address of a page that waits for the person. */
  pageOf(provider: string): string | undefined {
    return this.#open.get(provider)?.url;
  }

  /** Opens the page of a provider. @throws Error with the last line of a program that ended without one */
  start(provider: string): Promise<void> {
    return (this.#open.get(provider)?.started ?? this.#start(provider)).then(this.changed);
  }

  #start(provider: string): Promise<void> {
    const { node, root, loader } = this.program;
    const start = [...loader.options, '--import', loader.module.href];
    const program = [node, ...start, join(root, 'src', 'server.ts')] as const;
    const options = ['--provider', provider, '--local-auth', '--no-open'];
    const one: { url?: string; started?: Promise<void> } = {};
    this.#open.set(provider, one);
    return (one.started = new Promise((resolve, reject) => {
      let last = '';
      this.live.start([...program, ...options], {
        cwd: root,
        onLine(line) {
          last = line;
          const [url] = /http:\/\/\S+$/.exec(line) ?? [];
          if (url === undefined) return;
          one.url = url;
          resolve();
        },
        onEnd: () => {
          this.#open.delete(provider);
          reject(new Error(last.replace(/^error: /, '')));
          this.changed();
        },
      });
    }));
  }
}
