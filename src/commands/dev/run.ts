import { randomBytes } from 'node:crypto';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CommandContext, CommandLineOf } from '../../model/command.js';
import { invalidPort, portInUse } from '../../model/errors/dev.js';
import { noSources, packagesMissing, unknownProvider } from '../../model/errors/project.js';
import { readServedProject, requireProvider } from '../../project/served-project.js';
import { tokensOf } from '../../remote/discovery.js';
import { Builds } from './builds.js';
import { CallList } from './calls.js';
import { clientEntry } from './client-entry.js';
import type { options } from './command.js';
import { Forwarder } from './forward.js';
import { type ListedState, readLists } from './lists.js';
import { type DevServer, devServer } from './server.js';
import { SignInPrograms, signInStates } from './sign-in.js';
import { checkTypes, type TypeFault } from './types.js';
import { buildOnChange } from './watch.js';

const DEFAULT_PORT = 8800;
/** The state that the page shows above the tools. */
interface PageState {
  name: string;
  build: number;
  /** Milliseconds from the save to the served build. */
  ms?: number;
  failed?: string;
  /** Type errors; absent during the first check. */
  types?: TypeFault[];
  providers: Record<
    string,
    ListedState & {
      /** Number of tokens that a model reads of each tool, by the tool's name. */
      tokens: Record<string, number>;
      signIn: string;
      signInPage?: string | undefined;
      url: string;
    }
  >;
}

/**
 * Serves the project at or above a directory in its saved state, until Ctrl-C.
 * @throws CliError `dev/…`, `project/…`
 */
// eslint-disable-next-line max-lines-per-function -- server, builds and forwarder refer to each other
export async function run(
  context: CommandContext,
  commandLine: CommandLineOf<typeof options>,
): Promise<0> {
  const { host, ui, flags, signal } = context;
  const { live, node, loader, root, packageName, names } = await sourcesAt(context, commandLine);
  const providerName = commandLine.options.provider;
  const state: PageState = { name: packageName ?? basename(root), build: 0, providers: {} };
  const token = randomBytes(24).toString('base64url');
  const publish = () => server.publish('state', state);
  const calls = new CallList((call) => server.publish('call', call));
  const base = ['--enable-source-maps', ...loader.options, fileURLToPath(loader.module)];
  const args = serverArguments(providerName);
  const signIns = new SignInPrograms(live, { node, root, loader }, () => refreshPage());
  const builds: Builds = new Builds(
    (options) =>
      live.start([node, ...base, ...args], {
        cwd: root,
        env: environment(),
        ...options,
      }),
    {
      trace: (message) => calls.note(message),
      line: (line) => ui.note(line),
      failed(problem) {
        state.failed = problem;
        const rest = builds.isServing ? 'The last build is still served.' : 'Nothing is served.';
        ui.error(problem, rest);
        publish();
      },
      move: (build) => forwarder.move(build),
      serving(build, ms) {
        delete state.failed;
        Object.assign(state, { build: build.number, ms: Math.round(ms) });
        ui.success(`Build ${build.number} is served (${Math.round(ms)} ms)`);
        publish();
        setTimeout(refreshPage, 0);
      },
    },
  );
  const forwarder: Forwarder = new Forwarder(builds, calls);
  const server: DevServer = await devServer(portOf(commandLine.options.port), {
    forwarder,
    token,
    pageFile: (name) => host.files.read(join(live.page, name)),
    async view(provider, uri) {
      const build = names.includes(provider) ? await builds.current() : undefined;
      const result = build && (await forwarder.ask(build, provider, 'resources/read', { uri }));
      const [first] = (result?.contents ?? []) as { text?: string }[];
      return first?.text;
    },
    snapshot: () => ({ state, calls: calls.list }),
    actions: {
      clear: async () => (calls.clear(), {}),
      client: async ({ client = '', provider = '' }) => ({
        text: await clientEntry(context, root, { client, provider, url: urlOf(provider) }),
      }),
      signIn: async ({ provider = '' }) => {
        if (!names.includes(provider)) throw unknownProvider(provider, undefined);
        await signIns.start(provider);
        return {};
      },
    },
  }).catch((error: unknown) => {
    throw portInUse(portOf(commandLine.options.port), error);
  });

  const urlOf = (provider: string) => `http://127.0.0.1:${server.port}/${provider}/mcp`;
  /** Pages and metadata state the port of this server; the caller is the user of this computer. */
  const environment = () => ({ MCP_PUBLIC_URL: `http://127.0.0.1:${server.port}`, MCP_ISSUER: '' });

  /** Lists each provider again, and notifies clients of differences. */
  /** What cannot be listed now, because its build has ended meanwhile, is listed with the next build or sign-in. */
  function refreshPage(): void {
    refresh().catch(() => {});
  }

  async function refresh(): Promise<void> {
    const build = await builds.current();
    if (!build) return;
    const states = await signInStates(context, root);
    for (const name of providerName === undefined ? names : [providerName]) {
      const { changed: changedLists, ...listedState } = await readLists(
        forwarder,
        build,
        name,
        state.providers[name],
      );
      const signIn = { signIn: states[name] ?? 'unknown', signInPage: signIns.pageOf(name) };
      const tools = listedState.tools as Parameters<typeof tokensOf>[0][];
      const tokens = Object.fromEntries(tools.map((tool) => [tool.name, tokensOf(tool)]));
      state.providers[name] = { ...listedState, tokens, ...signIn, url: urlOf(name) };
      for (const list of changedLists) forwarder.streams.tell(name, list);
    }
    publish();
  }

  const stopWatching = buildOnChange(live, root, builds);
  const endOfRun = untilAborted(signal);
  await Promise.race([builds.next(), endOfRun]);
  const types =
    commandLine.options.types === false
      ? undefined
      : checkTypes(live, { node, root }, (faults) => {
          const previousCount = state.types?.length ?? 0;
          state.types = faults;
          if (faults.length > 0 || previousCount > 0) ui.note(typesText(faults));
          publish();
        });
  const page = `http://127.0.0.1:${server.port}/_dev/#t=${token}`;
  const servedNames = providerName === undefined ? names : [providerName];
  const urls = Object.fromEntries(servedNames.map((name) => [name, urlOf(name)]));
  ui.result(flags.json ? JSON.stringify({ page, providers: urls }) : addressText(page, urls));
  await endOfRun;
  stopWatching();
  types?.stop();
  builds.close();
  server.close();
  return 0;
}

