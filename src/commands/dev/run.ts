import { randomBytes } from 'node:crypto';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { entryOptions } from '../../client-config/options.js';
import { print } from '../../client-config/print.js';
import { requestFor } from '../../client-config/request.js';
import type { CommandContext, CommandLineOf } from '../../model/command.js';
import { invalidPort, portInUse } from '../../model/errors/dev.js';
import { noSources, packagesMissing, unknownProvider } from '../../model/errors/project.js';
import type { LiveHost } from '../../model/host.js';
import { readProject, requireProvider } from '../../project/served-project.js';
import { tokensOf } from '../../remote/discovery.js';
import { type Build, Builds } from './builds.js';
import { CallList } from './calls.js';
import type { options } from './command.js';
import { Forwarder, type ListName } from './forward.js';
import { type DevServer, devServer } from './server.js';
import { SignInPrograms, signInStates } from './sign-in.js';
import { checkTypes, type TypeFault } from './types.js';

const DEFAULT_PORT = 8800;
/** Delay after a change in milliseconds, because editors write a file in several steps. */
const SETTLE_MS = 8;
const TRIGGERS =
  /^(\.env|provider-config\.yaml|package\.json|package-lock\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lockb?)$/;
const PACKAGES = /^(?:package|pnpm|yarn|bun)/;

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
      /** Texts by tool that a model reads. */
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
  const signIns = new SignInPrograms(live, { node, root, loader }, () => void refresh());
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
        setTimeout(() => void refresh().catch(() => {}), 0);
      },
    },
  );
  const forwarder: Forwarder = new Forwarder(builds, calls);
  const server: DevServer = await devServer(portOf(commandLine.options.port), {
    forwarder,
    token,
    pageFile: (name) => host.files.read(join(live.page, name)),
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
  async function refresh(): Promise<void> {
    const build = await builds.current();
    if (!build) return;
    const states = await signInStates(context, root);
    for (const name of providerName === undefined ? names : [providerName]) {
      const { changed: changedLists, ...listedState } = await listsOf(
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

/** The project at or above a directory, and its bundler. @throws CliError `project/…` */
async function sourcesAt({ host }: CommandContext, commandLine: CommandLineOf<typeof options>) {
  const { node } = host;
  const live = await host.live?.();
  const [directory = '.'] = commandLine.arguments;
  const { root, packageName, providers } = await readProject(
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

/** Builds after each change of the sources. @returns a function that stops it */
function buildOnChange(live: LiveHost, root: string, builds: Builds): () => void {
  let timer: NodeJS.Timeout | undefined;
  const buildLater = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void builds.next(), SETTLE_MS);
  };
  const stops = [
    live.watch(join(root, 'src'), true, buildLater),
    live.watch(root, false, (name) => {
      if (!TRIGGERS.test(name)) return;
      if (PACKAGES.test(name)) builds.renew();
      buildLater();
    }),
  ];
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}

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

/** The client entry for the URL of a provider, as `mcp-provider config` prints it. @throws CliError */
async function clientEntry(
  context: CommandContext,
  root: string,
  { client, provider, url }: { client: string; provider: string; url: string },
): Promise<string> {
  const printedTexts: string[] = [];
  const printText = (text: string) => void printedTexts.push(text);
  const ui = {
    ...context.ui,
    interactive: false,
    result: printText,
    data: printText,
    note: printText,
  };
  const projectContext = { ...context, ui, host: { ...context.host, cwd: root } };
  const options = entryOptions({ client, providers: [provider], url: new URL(url) });
  await print(projectContext, await requestFor(projectContext, client, options), options);
  return printedTexts.join('\n');
}

const LISTS: readonly ListName[] = ['tools', 'resources', 'prompts'];

/** The lists of a provider, as clients get them. */
type ListedState = Record<ListName, unknown[]>;

/** Lists a provider. @returns the lists, and the names of those that differ from the previous ones */
async function listsOf(
  forwarder: Forwarder,
  build: Build,
  provider: string,
  previousState: ListedState | undefined,
): Promise<ListedState & { changed: ListName[] }> {
  const lists = await Promise.all(
    LISTS.map(async (list) => {
      const result = await forwarder.ask(build, provider, `${list}/list`);
      return [list, Array.isArray(result[list]) ? result[list] : []] as const;
    }),
  );
  const currentState = Object.fromEntries(lists) as ListedState;
  const differs = (list: ListName) =>
    JSON.stringify(previousState?.[list]) !== JSON.stringify(currentState[list]);
  return { ...currentState, changed: previousState ? LISTS.filter(differs) : [] };
}
