import { isObject } from '../../../runtime/src/utils/is-object.js';
import type { OrderedFlag } from '../../model/command.js';
import { SAMPLE } from '../../model/component.js';
import { uselessForSource } from '../../model/errors/cli.js';
import { unknownStarter } from '../../model/errors/create.js';
import { answersMissing } from '../../model/errors/spec.js';
import type { JsonSchemaObject, ObjectSchema } from '../../model/json-schema.js';
import { mapSubschemas } from '../../model/json-schema/subschemas.js';
import type { Preset, PresetTool } from '../../model/preset.js';
import type { Questions } from '../../model/questions.js';
import { FIRST_PORT } from '../../model/sign-in-port.js';
import type { AuthSpec, ToolSpec } from '../../model/spec.js';
import { pluralize } from '../../model/text/pluralize.js';
import { presets } from '../../presets/register.gen.js';
import { checkProvider } from '../../spec/check.js';
import { readFlags } from '../../spec/flags.js';
import {
  addImpliedOptions,
  type ConnectionRequest,
  describeByOptions,
} from '../describe-by-options.js';
import type { Description } from '../description.js';
import { kindsAndStyles } from '../kinds-and-styles.js';

/**
 * Returns the provider of a known service: useful tools to select from, with the sign-in that works
 * now, or the MCP server of the service.
 */
export async function serviceProvider(
  connecting: ConnectionRequest,
  id: keyof typeof presets,
): Promise<Description> {
  const preset: Preset = presets[id];
  const { context, commandLine, questions } = connecting;
  const { displayName, mcpServer, tools: preparedTools = [] } = preset;
  const describesTools = commandLine.ordered.some(([flag]) => flag === '--tool');
  if (preparedTools.length === 0 && commandLine.options.tools !== undefined)
    throw uselessForSource('--tools', displayName, ['--tool']);
  if (preparedTools.length === 0 || describesTools) {
    const completedLine = addImpliedOptions(commandLine, [['--preset', id]]);
    return describeByOptions(
      { ...connecting, commandLine: completedLine },
      { name: id, displayName },
    );
  }
  const asksServer = mcpServer !== undefined && commandLine.options.tools === undefined;
  if (asksServer && questions && (await callsServer(preset, mcpServer.url, questions))) {
    const { serverProvider } = await import('../mcp/provider.js');
    return serverProvider(context, commandLine, questions, mcpServer.url);
  }
  const selectedTools = await selectTools(preset, commandLine.options.tools, questions);
  const { draft } = readFlags(commandLine.ordered, kindsAndStyles);
  const isPublic = commandLine.options.publicUrl !== undefined;
  const usualSignIn = preset.token && !isPublic ? 'token' : 'oauth2';
  const { auth, needed: neededNote } = await signIn(
    id,
    preset,
    draft.auth,
    selectedTools,
    usualSignIn,
    questions,
  );
  const isToken = neededNote !== undefined;
  const baseUrl = await presetBaseUrl(preset, isToken, Reflect.get(draft, 'baseUrl'), questions);
  if (baseUrl === undefined) throw answersMissing(['--base-url'], context.flags.yes);
  const { name = id } = draft;
  const { headers, success, token } = preset;
  const checkedProvider = checkProvider(
    {
      ...draft,
      name,
      displayName: draft.displayName ?? displayName,
      baseUrl,
      ...(headers && { headers }),
      ...(success !== undefined && { success }),
      ...(isToken && token?.checkPath !== undefined && { checkPath: token.checkPath }),
      auth,
      tools: selectedTools.map(presetTool),
    },
    kindsAndStyles,
  );
  const authOptions: OrderedFlag[] =
    isToken === (usualSignIn === 'token') ? [] : [['--auth', auth.style]];
  const repeatedOptions =
    preset.baseUrl === baseUrl ? authOptions : [...authOptions, baseUrlFlag(baseUrl)];
  const tools = namesIn(selectedTools);
  const isUsual = tools === namesIn(preparedTools.filter(isReading));
  const options = { ...commandLine.options, from: id, ...(!isUsual && { tools }) };
  return {
    providers: [
      neededNote === undefined
        ? checkedProvider
        : {
            ...checkedProvider,
            spec: { ...checkedProvider.spec, origin: { kind: 'service', token: neededNote } },
          },
    ],
    commandLine: { ...addImpliedOptions(commandLine, repeatedOptions), options },
  };
}

/** Returns whether tools call the MCP server of a service and not its API. */
async function callsServer(
  { displayName, tools = [] }: Preset,
  url: string,
  questions: Questions,
): Promise<boolean> {
  const choice = await questions.choose({
    key: 'service',
    message: `What do the tools of ${displayName} call?`,
    choices: [
      { value: 'api', label: 'Its API', hint: `${pluralize(tools.length, 'tool')} to select from` },
      { value: 'server', label: 'Its MCP server', hint: url },
    ],
    initial: 'api',
  });
  return choice === 'server';
}

const baseUrlFlag = (baseUrl: string): OrderedFlag => ['--base-url', baseUrl];

/**
 * Returns the tools of a service that options or answers select.
 * @throws CliError `create/starter` for an unknown name
 */
