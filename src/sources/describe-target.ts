import { isBucket } from '../kinds/files/storage.js';
import type { CommandLine, Source } from '../model/command.js';
import { demoInProject } from '../model/errors/create.js';
import type { Host } from '../model/host.js';
import { KIND_FLAG } from '../spec/flags/table.js';
import { loadPresets } from '../styles/oauth2/section.js';
import { type ConnectionTarget, URL_KINDS, type UrlKind } from './connection-target.js';
import { demoProvider } from './demo.js';
import {
  addImpliedOptions,
  type ConnectionRequest,
  describeByOptions,
  nameOfDirectory,
} from './describe-by-options.js';
import type { Description } from './description.js';
import { nameOfHost } from './host-name.js';
import { isOpenApi } from './openapi/is-openapi.js';
import type { InputOptions, SourceOptions } from './options.js';
import { readInput } from './read-input.js';
import { refuseOtherOptions } from './source-options.js';

type TargetReader<One> = (request: ConnectionRequest, target: One) => Promise<Description>;

/** Readers of targets, loaded on demand, which ask for missing values. */
const READERS: {
  [Is in ConnectionTarget['is']]: TargetReader<Extract<ConnectionTarget, { is: Is }>>;
} = {
  demo: async ({ commandLine, existing }) => {
    if (existing) throw demoInProject();
    return { providers: [demoProvider()], isDemo: true, commandLine };
  },
  code: (request) => {
    const commandLine = addImpliedOptions(request.commandLine, [['--kind', 'code']]);
    const name = nameOfDirectory(commandLine.arguments) ?? 'my_tools';
    return describeByOptions({ ...request, commandLine }, { name }, true);
  },
  service: async (request, { id }) =>
    (await import('./api/service.js')).serviceProvider(request, id),
  client: async (request, { id }) =>
    (await import('./mcp/client-servers.js')).clientServers(request, { id }),
  configuration: async (request, { file }) =>
    (await import('./mcp/client-servers.js')).clientServers(request, { file }),
  server: async ({ context, commandLine, questions }, { target }) =>
    (await import('./mcp/provider.js')).serverProvider(context, commandLine, questions, target),
  database: async (request, { url }) => {
    const { context, commandLine, questions } = request;
    if (!questions)
      return describeByOptions({
        ...request,
        commandLine: withInput(commandLine, { fromDatabase: url }),
      });
    const { describeDatabase } = await import('./database/describe.js');
    return describeDatabase(context, commandLine, questions, url);
  },
  document: async (request, { file }) => {
    const { context, commandLine, questions } = request;
    const isDocument = isOpenApi(await readInput(context.host, file));
    if (questions && isDocument) {
      const { askDocument } = await import('./openapi/questions.js');
      return askDocument(context, commandLine, questions, file);
    }
    const input = isDocument ? { fromOpenapi: [file] } : { spec: [file] };
    return describeByOptions({ ...request, commandLine: withInput(commandLine, input) });
  },
  files: async (request, { storage }) => {
    const { context, commandLine, questions } = request;
    if (isBucket(storage)) {
      const { bucketProvider } = await import('./files/bucket.js');
      const { bucket, auth } = await bucketProvider(context.host, storage, commandLine, questions);
      const { region } = auth;
      const options = typeof region === 'string' ? [['--auth-region', region] as const] : [];
      return {
        providers: [bucket],
        imported: [bucket],
        commandLine: addImpliedOptions(commandLine, options),
      };
    }
    const { folderProvider } = await import('./files/folder.js');
    const folder = await folderProvider(context, storage, commandLine, questions);
    return { providers: [folder], imported: [folder], commandLine };
  },
  request: async (request, { text }) =>
    (await import('./api/request-provider.js')).requestProvider(request, text),
  api: async (request, { baseUrl, isOpen }) => {
    const { commandLine, questions } = request;
    if (questions)
      return (await import('./api/request-provider.js')).apiProvider(
        { ...request, questions },
        baseUrl,
        isOpen,
      );
    const withUrl = addImpliedOptions(commandLine, [['--base-url', baseUrl]]);
    return describeByOptions({ ...request, commandLine: withUrl }, { name: nameOfHost(baseUrl) });
  },
  url: async (request, { url, kind }) => {
    const { providerAtUrl } = await import('./mcp/provider.js');
    const { context, commandLine, questions } = request;
    const kindOption = kindStated(commandLine);
    const target = await providerAtUrl(context, questions, url, kindOption ?? kind);
    if (kindOption === undefined) return describeTarget(request, target);
    // The option has stated what the URL is; the command that repeats this one states it again.
    const otherOptions = commandLine.ordered.filter(([flag]) => flag !== KIND_FLAG);
    const description = await describeTarget(
      { ...request, commandLine: { ...commandLine, ordered: otherOptions } },
      target,
    );
    return {
      ...description,
      commandLine: addImpliedOptions(description.commandLine, [[KIND_FLAG, kindOption]]),
    };
  },
};

function kindStated({ ordered }: CommandLine): UrlKind | undefined {
  const value = ordered.findLast(([flag]) => flag === KIND_FLAG)?.[1];
  return URL_KINDS.find((kind) => kind === value);
}

/**
 * Returns the providers of the system that one text names; missing values are asked for.
 * @throws CliError as `describeByOptions` does
 */
export async function describeTarget(
  request: ConnectionRequest,
  target: ConnectionTarget,
): Promise<Description> {
  await loadPresets();
  const source = await targetSource(request.context.host, target);
  if (source) refuseOtherOptions(source, request.commandLine);
  // The table guarantees that each reader gets its own kind of target.
  return (READERS[target.is] as TargetReader<ConnectionTarget>)(request, target);
}

/** Returns the source of a target; undefined for a URL that has to be opened. */
async function targetSource(host: Host, target: ConnectionTarget): Promise<Source | undefined> {
  switch (target.is) {
    case 'url':
      return undefined;
    case 'configuration':
      return 'client';
    case 'files':
      return isBucket(target.storage) ? 'bucket' : 'folder';
    case 'document':
      return isOpenApi(await readInput(host, target.file)) ? 'document' : 'spec';
    default:
      return target.is;
  }
}

const withInput = (
  commandLine: CommandLine<SourceOptions>,
  input: InputOptions,
): CommandLine<SourceOptions> => ({
  ...commandLine,
  options: { ...commandLine.options, ...input },
});
