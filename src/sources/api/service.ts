import { pluralize } from '../../model/counted.js';
import { uselessForSource } from '../../model/errors/cli.js';
import { unknownStarter } from '../../model/errors/create.js';
import { answersMissing } from '../../model/errors/spec.js';
import type { OrderedFlag } from '../../model/command.js';
import type { Preset, StarterTool } from '../../model/preset.js';
import type { Questions } from '../../model/questions.js';
import type { AuthSpec } from '../../model/spec.js';
import { presets } from '../../presets/register.gen.js';
import { FIRST_PORT } from '../../render/sign-in-port.js';
import { checkProvider } from '../../spec/check.js';
import { readFlags } from '../../spec/flags.js';
import { catalog } from '../catalog.js';
import type { Description } from '../description.js';
import { starterTool } from './starter-tool.js';
import { ofOptions, withOptions, type Connecting } from '../of-options.js';

/** A known service: useful tools to select from, and the sign-in that works now. */
export async function serviceProvider(
  connecting: Connecting,
  id: keyof typeof presets,
): Promise<Description> {
  const preset: Preset = presets[id];
  const { context, given, questions } = connecting;
  const { displayName, starter = [] } = preset;
  const describesTools = given.ordered.some(([flag]) => flag === '--tool');
  if (starter.length === 0 && given.options.tools !== undefined)
    throw uselessForSource('--tools', displayName, ['--tool']);
  if (starter.length === 0 || describesTools) {
    const stated = withOptions(given, [['--preset', id]]);
    return ofOptions({ ...connecting, given: stated }, { name: id, displayName });
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
      tools: chosen.map(starterTool),
    },
    catalog,
  );
  const ordered: OrderedFlag[] = isToken === (usual === 'token') ? [] : [['--auth', auth.style]];
  const repeated = preset.baseUrl === baseUrl ? ordered : [...ordered, baseUrlFlag(baseUrl)];
  const tools = namesIn(chosen);
  const isUsual = tools === namesIn(starter.filter(isReading));
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

const baseUrlFlag = (baseUrl: string): OrderedFlag => ['--base-url', baseUrl];

/** @throws CliError `create/starter` for an unknown name */
async function chosenTools(
  { displayName, starter = [] }: Preset,
  stated: string | undefined,
  questions: Questions | undefined,
): Promise<StarterTool[]> {
  const named = (names: readonly string[]) => starter.filter((one) => names.includes(nameOf(one)));
  const names = starter.map(nameOf);
  if (stated !== undefined) {
    const wanted = stated.split(',').map((name) => name.trim());
    const unknown = wanted.find((name) => !names.includes(name));
    if (unknown !== undefined) throw unknownStarter(displayName, unknown, names);
    return named(wanted);
  }
  const reading = starter.filter(isReading).map(nameOf);
  if (!questions) return named(reading);
  return named(
    await questions.chooseSeveral({
      key: 'tools',
      message: 'Which tools?',
      choices: starter.map((one) => ({
        value: nameOf(one),
        label: nameOf(one),
        hint: `${isReading(one) ? '' : 'changes data: '}${textOf(one)}`,
      })),
      initial: reading,
      status: (values) => `${values.length} of ${pluralize(names.length, 'tool')}`,
      check: (values) => (values.length === 0 ? 'Select at least one.' : undefined),
    }),
  );
}

const namesIn = (tools: readonly StarterTool[]) => tools.map(nameOf).join(',');
const nameOf = ({ tool }: StarterTool): string => tool.split(':')[0] ?? '';
const textOf = ({ tool }: StarterTool): string => tool.slice(tool.indexOf(':') + 2);
const isReading = ({ request, reads }: StarterTool) => reads === true || request.startsWith('GET ');

/** A token of the person, with what it needs, unless the server has users of its own. */
async function signIn(
  id: string,
  preset: Preset,
  stated: Partial<AuthSpec> | undefined,
  tools: readonly StarterTool[],
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
  const needed = [...new Set(tools.flatMap(({ scopes = [] }) => scopes))];
  // `alwaysScopes` are requested with them.
  const scopes = needed.filter((scope) => !alwaysScopes.includes(scope));
  const auth = { ...(scopes.length > 0 && { scopes }), ...stated, style: 'oauth2', preset: id };
  questions?.note(appText(preset, [...scopes, ...alwaysScopes]));
  return { auth };
}

/** Where the token of a person is made, and what it needs. */
function tokenText(
  { label, url }: NonNullable<Preset['token']>,
  tools: readonly StarterTool[],
): string {
  const permissions = [...new Set(tools.flatMap(({ permission }) => permission ?? []))];
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