async function selectTools(
  { displayName, tools: preparedTools = [] }: Preset,
  toolOption: string | undefined,
  questions: Questions | undefined,
): Promise<PresetTool[]> {
  const toolsNamed = (names: readonly string[]) =>
    preparedTools.filter(({ name }) => names.includes(name));
  const names = preparedTools.map(({ name }) => name);
  if (toolOption !== undefined) {
    const requestedNames = toolOption.split(',').map((name) => name.trim());
    const unknownToolName = requestedNames.find((name) => !names.includes(name));
    if (unknownToolName !== undefined) throw unknownStarter(displayName, unknownToolName, names);
    return toolsNamed(requestedNames);
  }
  const readingTools = preparedTools.filter(isReading).map(({ name }) => name);
  if (!questions) return toolsNamed(readingTools);
  return toolsNamed(
    await questions.chooseSeveral({
      key: 'tools',
      message: 'Which tools?',
      choices: preparedTools.map((tool) => ({
        value: tool.name,
        label: tool.name,
        hint: `${isReading(tool) ? '' : 'changes data: '}${tool.description}`,
      })),
      initial: readingTools,
      status: (values) => `${values.length} of ${pluralize(names.length, 'tool')}`,
      check: (values) => (values.length === 0 ? 'Select at least one.' : undefined),
    }),
  );
}

const namesIn = (tools: readonly PresetTool[]) => tools.map(({ name }) => name).join(',');
const isReading = ({ request, annotations }: PresetTool) =>
  annotations?.readOnlyHint ?? request.method === 'GET';

/** Returns the tool without the keys that only presets have. */
export function presetTool({ source: _, needs: __, outputSchema, ...tool }: PresetTool): ToolSpec {
  return {
    ...tool,
    ...(outputSchema && { outputSchema: withSamples(outputSchema) as ObjectSchema }), // of an object, too
  };
}

/** Converts examples of a result to samples for the tests. */
function withSamples(schema: JsonSchemaObject): JsonSchemaObject {
  const { examples, ...otherKeywords } = mapSubschemas(schema, (part) =>
    isObject(part) ? withSamples(part) : part,
  );
  return { ...otherKeywords, ...(examples && { [SAMPLE]: { examples } }) };
}

/**
 * Returns the sign-in of a service: a token of the user, with the permissions that it needs, unless
 * the server has users of its own.
 */
async function signIn(
  id: string,
  preset: Preset,
  statedAuth: Partial<AuthSpec> | undefined,
  tools: readonly PresetTool[],
  usualSignIn: 'token' | 'oauth2',
  questions: Questions | undefined,
): Promise<{ auth: AuthSpec; needed?: string }> {
  const { token, alwaysScopes = [], displayName } = preset;
  const style =
    statedAuth?.style === undefined && token && questions
      ? await questions.choose<string>({
          key: 'auth.style',
          message: `How do users sign in to ${displayName}?`,
          choices: [
            { value: 'token', label: token.label, hint: 'works now; each user enters their own' },
            { value: 'oauth2', label: 'OAuth in the browser', hint: 'needs an app to register' },
          ],
          initial: usualSignIn,
        })
      : (statedAuth?.style ?? usualSignIn);
  if (token && style !== 'oauth2') {
    const tokenNote = tokenText(token, tools);
    questions?.note(tokenNote);
    return { auth: { ...token.settings, ...statedAuth, style: token.style }, needed: tokenNote };
  }
  const neededScopes = [...new Set(tools.flatMap(({ needs }) => needs?.scopes ?? []))];
  // `alwaysScopes` are requested in addition.
  const scopes = neededScopes.filter((scope) => !alwaysScopes.includes(scope));
  const auth = { ...(scopes.length > 0 && { scopes }), ...statedAuth, style: 'oauth2', preset: id };
  questions?.note(appText(preset, [...scopes, ...alwaysScopes]));
  return { auth };
}

/** Returns a text about where to create a user's token, and which permissions it needs. */
function tokenText(
  { label, url }: NonNullable<Preset['token']>,
  tools: readonly PresetTool[],
): string {
  const permissions = [...new Set(tools.flatMap(({ needs }) => needs?.permission ?? []))];
  const quotedPermissions = permissions.map((permission) => `"${permission}"`).join(', ');
  return `${label}: make one at ${url}.${quotedPermissions === '' ? '' : ` These tools need ${quotedPermissions}.`}`;
}

/** Returns a text with the values for the service's registration form, one per line for copying. */
function appText({ register, loopback = '127.0.0.1' }: Preset, scopes: readonly string[]): string {
  const callback = `http://${loopback}:${FIRST_PORT}/auth/callback`;
  return [
    `Register an app at: ${register.url}`,
    'Callback URL:',
    loopback === 'https' ? 'the https URL of a tunnel, with /auth/callback' : callback,
    ...(scopes.length > 0 ? ['Scopes:', ...scopes] : []),
  ].join('\n');
}

/** Returns the base URL; some services have another one for each customer. */
async function presetBaseUrl(
  { baseUrl, siteUrl, token, displayName }: Preset,
  isToken: boolean,
  statedUrl: unknown,
  questions: Questions | undefined,
): Promise<string | undefined> {
  if (typeof statedUrl === 'string') return statedUrl;
  const example = isToken ? token?.baseUrl : siteUrl;
  if (example === undefined) return baseUrl;
  return questions?.text({
    key: 'baseUrl',
    message: `Base URL of your ${displayName} site, such as ${example}`,
    check: (text) => (/^https:\/\/\S+$/.test(text) ? undefined : 'Enter an https URL.'),
  });
}
