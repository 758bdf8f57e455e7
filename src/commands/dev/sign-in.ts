import { join } from 'node:path';
import type { CommandContext } from '../../model/command.js';
import type { DevHost, ProjectLoader } from '../../model/host.js';
import { readProject } from '../../project/read.js';
import { listProviders, signInMachine } from '../../session/list-providers.js';

/** Returns the sign-in state of each provider for the user of this computer, in the terms of `list`. */
export async function signInStates(
  { host }: CommandContext,
  root: string,
): Promise<Record<string, string>> {
  const project = await readProject(host.files, root);
  const listedProviders = await listProviders(project, await signInMachine(host, root));
  return Object.fromEntries(listedProviders.map(({ name, signIn }) => [name, signIn]));
}

/** The sign-in pages of the providers. Each page belongs to a program that ends by itself. */
export class SignInPrograms {
  /** Only one program per provider runs, because a second one would find its port in use. */
  readonly #open = new Map<string, { url?: string; started?: Promise<void> }>();

  constructor(
    private readonly devHost: DevHost,
    private readonly program: { node: string; root: string; loader: ProjectLoader },
    private readonly onChange: () => void,
  ) {}

  /** Returns the URL of a page that waits for the user. */
  pageOf(provider: string): string | undefined {
    return this.#open.get(provider)?.url;
  }

  /** Opens the page of a provider. @throws Error with the last line of a program that ended without a page */
  start(provider: string): Promise<void> {
    return (this.#open.get(provider)?.started ?? this.#start(provider)).then(this.onChange);
  }

  #start(provider: string): Promise<void> {
    const { node, root, loader } = this.program;
    const start = [...loader.options, '--import', loader.module.href];
    const program = [node, ...start, join(root, 'src', 'server.ts')] as const;
    const options = ['--provider', provider, '--local-auth', '--no-open'];
    const signInProgram: { url?: string; started?: Promise<void> } = {};
    this.#open.set(provider, signInProgram);
    return (signInProgram.started = new Promise((resolve, reject) => {
      let last = '';
      this.devHost.startProgram([...program, ...options], {
        cwd: root,
        onLine(line) {
          last = line;
          const [url] = /http:\/\/\S+$/.exec(line) ?? [];
          if (url === undefined) return;
          signInProgram.url = url;
          resolve();
        },
        onEnd: () => {
          this.#open.delete(provider);
          reject(new Error(last.replace(/^error: /, '')));
          this.onChange();
        },
      });
    }));
  }
}
