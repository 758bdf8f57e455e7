import { isUrl } from '../../../runtime/src/utils/addresses.js';
import { Unusable, usable } from '../../interview/unusable-answer.js';
import type { CommandContext, CommandLine, OrderedFlag } from '../../model/command.js';
import { CliError } from '../../model/errors/cli-error.js';
import { apiOrServer } from '../../model/errors/create.js';
import { answersMissing } from '../../model/errors/spec.js';
import { displayNameOf } from '../../model/names.js';
import type { Questions } from '../../model/questions.js';
import type { AuthSpec, ProviderSpec } from '../../model/spec.js';
import { compare } from '../../remote/catalog.js';
import { commandAt } from '../../remote/command-at.js';
import { discoverTarget } from '../../remote/discover.js';
import type { Discovery, SignInFacts } from '../../remote/discovery.js';
import { hasNoResponse } from '../../remote/failure.js';
import { fixedCommand } from '../../remote/npx-package.js';
import type { DiscoveryOptions } from '../../remote/options.js';
import { checkProvider } from '../../spec/check.js';
import type { WrittenProvider } from '../../spec/defaults.js';
import { readFlags } from '../../spec/flags.js';
import { describedTool, type ProviderDraft } from '../../spec/flags/draft.js';
import { askProvider, type Suggestions } from '../../spec/questions/provider.js';
import { changedFlags } from '../../spec/to-flags.js';
import { catalog } from '../catalog.js';
import type { ConnectionTarget, UrlKind } from '../connection-target.js';
import type { Description } from '../description.js';
import { nameOfHost } from '../host-name.js';
import type { ProjectPaths } from '../imported-providers.js';
import { readInput } from '../input.js';
import { withOptions } from '../of-options.js';
import { isOpenApi } from '../openapi/is-openapi.js';
import type { SourceOptions } from '../options.js';
import {
  descriptionOf,
  firstSelection,
  oauthOf,
  providerName,
  reportCatalog,
  usableLists,
} from './discovered-server.js';

/** The provider of a running MCP server, with those of its tools that are chosen. */
export async function serverProvider(
  context: CommandContext,
  given: CommandLine<SourceOptions>,
  questions: Questions | undefined,
  stated: string,
): Promise<Description> {
  const { draft } = readFlags(given.ordered, catalog);
  const { env: named = [], timeout } = given.options;
  const env = draft.auth?.style === 'program' ? [draft.auth.variables].flat().map(String) : [];
  const { server, offered, signIn, token } = await usable(questions, () =>
    discoverWithSignIn(questions, context, stated, { env: [...named, ...env], timeout }),
  );
  const selection = await firstSelection(context, given.options, offered, questions);
  const { catalog: accepted } = compare({}, offered, selection);
  reportCatalog(context, accepted, offered);
  const required = named.length > 0 ? { style: 'program', variables: [...named] } : authOf(signIn);
  const auth = token === undefined ? required : { style: 'bearer' };
  const host = isUrl(server) ? nameOfHost(server) : undefined;
  const suggested = {
    name: providerName(offered.server?.name ?? host ?? ''),
    displayName: offered.server?.title,
    description: descriptionOf(offered, server),
  };
  const fields = {
    ...(auth && { auth }),
    ...draft,
    kind: 'mcp',
    server,
  };
  const written = questions
    ? await askProvider(questions, catalog, { stated: fields, suggested, asksTools: false })
    : confirmed(fields, suggested);
  const { spec, warnings } = checkProvider(written, catalog);
  const secrets =
    token === undefined ? [] : [{ provider: spec.name, auth: spec.auth, values: { token } }];
  const { include, exclude } = selection;
  const options = {
    ...given.options,
    from: server,
    ...(include.length > 0 && { include: [...include] }),
    ...(exclude.length > 0 && { exclude: [...exclude] }),
  };
  const made = { ...spec, origin: { kind: 'server', catalog: accepted } as const };
  const serverAt = await commandAt(context.host, server);
  const specAt = ({ root }: ProjectPaths) => ({ ...made, server: serverAt(root) }) as ProviderSpec;
  return {
    providers: [{ spec: made, specAt, warnings }],
    given: {
      ...withOptions(given, answersIn(written, fields, suggested)),
      options,
    },
    secrets,
  };
}

/** The sign-in that a server requires; undefined where it does not say which. */
export function authOf(signIn: SignInFacts | undefined): AuthSpec | undefined {
  if (!signIn) return { style: 'none' };
  return signIn.method === 'oauth' && signIn.issuer !== undefined ? oauthOf(signIn) : undefined;
}

/** The options that say what the server does not. */
function answersIn(
  written: WrittenProvider,
  known: ProviderDraft,
  suggested: Suggestions,
): OrderedFlag[] {
  const implied = confirmed({ ...known, auth: written.auth }, suggested);
  return changedFlags(written, { ...implied, auth: known.auth }, catalog);
}

/** With what a person would only confirm. @throws CliError `spec/answer-missing` where the server does not state a sign-in */
function confirmed(stated: ProviderDraft, suggested: Suggestions): WrittenProvider {
  const { name = suggested.name ?? '', auth, tools } = stated;
  if (auth?.style === undefined) throw answersMissing(['--auth'], true);
  const { displayName = displayNameOf(name) } = suggested;
  return {
    ...(suggested.description !== undefined && { description: suggested.description }),
    displayName,
    ...stated,
    name,
    auth: { ...auth, style: auth.style },
    tools: tools.map(describedTool),
  };
}

