import { isBucket } from '../kinds/files/storage.js';
import type { CommandLine, Source } from '../model/command.js';
import { demoInProject } from '../model/errors/create.js';
import type { Host } from '../model/host.js';
import { KIND_FLAG } from '../spec/flags/table.js';
import { loadPresets } from '../styles/oauth2/section.js';
import { type ConnectionTarget, URL_KINDS, type UrlKind } from './connection-target.js';
import { demoProvider } from './demo.js';
import type { Description } from './description.js';
import { nameOfHost } from './host-name.js';
import { readInput } from './input.js';
import { type Connecting, nameFrom, ofOptions, withOptions } from './of-options.js';
import { isOpenApi } from './openapi/is-openapi.js';
import type { InputOptions, SourceOptions } from './options.js';
import { refuseOtherOptions } from './source-options.js';

type Reader<One> = (connecting: Connecting, target: One) => Promise<Description>;

/** How each target becomes a description; what it leaves open is asked. Each is loaded where it is needed. */
const READERS: { [Is in ConnectionTarget['is']]: Reader<Extract<ConnectionTarget, { is: Is }>> } = {
  demo: async ({ given, existing }) => {
    if (existing) throw demoInProject();
    return { providers: [demoProvider()], isDemo: true, given };
  },
  code: (connecting) => {
    const given = withOptions(connecting.given, [['--kind', 'code']]);
    const name = nameFrom(given.arguments) ?? 'my_tools';
    return ofOptions({ ...connecting, given }, { name }, true);
  },
  service: async (connecting, { id }) =>
    (await import('./api/service.js')).serviceProvider(connecting, id),
  client: async (connecting, { id }) =>
    (await import('./mcp/client-servers.js')).clientServers(connecting, { id }),
  configuration: async (connecting, { file }) =>
    (await import('./mcp/client-servers.js')).clientServers(connecting, { file }),
  server: async ({ context, given, questions }, { target }) =>
    (await import('./mcp/provider.js')).serverProvider(context, given, questions, target),
  database: async (connecting, { url }) => {
    const { context, given, questions } = connecting;
    if (!questions)
      return ofOptions({ ...connecting, given: withInput(given, { fromDatabase: url }) });
    return (await import('./database/questions.js')).askTablesOf(context, given, questions, url);
  },
  document: async (connecting, { file }) => {
    const { context, given, questions } = connecting;
    const isDocument = isOpenApi(await readInput(context.host, file));
    if (questions && isDocument) {
      const { askDocument } = await import('./openapi/questions.js');
      return askDocument(context, given, questions, file);
    }
    const input = isDocument ? { fromOpenapi: [file] } : { spec: [file] };
    return ofOptions({ ...connecting, given: withInput(given, input) });
  },
  files: async (connecting, { storage }) => {
    const { context, given, questions } = connecting;
    if (isBucket(storage)) {
      const { bucketProvider } = await import('./files/bucket.js');
      const { bucket, auth } = await bucketProvider(context.host, storage, given, questions);
      const { region } = auth;
      const options = typeof region === 'string' ? [['--auth-region', region] as const] : [];
      return { providers: [bucket], imported: [bucket], given: withOptions(given, options) };
    }
    const { folderProvider } = await import('./files/folder.js');
    const folder = await folderProvider(context, storage, given, questions);
    return { providers: [folder], imported: [folder], given };
  },
  request: async (connecting, { text }) =>
    (await import('./api/request-provider.js')).requestProvider(connecting, text),
  api: async (connecting, { baseUrl, isOpen }) => {
    const { given, questions } = connecting;
    if (questions)
      return (await import('./api/request-provider.js')).apiProvider(
        { ...connecting, questions },
        baseUrl,
        isOpen,
      );
    const withUrl = withOptions(given, [['--base-url', baseUrl]]);
    return ofOptions({ ...connecting, given: withUrl }, { name: nameOfHost(baseUrl) });
  },
  url: async (connecting, { url, kind }) => {
    const { openedUrl } = await import('./mcp/provider.js');
    const { context, given, questions } = connecting;
    const kindOption = kindStated(given);
    const target = await openedUrl(context, questions, url, kindOption ?? kind);
    if (kindOption === undefined) return ofTarget(connecting, target);
    // It has said what the URL is; the command that repeats this one says it again.
    const ordered = given.ordered.filter(([flag]) => flag !== KIND_FLAG);
    const description = await ofTarget({ ...connecting, given: { ...given, ordered } }, target);
    return { ...description, given: withOptions(description.given, [[KIND_FLAG, kindOption]]) };
  },
};

function kindStated({ ordered }: CommandLine): UrlKind | undefined {
  const value = ordered.findLast(([flag]) => flag === KIND_FLAG)?.[1];
  return URL_KINDS.find((kind) => kind === value);
}

/** The providers of what one text connects to; what that leaves open is asked. @throws CliError as `ofOptions` does */
export async function ofTarget(
  connecting: Connecting,
  target: ConnectionTarget,
): Promise<Description> {
  await loadPresets();
  const source = await sourceOf(connecting.context.host, target);
  if (source) refuseOtherOptions(source, connecting.given);
  // Each reader gets the target that it is for.
  return (READERS[target.is] as Reader<ConnectionTarget>)(connecting, target);
}

/** Undefined for a URL that is to be opened. */
async function sourceOf(host: Host, target: ConnectionTarget): Promise<Source | undefined> {
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
  given: CommandLine<SourceOptions>,
  input: InputOptions,
): CommandLine<SourceOptions> => ({ ...given, options: { ...given.options, ...input } });
