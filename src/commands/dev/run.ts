import { basename, join, resolve } from 'node:path';
import type { CommandContext, CommandLineOf } from '../../model/command.js';
import { invalidPort } from '../../model/errors/dev.js';
import { noSources, packagesMissing } from '../../model/errors/project.js';
import { readServedProject, requireProvider } from '../../project/served-project.js';
import { DEFAULT_PORT, type options } from './command.js';
import { Dev, type Sources } from './dev.js';
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
  const port = parsePort(commandLine.options.port);
  const sources = await sourcesAt(context, commandLine);
  const { devHost, node, root } = sources;
  const dev = await Dev.serve(context, sources, port);
  const stopWatching = buildOnChange(devHost, root, dev.builds);
  const endOfRun = untilAborted(signal);
  await Promise.race([dev.builds.build(), endOfRun]);
  const types =
    commandLine.options.types === false
      ? undefined
      : checkTypes(devHost, { node, root }, (faults) => {
          if (dev.page.setTypes(faults)) ui.note(typesText(faults));
        });
  const urls = Object.fromEntries(sources.served.map((name) => [name, dev.urlOf(name)]));
  const json = JSON.stringify({ page: dev.pageUrl, providers: urls });
  ui.result(flags.json ? json : addressText(dev.pageUrl, urls));
  await endOfRun;
  stopWatching();
  types?.stop();
  dev.close();
  return 0;
}

/** Returns the project at or above a directory, and the loader that builds it. @throws CliError `project/…` */
async function sourcesAt(
  { host }: CommandContext,
  commandLine: CommandLineOf<typeof options>,
): Promise<Sources> {
  const { node } = host;
  const devHost = await host.dev?.();
  const [directory = '.'] = commandLine.arguments;
  const { root, packageName, providers } = await readServedProject(
    host.files,
    resolve(host.cwd, directory),
  );
  const names = providers.map(({ name }) => name);
  const { provider } = commandLine.options;
  requireProvider(root, names, provider);
  if (
    !devHost ||
    !host.projectLoader ||
    node === undefined ||
    (await host.files.kind(join(root, 'src', 'server.ts'))) !== 'file'
  )
    throw noSources(root);
  const loader = host.projectLoader(root);
  if (!loader) throw packagesMissing(root);
  const served = provider === undefined ? names : [provider];
  return {
    devHost,
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

const addressText = (page: string, urls: Readonly<Record<string, string>>): string =>
  [`Page  ${page}`, ...Object.entries(urls).map(([name, url]) => `${name}  ${url}`)].join('\n');

/** Parses a port. @throws CliError `dev/invalid-port` */
function parsePort(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PORT;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw invalidPort(text);
  return port;
}

const typesText = (faults: readonly TypeFault[]): string =>
  faults.length === 0
    ? 'Types: no errors'
    : faults.map(({ file, line, column, text }) => `${file}:${line}:${column} ${text}`).join('\n');