interface Discovered {
  /** The URL, or the command with its version. */
  server: string;
  offered: Discovery;
}

/** What a server offers to a user who has signed in for it. */
interface SignedIn extends Discovered {
  /** Undefined: nothing was required. */
  signIn?: SignInFacts | undefined;
  /** That the person entered. */
  token?: string;
}

/** Like `discoveryAt`. Where a server lists its tools only to users who are signed in, the person is offered to sign in. */
export async function discoverWithSignIn(
  questions: Questions | undefined,
  context: CommandContext,
  target: string,
  options: DiscoveryOptions = {},
): Promise<SignedIn> {
  const discovery = await discoveryAt(context, target, options);
  const signIn = discovery.offered.signIn ?? undefined;
  if (!signIn || !questions) return { ...discovery, signIn };
  const how = await questions.choose({
    key: 'signIn',
    message: `${new URL(target).host} lists its tools to users who are signed in. Sign in now?`,
    choices: [
      ...(signIn.method === 'oauth' && signIn.problem === undefined
        ? [{ value: 'browser', label: 'Yes, in the browser', hint: 'used for this import alone' }]
        : []),
      { value: 'token', label: 'With a token', hint: 'it is stored encrypted' },
      { value: 'later', label: 'Not now', hint: 'its tools can be imported later' },
    ],
  });
  if (how === 'browser')
    return { ...(await discoveryAt(context, target, { ...options, signIn: true })), signIn };
  if (how === 'later') return { ...discovery, signIn };
  const token = await questions.text({
    key: 'token',
    message: 'Token (hidden)',
    hidden: true,
    masked: (text) => '•'.repeat(text.length),
    check: (text) => (/^[\x21-\x7e]+$/.test(text) ? undefined : 'Enter it without spaces.'),
  });
  const header = [`Authorization: Bearer ${token}`];
  const accepted = await discoveryAt(context, target, { ...options, header });
  if (accepted.offered.signIn)
    throw new Unusable(`${new URL(target).host} does not accept this token. Nothing was stored.`);
  return { ...accepted, signIn, token };
}

const cache = new WeakMap<CommandContext, Map<string, Discovered>>();

/**
 * What a server offers. Each is asked once, however often the questions are.
 */
async function discoveryAt(
  context: CommandContext,
  target: string,
  options: DiscoveryOptions = {},
): Promise<Discovered> {
  const servers = cache.get(context) ?? new Map<string, Discovered>();
  cache.set(context, servers);
  const key = JSON.stringify([target, options]);
  const discovery = servers.get(key) ?? (await discovered(context, target, options));
  servers.set(key, discovery);
  return discovery;
}

async function discovered(context: CommandContext, target: string, options: DiscoveryOptions) {
  const server = await fixedCommand(context, target);
  const offered = usableLists(context, await discoverTarget(context, [server], options));
  return { server, offered };
}

/**
 * What is at a URL: a document, an MCP server, or an API without a description. It is an MCP server if it answers as one, or
 * publishes its metadata as a protected resource (RFC 9728). Any API may respond with 401: then the person decides.
 * Requests have no credentials, and an API gets none of MCP.
 * @param kind of it, where it is known
 * @throws CliError `create/api-or-server` where nobody can be asked
 */
export async function openedUrl(
  context: CommandContext,
  questions: Questions | undefined,
  url: string,
  kind?: UrlKind,
): Promise<ConnectionTarget> {
  const server = { is: 'server', target: url } as const;
  const api = { is: 'api', baseUrl: url } as const;
  const document = { is: 'document', file: url } as const;
  if (/\.(json|ya?ml)$/i.test(new URL(url).pathname)) return document;
  if (kind === 'mcp') return server;
  const response = kind === 'api' ? undefined : await servedAt(context, url);
  if (response === 'mcp') return server;
  const text = response === 'nothing' ? undefined : await textAt(context, url);
  if (text !== undefined && isOpenApi(text)) return document;
  if (response === 'closed') return (await askKind(questions, url)) === 'api' ? api : server;
  if (response !== 'nothing') context.ui.note(`"${url}" is an API without an OpenAPI document.`);
  return { ...api, isOpen: text !== undefined };
}

/** `closed`: it refuses requests without credentials, and says no more. */
async function servedAt(
  context: CommandContext,
  url: string,
): Promise<'mcp' | 'closed' | 'other' | 'nothing'> {
  try {
    const { signIn } = (await discoveryAt(context, url)).offered;
    return signIn && signIn.issuer === undefined ? 'closed' : 'mcp';
  } catch (error) {
    if (!(error instanceof CliError) || error.exit === 130) throw error;
    if (error.code === 'remote/incomplete') throw error; // it answers as an MCP server
    if (!hasNoResponse(error)) return 'other';
    context.ui.note(`${error.message} It is treated as an API without an OpenAPI document.`);
    return 'nothing';
  }
}

async function askKind(questions: Questions | undefined, url: string): Promise<UrlKind> {
  if (!questions) throw apiOrServer(url);
  return questions.choose({
    key: 'kind',
    message: `${new URL(url).host} responds with status 401. Is it an API or an MCP server?`,
    choices: [
      { value: 'api', label: 'An API', hint: 'requests to it become tools' },
      { value: 'mcp', label: 'An MCP server', hint: 'its tools are listed after sign-in' },
    ],
  });
}

/** Undefined where it does not respond to a request without credentials. */
const textAt = ({ host }: CommandContext, url: string): Promise<string | undefined> =>
  readInput(host, url).catch(() => undefined);
