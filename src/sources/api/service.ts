import type { OrderedFlag } from '../../model/command.js';
import { SAMPLE } from '../../model/component.js';
import { pluralize } from '../../model/counted.js';
import { uselessForSource } from '../../model/errors/cli.js';
import { unknownStarter } from '../../model/errors/create.js';
import { answersMissing } from '../../model/errors/spec.js';
import type { JsonSchemaObject, ObjectSchema } from '../../model/json-schema.js';
import { isRecord, mapSubschemas } from '../../model/json-schema/subschemas.js';
import type { Preset, PresetTool } from '../../model/preset.js';
import type { Questions } from '../../model/questions.js';
import type { AuthSpec, ToolSpec } from '../../model/spec.js';
import { presets } from '../../presets/register.gen.js';
import { FIRST_PORT } from '../../render/sign-in-port.js';
import { checkProvider } from '../../spec/check.js';
import { readFlags } from '../../spec/flags.js';
import { catalog } from '../catalog.js';
import type { Description } from '../description.js';
import { type Connecting, ofOptions, withOptions } from '../of-options.js';

/** A known service: useful tools to select from, and the sign-in that works now, or the MCP server that the service runs. */
export async function serviceProvider(
  connecting: Connecting,
  id: keyof typeof presets,
): Promise<Description> {
  const preset: Preset = presets[id];
  const { context, given, questions } = connecting;
  const { displayName, mcpServer, tools: prepared = [] } = preset;
  const describesTools = given.ordered.some(([flag]) => flag === '--tool');
  if (prepared.length === 0 && given.options.tools !== undefined)
    throw uselessForSource('--tools', displayName, ['--tool']);
  if (prepared.length === 0 || describesTools) {
    const stated = withOptions(given, [['--preset', id]]);
    return ofOptions({ ...connecting, given: stated }, { name: id, displayName });
  }
  const asksServer = mcpServer !== undefined && given.options.tools === undefined;
  if (asksServer && questions && (await callsServer(preset, mcpServer.url, questions))) {
    const { serverProvider } = await import('../mcp/provider.js');
    return serverProvider(context, given, questions, mcpServer.url);
  }
  const chosen = await chosenTools(preset, given.options.tools, questions);
  const { draft } = readFlags(given.ordered, catalog);
  const isPublic = given.options.publicUrl !== undefined;
  const usual = preset.token && !isPublic ? 'token' : 'oauth2';
  const { auth, needed } = await signIn(id, preset, draft.auth, chosen, usual, questions);
  const isToken = needed !== undefined;
  const baseUrl = await baseUrlOf(preset, isToken, Reflect.get(draft, 'baseUrl'), questions);
  if (baseUrl === undefined) throw answersMissing(['--base-url'], context.flags.yes);
  const { name = id } = draft;
  const { headers, success, token } = preset;
  const checked = checkProvider(
    {
      ...draft,
      name,
      displayName: draft.displayName ?? displayName,
      baseUrl,
      ...(headers && { headers }),
      ...(success !== undefined && { success }),
      ...(isToken && token?.checkPath !== undefined && { checkPath: token.checkPath }),
      auth,
      tools: chosen.map(specOf),
    },
    catalog,
  );
  const ordered: OrderedFlag[] = isToken === (usual === 'token') ? [] : [['--auth', auth.style]];
  const repeated = preset.baseUrl === baseUrl ? ordered : [...ordered, baseUrlFlag(baseUrl)];
  const tools = namesIn(chosen);
  const isUsual = tools === namesIn(prepared.filter(isReading));
  const options = { ...given.options, from: id, ...(!isUsual && { tools }) };
  return {
    providers: [
      needed === undefined
        ? checked
        : { ...checked, spec: { ...checked.spec, origin: { kind: 'service', token: needed } } },
    ],
    given: { ...withOptions(given, repeated), options },
  };
}

/** Whether tools call the MCP server of a service, not its API. */
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

/** @throws CliError `create/starter` for an unknown name */
async function chosenTools(
  { displayName, tools: prepared = [] }: Preset,
  stated: string | undefined,
  questions: Questions | undefined,
): Promise<PresetTool[]> {
  const named = (names: readonly string[]) => prepared.filter(({ name }) => names.includes(name));
  const names = prepared.map(({ name }) => name);
  if (stated !== undefined) {
    const wanted = stated.split(',').map((name) => name.trim());
    const unknown = wanted.find((name) => !names.includes(name));
    if (unknown !== undefined) throw unknownStarter(displayName, unknown, names);
    return named(wanted);
  }
  const reading = prepared.filter(isReading).map(({ name }) => name);
  if (!questions) return named(reading);
  return named(
    await questions.chooseSeveral({
      key: 'tools',
      message: 'Which tools?',
      choices: prepared.map((tool) => ({
        value: tool.name,
        label: tool.name,
        hint: `${isReading(tool) ? '' : 'changes data: '}${tool.description}`,
      })),
      initial: reading,
      status: (values) => `${values.length} of ${pluralize(names.length, 'tool')}`,
      check: (values) => (values.length === 0 ? 'Select at least one.' : undefined),
    }),
  );
}

