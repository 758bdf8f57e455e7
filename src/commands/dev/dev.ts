import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CommandContext } from '../../model/command.js';
import { portInUse } from '../../model/errors/dev.js';
import { unknownProvider } from '../../model/errors/project.js';
import type { DevHost, ProjectLoader, RunningProgram } from '../../model/host.js';
import { type Build, Builds, type StartBuild } from './builds.js';
import { CallList } from './calls.js';
import { clientEntry } from './client-entry.js';
import { Forwarder } from './forward.js';
import { DevPage } from './page.js';
import { type DevServer, devServer } from './server.js';
import { SignInPrograms, signInStates } from './sign-in.js';

/** A project that can be built, and what builds it. */
export interface Sources {
  devHost: DevHost;
  node: string;
  loader: ProjectLoader;
  root: string;
  title: string;
  /** Names of all providers of the project. */
  names: readonly string[];
  /** The provider that is served alone. */
  provider: string | undefined;
  served: readonly string[];
}

/** Serves the page and the providers of a project: starts their builds, and forwards calls to the newest one. */
export class Dev {
  readonly builds: Builds;
  readonly page: DevPage;
  readonly #calls = new CallList((call) => this.#server?.publish('call', call));
  readonly #forwarder: Forwarder;
  readonly #signIns: SignInPrograms;
  /** Token that only the page of this run has. */
  readonly #token = randomBytes(24).toString('base64url');
  #server: DevServer | undefined;

  private constructor(
    private readonly context: CommandContext,
    private readonly sources: Sources,
  ) {
    this.page = new DevPage(sources.title, (state) => this.#server?.publish('state', state));
    this.#signIns = new SignInPrograms(sources.devHost, sources, () => this.#refreshPage());
    this.builds = new Builds((options) => this.#startBuild(options), {
      onTrace: (message) => this.#calls.note(message),
      onLine: (line) => context.ui.note(line),
      onFailure: (problem) => this.#showFailed(problem),
      moveSessions: (build) => this.#forwarder.move(build),
      onServing: (build, ms) => this.#showServed(build, ms),
    });
    this.#forwarder = new Forwarder(this.builds, this.#calls);
  }

  /** @throws CliError `dev/port` */
  static async serve(context: CommandContext, sources: Sources, port: number): Promise<Dev> {
    const dev = new Dev(context, sources);
    dev.#server = await dev.#listen(port).catch((error: unknown) => {
      throw portInUse(port, error);
    });
    return dev;
  }

  get pageUrl(): string {
    return `${this.#origin}/_dev/#t=${this.#token}`;
  }

  /** Returns the URL at which clients find a provider. */
  urlOf(provider: string): string {
    return `${this.#origin}/${provider}/mcp`;
  }

  close(): void {
    this.builds.close();
    this.#server?.close();
  }

  get #origin(): string {
    return `http://127.0.0.1:${this.#server?.port ?? 0}`;
  }

  #listen(port: number): Promise<DevServer> {
    const { context, sources } = this;
    return devServer(port, {
      forwarder: this.#forwarder,
      token: this.#token,
      pageFile: (name) => context.host.files.read(join(sources.devHost.page, name)),
      view: (provider, uri) => this.#viewText(provider, uri),
      snapshot: () => ({ state: this.page.state, calls: this.#calls.list }),
      actions: {
        clear: async () => {
          this.#calls.clear();
          return {};
        },
        client: async ({ client = '', provider = '' }) => ({
          text: await clientEntry(context, sources.root, {
            client,
            provider,
            url: this.urlOf(provider),
          }),
        }),
        signIn: async ({ provider = '' }) => {
          if (!sources.names.includes(provider)) throw unknownProvider(provider, undefined);
          await this.#signIns.start(provider);
          return {};
        },
      },
    });
  }

  #startBuild(options: Parameters<StartBuild>[0]): RunningProgram {
    const { devHost, node, loader, root, provider } = this.sources;
    const program = ['--enable-source-maps', ...loader.options, fileURLToPath(loader.module)];
    return devHost.startProgram([node, ...program, ...serverArguments(provider)], {
      cwd: root,
      // Pages and metadata state the port of this server; the caller is the user of this computer.
      env: { MCP_PUBLIC_URL: this.#origin, MCP_ISSUER: '' },
      ...options,
    });
  }

  #showFailed(problem: string): void {
    const rest = this.builds.isServing ? 'The last build is still served.' : 'Nothing is served.';
    this.context.ui.error(problem, rest);
    this.page.setFailed(problem);
  }

  #showServed(build: Build, ms: number): void {
    this.context.ui.success(`Build ${build.number} is served (${Math.round(ms)} ms)`);
    this.page.setServed(build, ms);
    setTimeout(() => this.#refreshPage(), 0);
  }

  /** Returns the text of a view; undefined if no build serves it. */
  async #viewText(provider: string, uri: string): Promise<string | undefined> {
    if (!this.sources.names.includes(provider)) return undefined;
    const build = await this.builds.current();
    const result = build && (await this.#forwarder.ask(build, provider, 'resources/read', { uri }));
    const [first] = (result?.contents ?? []) as { text?: string }[];
    return first?.text;
  }

  /** Lists the tools for the page again, unless the build ends meanwhile: then the next build or sign-in does. */
  #refreshPage(): void {
    this.#listProviders().catch(() => {});
  }

  async #listProviders(): Promise<void> {
    const build = await this.builds.current();
    if (!build) return;
    const states = await signInStates(this.context, this.sources.root);
    await this.page.list(this.sources.served, this.#forwarder, build, (name) => ({
      signIn: states[name] ?? 'unknown',
      signInPage: this.#signIns.pageOf(name),
      url: this.urlOf(name),
    }));
  }
}

const serverArguments = (provider: string | undefined): string[] => [
  ...['--transport', 'http', '--port', '0', '--debug'],
  ...(provider === undefined ? [] : ['--provider', provider]),
];
