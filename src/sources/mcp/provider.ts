import { isUrl } from '../../../runtime/src/utils/addresses.js';
import { untilUsable, UnusableAnswerError } from '../../interview/unusable-answer.js';
import { secretInServer } from '../../kinds/mcp/server.js';
import type { CommandContext, CommandLine, OrderedFlag } from '../../model/command.js';
import { CliError } from '../../model/errors/cli-error.js';
import { apiOrServer } from '../../model/errors/create.js';
import { secretInTarget } from '../../model/errors/remote.js';
import { answersMissing } from '../../model/errors/spec.js';
import { displayNameOf } from '../../model/names.js';
import type { Questions } from '../../model/questions.js';
import { maskUrl } from '../../model/secrets.js';
import type { AuthSpec, ProviderSpec } from '../../model/spec.js';
import { commandAt } from '../../remote/command-at.js';
import { compareCatalog } from '../../remote/compare-catalog.js';
import { hasNoResponse } from '../../remote/connection-failure.js';
import { discoverTarget } from '../../remote/discover.js';
import type { Discovery, SignInFacts } from '../../remote/discovery.js';
import { pinCommand } from '../../remote/npx-package.js';
import type { DiscoveryOptions } from '../../remote/options.js';
import { checkProvider } from '../../spec/check.js';
import type { WrittenProvider } from '../../spec/defaults.js';
import { readFlags } from '../../spec/flags.js';
import { describedTool, type ProviderDraft } from '../../spec/flags/draft.js';
import { askProvider, type Suggestions } from '../../spec/questions/provider.js';
import { changedFlags } from '../../spec/to-flags.js';
import type { ConnectionTarget, UrlKind } from '../connection-target.js';
import { addImpliedOptions } from '../describe-by-options.js';
import type { Description } from '../description.js';
import { nameOfHost } from '../host-name.js';
import type { ProjectPaths } from '../imported-providers.js';
import { kindsAndStyles } from '../kinds-and-styles.js';
import { isOpenApi } from '../openapi/is-openapi.js';
import type { SourceOptions } from '../options.js';
import { readInput } from '../read-input.js';
import {
  firstSelection,
  oauthSettings,
  providerName,
  reportCatalog,
  serverDescription,
  usableLists,
} from './discovered-server.js';
import {
  environmentParts,
  knownSettings,
  ownVariables,
  programEnvironment,
  type ProgramVariable,
  variablesNote,
} from './program-variables.js';

/** Returns the provider of a running MCP server, with the selected tools. */
export async function serverProvider(
  context: CommandContext,
  commandLine: CommandLine<SourceOptions>,
  questions: Questions | undefined,
  statedTarget: string,
): Promise<Description> {
  const secret = secretInServer(statedTarget);
  if (secret !== undefined) throw secretInTarget(secret);
  const { draft } = readFlags(commandLine.ordered, kindsAndStyles);
  const { timeout } = commandLine.options;
  const { variableNames, values, programContext, variables } = await programVariables(
    context,
    questions,
    statedTarget,
    commandLine.options.env,
  );
  const env = draft.auth?.style === 'program' ? [draft.auth.variables].flat().map(String) : [];
  const { server, offered, signIn, token } = await untilUsable(questions, () =>
    discoverWithSignIn(questions, programContext, statedTarget, {
      env: [...variableNames, ...env],
      timeout,
    }),
  );
  const selection = await firstSelection(context, commandLine.options, offered, questions);
  const { catalog: acceptedCatalog } = compareCatalog({}, offered, selection);
  reportCatalog(context, acceptedCatalog, offered);
  const { env: programEnv } = programContext.host;
  const ownNames = variableNames.filter((name) => !env.includes(name));
  const environment = programEnvironment(ownNames, variables, programEnv);
  const parts = { auth: requiredAuth(signIn), ...environmentParts(environment) };
  const auth = token === undefined ? parts.auth : { style: 'bearer' };
  const host = isUrl(server) ? nameOfHost(server) : undefined;
  const suggestions = {
    name: providerName(offered.server?.name ?? host ?? ''),
    displayName: offered.server?.title,
    description: serverDescription(offered, server),
  };
  const fields = {
    ...(auth && { auth }),
    ...draft,
    kind: 'mcp',
    server,
    ...(parts.environment && { environment: parts.environment }),
  };
  const writtenProvider = questions
    ? await askProvider(questions, kindsAndStyles, {
        stated: fields,
        suggested: suggestions,
        asksTools: false,
      })
    : withSuggestions(fields, suggestions);
  const { spec, warnings } = checkProvider(writtenProvider, kindsAndStyles);
  const credentials = Object.entries(values).filter(([name]) =>
    environment.credentials.includes(name),
  );
  const entered = token === undefined ? Object.fromEntries(credentials) : { token };
  const secrets =
    Object.keys(entered).length === 0
      ? []
      : [{ provider: spec.name, auth: spec.auth, values: entered }];
  const { include, exclude } = selection;
  const options = {
    ...commandLine.options,
    from: server,
    ...(variableNames.length > 0 && { env: [...variableNames] }),
    ...(include.length > 0 && { include: [...include] }),
    ...(exclude.length > 0 && { exclude: [...exclude] }),
  };
  const completeSpec = { ...spec, origin: { kind: 'server', catalog: acceptedCatalog } as const };
  const serverAt = await commandAt(context.host, server);
  const specAt = ({ root }: ProjectPaths) =>
    ({ ...completeSpec, server: serverAt(root) }) as ProviderSpec;
  return {
    providers: [{ spec: completeSpec, specAt, warnings }],
    commandLine: {
      ...addImpliedOptions(commandLine, answersIn(writtenProvider, fields, suggestions)),
      options,
    },
    secrets,
    settings: knownSettings(environment, programEnv),
  };
}