const namesIn = (tools: readonly PresetTool[]) => tools.map(({ name }) => name).join(',');
const isReading = ({ request, annotations }: PresetTool) =>
  annotations?.readOnlyHint ?? request.method === 'GET';

/** The tool in a spec. */
export function specOf({ source: _, needs: __, outputSchema, ...tool }: PresetTool): ToolSpec {
  return {
    ...tool,
    ...(outputSchema && { outputSchema: withSamples(outputSchema) as ObjectSchema }), // of an object, too
  };
}

/** Examples of a result are samples for the tests. */
function withSamples(schema: JsonSchemaObject): JsonSchemaObject {
  const { examples, ...others } = mapSubschemas(schema, (part) =>
    isRecord(part) ? withSamples(part) : part,
  );
  return { ...others, ...(examples && { [SAMPLE]: { examples } }) };
}

/** A token of the person, with what it needs, unless the server has users of its own. */
async function signIn(
  id: string,
  preset: Preset,
  stated: Partial<AuthSpec> | undefined,
  tools: readonly PresetTool[],
  usual: 'token' | 'oauth2',
  questions: Questions | undefined,
): Promise<{ auth: AuthSpec; needed?: string }> {
  const { token, alwaysScopes = [], displayName } = preset;
  const style =
    stated?.style === undefined && token && questions
      ? await questions.choose<string>({
          key: 'auth.style',
          message: `How do users sign in to ${displayName}?`,
          choices: [
            { value: 'token', label: token.label, hint: 'works now; each user enters their own' },
            { value: 'oauth2', label: 'OAuth in the browser', hint: 'needs an app to register' },
          ],
          initial: usual,
        })
      : (stated?.style ?? usual);
  if (token && style !== 'oauth2') {
    const needed = tokenText(token, tools);
    questions?.note(needed);
    return { auth: { ...token.settings, ...stated, style: token.style }, needed };
  }
  const needed = [...new Set(tools.flatMap(({ needs }) => needs?.scopes ?? []))];
  // `alwaysScopes` are requested with them.
  const scopes = needed.filter((scope) => !alwaysScopes.includes(scope));
  const auth = { ...(scopes.length > 0 && { scopes }), ...stated, style: 'oauth2', preset: id };
  questions?.note(appText(preset, [...scopes, ...alwaysScopes]));
  return { auth };
}

/** Where the token of a person is made, and what it needs. */
function tokenText(
  { label, url }: NonNullable<Preset['token']>,
  tools: readonly PresetTool[],
): string {
  const permissions = [...new Set(tools.flatMap(({ needs }) => needs?.permission ?? []))];
  const quoted = permissions.map((permission) => `"${permission}"`).join(', ');
  return `${label}: make one at ${url}.${quoted === '' ? '' : ` These tools need ${quoted}.`}`;
}

/** What the form of the service asks for, one value a line, to be copied. */
function appText({ register, loopback = '127.0.0.1' }: Preset, scopes: readonly string[]): string {
  const callback = `http://${loopback}:${FIRST_PORT}/auth/callback`;
  return [
    `Register an app at: ${register.url}`,
    'Callback URL:',
    loopback === 'https' ? 'the https URL of a tunnel, with /auth/callback' : callback,
    ...(scopes.length > 0 ? ['Scopes:', ...scopes] : []),
  ].join('\n');
}

/** Some services have another for each customer. */
async function baseUrlOf(
  { baseUrl, siteUrl, token, displayName }: Preset,
  isToken: boolean,
  stated: unknown,
  questions: Questions | undefined,
): Promise<string | undefined> {
  if (typeof stated === 'string') return stated;
  const example = isToken ? token?.baseUrl : siteUrl;
  if (example === undefined) return baseUrl;
  return questions?.text({
    key: 'baseUrl',
    message: `Base URL of your ${displayName} site, such as ${example}`,
    check: (text) => (/^https:\/\/\S+$/.test(text) ? undefined : 'Enter an https URL.'),
  });
}
