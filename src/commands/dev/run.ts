import { randomBytes } from 'node:crypto';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CommandContext, CommandLineOf } from '../../model/command.js';
import { invalidPort, portInUse } from '../../model/errors/dev.js';
import { noSources, packagesMissing, unknownProvider } from '../../model/errors/project.js';
import { readServedProject, requireProvider } from '../../project/served-project.js';
import { Builds, type StartBuild } from './builds.js';
import { CallList } from './calls.js';
import { clientEntry } from './client-entry.js';
import { DEFAULT_PORT, type options } from './command.js';
import { Forwarder } from './forward.js';
import { Page } from './page.js';
import { type DevServer, devServer } from './server.js';
import { SignInPrograms, signInStates } from './sign-in.js';
import { checkTypes, type TypeFault } from './types.js';
import { buildOnChange } from './watch.js';

/**
 * Serves the project at or above a directory in its saved state, until Ctrl-C.
 * @throws CliError `dev/…`, `project/…`
 */
export async function run(
  context: CommandContext,
  commandLine: CommandLineOf<typeof options>,
): Promise<0> {
  const { ui, flags, signal } = context;
  const port = portOf(commandLine.options.port);
  const sources = await sourcesAt(context, commandLine);
  const { live, node, root } = sources;
  const dev = await startDev(context, sources, port);
  const { builds, page, server } = dev;
  const stopWatching = buildOnChange(live, root, builds);
  const endOfRun = untilAborted(signal);
  await Promise.race([builds.next(), endOfRun]);
  const types =
    commandLine.options.types === false
      ? undefined
      : checkTypes(live, { node, root }, (faults) => {
          if (page.setTypes(faults)) ui.note(typesText(faults));
        });
  const urls = Object.fromEntries(sources.served.map((name) => [name, dev.urlOf(name)]));
  const json = JSON.stringify({ page: dev.pageUrl, providers: urls });
  ui.result(flags.json ? json : addressText(dev.pageUrl, urls));
  await endOfRun;
  stopWatching();
  types?.stop();
  builds.close();
  server.close();
  return 0;
}

/** Starts the server of the page and of the providers, whose builds it starts and forwards calls to. */
async function startDev(context: CommandContext, sources: Sources, requestedPort: number) {
  const { host, ui } = context;
  const { live, node, loader, root, names, served } = sources;
  const token = randomBytes(24).toString('base64url');
  const page = new Page(sources.title, (state) => server.publish('state', state));
  const calls = new CallList((call) => server.publish('call', call));
  const signIns = new SignInPrograms(live, { node, root, loader }, () => refreshPage());
  const program = ['--enable-source-maps', ...loader.options, fileURLToPath(loader.module)];
  const start: StartBuild = (startOptions) =>
    live.start([node, ...program, ...serverArguments(sources.provider)], {
      cwd: root,
      // Pages and metadata state the port of this server; the caller is the user of this computer.
      env: { MCP_PUBLIC_URL: `http://127.0.0.1:${server.port}`, MCP_ISSUER: '' },
      ...startOptions,
    });
  const builds: Builds = new Builds(start, {
    trace: (message) => calls.note(message),
    line: (line) => ui.note(line),
    failed(problem) {
      const rest = builds.isServing ? 'The last build is still served.' : 'Nothing is served.';
      ui.error(problem, rest);
      page.setFailed(problem);
    },
    move: (build) => forwarder.move(build),
    serving(build, ms) {
      ui.success(`Build ${build.number} is served (${Math.round(ms)} ms)`);
      page.setServed(build, ms);
      setTimeout(refreshPage, 0);
    },
  });
  const forwarder: Forwarder = new Forwarder(builds, calls);
  const server: DevServer = await devServer(requestedPort, {
    forwarder,
    token,
    pageFile: (name) => host.files.read(join(live.page, name)),
    async view(provider, uri) {
      const build = names.includes(provider) ? await builds.current() : undefined;
      const result = build && (await forwarder.ask(build, provider, 'resources/read', { uri }));
      const [first] = (result?.contents ?? []) as { text?: string }[];
      return first?.text;
    },
    snapshot: () => ({ state: page.state, calls: calls.list }),
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
    throw portInUse(requestedPort, error);
  });
  const urlOf = (provider: string) => `http://127.0.0.1:${server.port}/${provider}/mcp`;
  const pageUrl = `http://127.0.0.1:${server.port}/_dev/#t=${token}`;
  return { builds, page, pageUrl, server, urlOf };

  /** A build that ends meanwhile cannot be listed; the next build or sign-in lists again. */
  function refreshPage(): void {
    refresh().catch(() => {});
  }

  async function refresh(): Promise<void> {
    const build = await builds.current();
    if (!build) return;
    const states = await signInStates(context, root);
    await page.list(served, forwarder, build, (name) => ({
      signIn: states[name] ?? 'unknown',
      signInPage: signIns.pageOf(name),
      url: urlOf(name),
    }));
  }
}

type Sources = Awaited<ReturnType<typeof sourcesAt>>;

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
  const { provider } = commandLine.options;
  requireProvider(root, names, provider);
  if (
    !live ||
    !host.projectLoader ||
    node === undefined ||
    (await host.files.kind(join(root, 'src', 'server.ts'))) !== 'file'
  )
    throw noSources(root);
  const loader = host.projectLoader(root);
  if (!loader) throw packagesMissing(root);
  const served = provider === undefined ? names : [provider];
  return {
    live,
    node,
    loader,
    root,
    title: packageName ?? basename(root),
    names,
    provider,
    served,
  };
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