/**
 * Returns the variables that a program gets: those of the options, else the ones that the user
 * chooses among those that it reads. Their values are asked for, unless the environment has them.
 */
async function programVariables(
  context: CommandContext,
  questions: Questions | undefined,
  target: string,
  statedNames: readonly string[] = [],
) {
  const noVariables: readonly ProgramVariable[] = [];
  const noValues: Record<string, string> = {};
  const none = { variableNames: statedNames, values: noValues, programContext: context };
  if (isUrl(target)) return { ...none, variables: noVariables };
  const variables = await ownVariables(context, await pinCommand(context, target));
  const unchanged = { ...none, variables };
  if (statedNames.length > 0) return unchanged;
  const { env } = context.host;
  const note = variablesNote(variables, env);
  if (note === undefined) return unchanged;
  if (!questions) {
    context.ui.note(note);
    return unchanged;
  }
  const variableNames = await questions.chooseSeveral({
    key: 'variables',
    message: 'Which of these environment variables does the program need?',
    choices: variables.map(({ name, description, isRequired }) => {
      const hint = [...(isRequired ? ['required'] : []), description ?? []].flat().join(': ');
      return { value: name, label: name, ...(hint !== '' && { hint }) };
    }),
    initial: variables
      .filter(({ name, isRequired }) => isRequired || variables.length === 1 || env[name])
      .map(({ name }) => name),
  });
  const values: Record<string, string> = {};
  for (const { name, isSecret } of variables)
    if (variableNames.includes(name) && !env[name])
      values[name] = await questions.text({
        key: `variables[${name}]`,
        ...(isSecret
          ? {
              message: `${name} (hidden)`,
              isHidden: true,
              maskText: (text: string) => '•'.repeat(text.length),
            }
          : { message: name }),
        check: (text) => (text === '' ? 'Enter a value.' : undefined),
      });
  const host = { ...context.host, env: { ...env, ...values } };
  return { variableNames, values, programContext: { ...context, host }, variables };
}

/** Returns the sign-in that a server requires; undefined if it does not state which one. */
export function requiredAuth(signIn: SignInFacts | undefined): AuthSpec | undefined {
  if (!signIn) return { style: 'none' };
  return signIn.method === 'oauth' && signIn.issuer !== undefined
    ? oauthSettings(signIn)
    : undefined;
}

/** Returns the options with the answers that the server does not state. */
function answersIn(
  writtenProvider: WrittenProvider,
  knownDraft: ProviderDraft,
  suggestions: Suggestions,
): OrderedFlag[] {
  const impliedProvider = withSuggestions(
    { ...knownDraft, auth: writtenProvider.auth },
    suggestions,
  );
  return changedFlags(
    writtenProvider,
    { ...impliedProvider, auth: knownDraft.auth },
    kindsAndStyles,
  );
}

/**
 * Returns the provider with suggested values, which a user would only confirm.
 * @throws CliError `spec/answer-missing` if the server does not state a sign-in
 */