/** The project at or above a directory, and the loader that builds it. @throws CliError `project/…` */
async function sourcesAt({ host }: CommandContext, commandLine: CommandLineOf<typeof options>) {
  const { node } = host;
  const live = await host.live?.();
  const [directory = '.'] = commandLine.arguments;
  const { root, packageName, providers } = await readServedProject(
    host.files,
    resolve(host.cwd, directory),
  );
  const names = providers.map(({ name }) => name);
  requireProvider(root, names, commandLine.options.provider);
  if (
    !live ||
    !host.projectLoader ||
    node === undefined ||
    (await host.files.kind(join(root, 'src', 'server.ts'))) !== 'file'
  )
    throw noSources(root);
  const loader = host.projectLoader(root);
  if (!loader) throw packagesMissing(root);
  return { live, node, loader, root, packageName, names };
}

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((end) => {
    if (signal.aborted) end();
    else signal.addEventListener('abort', () => end(), { once: true });
  });

const serverArguments = (provider: string | undefined): string[] => [
  ...['--transport', 'http', '--port', '0', '--debug'],
  ...(provider === undefined ? [] : ['--provider', provider]),
];

const addressText = (page: string, urls: Readonly<Record<string, string>>): string =>
  [`Page  ${page}`, ...Object.entries(urls).map(([name, url]) => `${name}  ${url}`)].join('\n');

/** Parses a port. @throws CliError `dev/invalid-port` */
function portOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PORT;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw invalidPort(text);
  return port;
}

const typesText = (faults: readonly TypeFault[]): string =>
  faults.length === 0
    ? 'Types: no errors'
    : faults.map(({ file, line, column, text }) => `${file}:${line}:${column} ${text}`).join('\n');
