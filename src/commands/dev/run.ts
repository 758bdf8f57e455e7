import { randomBytes } from 'node:crypto';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { entryOptions } from '../../client-config/options.js';
import { print } from '../../client-config/print.js';
import { requestFor } from '../../client-config/request.js';
import type { CommandContext, Given } from '../../model/command.js';
import { invalidPort, portInUse } from '../../model/errors/dev.js';
import { noSources, packagesMissing, unknownProvider } from '../../model/errors/project.js';
import type { LiveHost } from '../../model/host.js';
import { readProject, requireProvider } from '../../project/served-project.js';
import { tokensOf } from '../../remote/discovery.js';
import { type Build, Builds } from './builds.js';
import { Calls } from './calls.js';
import type { options } from './command.js';
import { Forwarder, type ListName } from './forward.js';
import { type DevServer, devServer } from './server.js';
import { SignIns, signInStates } from './sign-in.js';
import { checkTypes, type TypeFault } from './types.js';

const DEFAULT_PORT = 8800;
/** Editors write a file in several steps. */
const SETTLE_MS = 8;
const TRIGGERS =
  /^(\.env|provider-config\.yaml|package\.json|package-lock\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lockb?)$/;
const PACKAGES = /^(?:package|pnpm|yarn|bun)/;

/** What the page shows above the tools. */
interface State {
  name: string;
  build: number;
  /** From the save to the build that is served. */
  ms?: number;
  failed?: string;
  /** Absent while they are checked for the first time. */
  types?: TypeFault[];
  providers: Record<
    string,
    ListedState & {
      /** By tool: what a model reads of it. */
      tokens: Record<string, number>;
      signIn: string;
      signInPage?: string | undefined;
      url: string;
    }
  >;
}

/** Serves the project at and above a directory as it is saved, until Ctrl-C. @throws CliError `dev/…`, `project/…` */
export async function run(context: CommandContext, given: Given<typeof options>): Promise<0> {
  const { host, ui, flags, signal } = context;
  const { live, node, loader, root, packageName, names } = await sourcesAt(context, given);
  const providerName = given.options.provider;
  const state: State = { name: packageName ?? basename(root), build: 0, providers: {} };
  const token = randomBytes(24).toString('base64url');
  const publish = () => server.publish('state', state);
  const calls = new Calls((call) => server.publish('call', call));
  const base = ['--enable-source-maps', ...loader.options, fileURLToPath(loader.module)];
  const args = serverArguments(providerName);
  const signIns = new SignIns(live, { node, root, loader }, () => void refresh());
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
  const server: DevServer = await devServer(portOf(given.options.port), {
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
    throw portInUse(portOf(given.options.port), error);
  });

  const urlOf = (provider: string) => `http://127.0.0.1:${server.port}/${provider}/mcp`;
  /** Pages and metadata state the port of this server; callers are the person at this computer. */
  const environment = () => ({ MCP_PUBLIC_URL: `http://127.0.0.1:${server.port}`, MCP_ISSUER: '' });

  /** What each provider lists now; clients are told of what differs. */
  async function refresh(): Promise<void> {
    const build = await builds.current();
    if (!build) return;
    const states = await signInStates(context, root);
    for (const name of providerName === undefined ? names : [providerName]) {
      const { changed, ...listed } = await listsOf(forwarder, build, name, state.providers[name]);
      const signIn = { signIn: states[name] ?? 'unknown', signInPage: signIns.pageOf(name) };
      const tools = listed.tools as Parameters<typeof tokensOf>[0][];
      const tokens = Object.fromEntries(tools.map((tool) => [tool.name, tokensOf(tool)]));
      state.providers[name] = { ...listed, tokens, ...signIn, url: urlOf(name) };
      for (const list of changed) forwarder.streams.tell(name, list);
    }
    publish();
  }

  const stopWatching = buildOnChange(live, root, builds);
  const ended = aborted(signal);
  await Promise.race([builds.next(), ended]);
  const types =
    given.options.types === false
      ? undefined
      : checkTypes(live, { node, root }, (faults) => {
          const before = state.types?.length ?? 0;
          state.types = faults;
          if (faults.length > 0 || before > 0) ui.note(typesText(faults));
          publish();
        });
  const page = `http://127.0.0.1:${server.port}/_dev/#t=${token}`;
  const served = providerName === undefined ? names : [providerName];
  const urls = Object.fromEntries(served.map((name) => [name, urlOf(name)]));
  ui.result(flags.json ? JSON.stringify({ page, providers: urls }) : addressText(page, urls));
  await ended;
  stopWatching();
  types?.stop();
  builds.close();
  server.close();
  return 0;
}

/** The project at and above a directory, and what builds it. @throws CliError `project/…` */
async function sourcesAt({ host }: CommandContext, given: Given<typeof options>) {
  const { node } = host;
  const live = await host.live?.();
  const [directory = '.'] = given.arguments;
  const { root, packageName, providers } = await readProject(
    host.files,
    resolve(host.cwd, directory),
  );
  const names = providers.map(({ name }) => name);
  requireProvider(root, names, given.options.provider);
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

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((end) => {
    if (signal.aborted) end();
    else signal.addEventListener('abort', () => end(), { once: true });
  });

const serverArguments = (provider: string | undefined): string[] => [
  ...['--transport', 'http', '--port', '0', '--debug'],
  ...(provider === undefined ? [] : ['--provider', provider]),
];

/** Builds after each change of the sources. @returns what stops it */
function buildOnChange(live: LiveHost, root: string, builds: Builds): () => void {
  let timer: NodeJS.Timeout | undefined;
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void builds.next(), SETTLE_MS);
  };
  const stops = [
    live.watch(join(root, 'src'), true, changed),
    live.watch(root, false, (name) => {
      if (!TRIGGERS.test(name)) return;
      if (PACKAGES.test(name)) builds.renew();
      changed();
    }),
  ];
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}

const addressText = (page: string, urls: Readonly<Record<string, string>>): string =>
  [`Page  ${page}`, ...Object.entries(urls).map(([name, url]) => `${name}  ${url}`)].join('\n');

/** @throws CliError `dev/invalid-port` */
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

/** The entry of a client for the URL of a provider, as `mcp-provider config` prints it. @throws CliError */
async function clientEntry(
  context: CommandContext,
  root: string,
  { client, provider, url }: { client: string; provider: string; url: string },
): Promise<string> {
  const printed: string[] = [];
  const say = (text: string) => void printed.push(text);
  const ui = { ...context.ui, interactive: false, result: say, data: say, note: say };
  const there = { ...context, ui, host: { ...context.host, cwd: root } };
  const options = entryOptions({ client, providers: [provider], url: new URL(url) });
  await print(there, await requestFor(there, client, options), options);
  return printed.join('\n');
}

const LISTS: readonly ListName[] = ['tools', 'resources', 'prompts'];

/** What a provider lists, as clients get it. */
type ListedState = Record<ListName, unknown[]>;

/** @returns also which lists differ from the ones before */
async function listsOf(
  forwarder: Forwarder,
  build: Build,
  provider: string,
  before: ListedState | undefined,
): Promise<ListedState & { changed: ListName[] }> {
  const lists = await Promise.all(
    LISTS.map(async (list) => {
      const result = await forwarder.ask(build, provider, `${list}/list`);
      return [list, Array.isArray(result[list]) ? result[list] : []] as const;
    }),
  );
  const now = Object.fromEntries(lists) as ListedState;
  const differs = (list: ListName) => JSON.stringify(before?.[list]) !== JSON.stringify(now[list]);
  return { ...now, changed: before ? LISTS.filter(differs) : [] };
}