function withSuggestions(statedDraft: ProviderDraft, suggestions: Suggestions): WrittenProvider {
  const { name = suggestions.name ?? '', auth, tools } = statedDraft;
  if (auth?.style === undefined) throw answersMissing(['--auth'], true);
  const { displayName = displayNameOf(name) } = suggestions;
  return {
    ...(suggestions.description !== undefined && { description: suggestions.description }),
    displayName,
    ...statedDraft,
    name,
    auth: { ...auth, style: auth.style },
    tools: tools.map(describedTool),
  };
}

interface DiscoveredServer {
  /** The URL, or the command with a fixed version. */
  server: string;
  offered: Discovery;
}

interface SignedInServer extends DiscoveredServer {
  /** The sign-in; undefined if none was required. */
  signIn?: SignInFacts | undefined;
  /** The token that the user entered. */
  token?: string;
}

/** Discovers a server. If it lists its tools only for signed-in users, offers to sign in. */
export async function discoverWithSignIn(
  questions: Questions | undefined,
  context: CommandContext,
  target: string,
  options: DiscoveryOptions = {},
): Promise<SignedInServer> {
  const discovery = await discoveryAt(context, target, options);
  const signIn = discovery.offered.signIn ?? undefined;
  if (!signIn || !questions) return { ...discovery, signIn };
  const signInChoice = await questions.choose({
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
  if (signInChoice === 'browser')
    return { ...(await discoveryAt(context, target, { ...options, signIn: true })), signIn };
  if (signInChoice === 'later') return { ...discovery, signIn };
  const token = await questions.text({
    key: 'token',
    message: 'Token (hidden)',
    isHidden: true,
    maskText: (text) => '•'.repeat(text.length),
    check: (text) => (/^[\x21-\x7e]+$/.test(text) ? undefined : 'Enter it without spaces.'),
  });
  const header = [`Authorization: Bearer ${token}`];
  const signedInServer = await discoveryAt(context, target, { ...options, header });
  if (signedInServer.offered.signIn)
    throw new UnusableAnswerError(
      `${new URL(target).host} does not accept this token. Nothing was stored.`,
    );
  return { ...signedInServer, signIn, token };
}

const cache = new WeakMap<CommandContext, Map<string, DiscoveredServer>>();

/** Discovers a server. The result is cached, because questions can be repeated. */
async function discoveryAt(
  context: CommandContext,
  target: string,
  options: DiscoveryOptions = {},
): Promise<DiscoveredServer> {
  const servers = cache.get(context) ?? new Map<string, DiscoveredServer>();
  cache.set(context, servers);
  const key = JSON.stringify([target, options]);
  const discovery = servers.get(key) ?? (await discoverUncached(context, target, options));
  servers.set(key, discovery);
  return discovery;
}

async function discoverUncached(
  context: CommandContext,
  target: string,
  options: DiscoveryOptions,
) {
  const server = await pinCommand(context, target);
  const offered = usableLists(context, await discoverTarget(context, [server], options));
  return { server, offered };
}

/**
 * Returns the target at a URL: a document, an MCP server, or an API without a description. It is an
 * MCP server if it responds as one or publishes protected resource metadata (RFC 9728). Any API may
 * respond with 401, so the user decides then. Requests contain no credentials, and an API gets no
 * MCP requests.
 * @param kind if it is known
 * @throws CliError `create/api-or-server` if no questions are possible
 */
export async function providerAtUrl(
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
  if (response !== 'nothing')
    context.ui.note(`"${maskUrl(url)}" is an API without an OpenAPI document.`);
  return { ...api, isOpen: text !== undefined };
}

/** Returns what a URL serves; `closed` if it rejects requests without credentials and states nothing else. */
async function servedAt(
  context: CommandContext,
  url: string,
): Promise<'mcp' | 'closed' | 'other' | 'nothing'> {
  try {
    const { signIn } = (await discoveryAt(context, url)).offered;
    return signIn && signIn.issuer === undefined ? 'closed' : 'mcp';
  } catch (error) {
    if (!(error instanceof CliError) || error.exit === 130) throw error;
    if (error.code === 'remote/incomplete') throw error; // The response is that of an MCP server.
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

/** Returns the text at a URL; undefined if it does not respond to a request without credentials. */
const textAt = ({ host }: CommandContext, url: string): Promise<string | undefined> =>
  readInput(host, url).catch(() => undefined);
