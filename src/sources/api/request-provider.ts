import { baseUrl as baseUrlSetting } from '../../kinds/api/base-url.js';
import { pastedNotes } from '../../kinds/api/pasted-request.js';
import { askedTools } from '../../kinds/api/questions.js';
import { readRequests, type RequestLine, requestsFault } from '../../kinds/api/request-line.js';
import { placedAt, toolsOf } from '../../kinds/api/request-tools.js';
import { baseUrlRule } from '../../kinds/api/rules.js';
import { kindOf } from '../../kinds/kind-of.js';
import { notARequest } from '../../model/errors/create.js';
import { answersMissing } from '../../model/errors/spec.js';
import { DEFAULT_KIND } from '../../model/kind.js';
import type { Questions } from '../../model/questions.js';
import type { AuthSpec, ToolSpec } from '../../model/spec.js';
import { checkProvider } from '../../spec/check.js';
import type { SpecContext } from '../../spec/check/items.js';
import { readFlags } from '../../spec/flags.js';
import { type ProviderDraft, withDefaults } from '../../spec/flags/draft.js';
import { checkToolName, freeName } from '../../spec/questions/checks.js';
import { askProvider, askSetting } from '../../spec/questions/provider.js';
import { askTools } from '../../spec/questions/tool.js';
import { catalog } from '../catalog.js';
import type { Description } from '../description.js';
import { nameOfHost } from '../host-name.js';
import { type Connecting, nameFrom } from '../of-options.js';

/** Name for an API whose host does not say who owns it. */
const MY_API = 'my_api';

/**
 * The provider of an API of which only the address is known: its name, its sign-in and its tools are asked for.
 * @param isOpen it responds without credentials
 */
export async function apiProvider(
  { given, questions, existing }: Connecting & { questions: Questions },
  address: string,
  isOpen = false,
): Promise<Description> {
  const { draft, source } = readFlags(given.ordered, catalog);
  const name = nameFrom(given.arguments) ?? nameOfHost(address) ?? MY_API;
  const written = await askProvider(questions, catalog, {
    stated: { ...draft, kind: DEFAULT_KIND, ...(await secured(questions, address)) },
    suggested: { name, auth: isOpen ? 'none' : MOST_USUAL },
    asksName: true,
    taken: existing?.names,
  });
  return { providers: [checkProvider(written, catalog, source)], given };
}

/**
 * The provider of requests, which are its first tools. The secrets of the requests were dropped: what is left says how they
 * authenticate.
 */
export async function requestProvider(
  { context, given, questions, existing }: Connecting,
  text: string,
): Promise<Description> {
  const fault = requestsFault(text);
  if (fault !== undefined) throw notARequest(fault);
  const requests = readRequests(text);
  const { draft, source } = readFlags(given.ordered, catalog);
  const { baseUrl: option }: ProviderDraft & { baseUrl?: string } = draft;
  const address = option ?? requests.find(({ tool }) => tool.origin !== undefined)?.tool.origin;
  const asked = address ?? (questions && (await askSetting(questions, baseUrlSetting)));
  const base = asked && questions ? await secured(questions, asked) : { baseUrl: asked };
  const { baseUrl } = base;
  if (baseUrl === undefined) throw answersMissing(['--base-url'], context.flags.yes);
  const name = nameFrom(given.arguments) ?? nameOfHost(baseUrl);
  const home = { name: draft.name ?? name ?? MY_API, kind: kindOf(DEFAULT_KIND), baseUrl };
  const auth = draft.auth ?? requests.find(({ pasted }) => pasted.auth)?.pasted.auth;
  const usual = usualStyle(requests);
  if (questions) {
    const begin = (own: Questions) => askedTools(own, text, baseUrl);
    const tools = [...(await askTools(questions, home, { begin })), ...draft.tools];
    const stated = { ...draft, ...base, baseUrl, kind: DEFAULT_KIND, ...(auth && { auth }), tools };
    const suggested = { name, auth: usual };
    const written = await askProvider(questions, catalog, {
      stated,
      suggested,
      taken: existing?.names,
    });
    return { providers: [checkProvider(written, catalog, source)], given };
  }
  for (const note of requests.flatMap(({ pasted }) => pastedNotes(pasted))) context.ui.note(note);
  const tools = [...toolsIn(text, home), ...draft.tools];
  const whole = {
    ...draft,
    ...base,
    name: draft.name ?? name,
    auth: auth ?? { style: usual },
    tools,
  };
  if (whole.name === undefined) throw answersMissing(['--name'], context.flags.yes);
  if (auth === undefined)
    context.ui.note(`Nothing says how requests sign in: "--auth ${usual}" is used.`);
  return {
    providers: [
      checkProvider(withDefaults({ ...whole, name: whole.name }, catalog), catalog, source),
    ],
    given,
  };
}

/** Plain http is for a private network that the person trusts; anywhere else, https takes its place. */
async function secured(questions: Questions, baseUrl: string) {
  if (baseUrlRule(baseUrl) === undefined || !baseUrl.startsWith('http:')) return { baseUrl };
  const https = baseUrl.replace('http:', 'https:');
  if (baseUrlRule(baseUrl, { allowHttp: true }) !== undefined) {
    questions.note(`"${baseUrl}" is not encrypted; requests go to ${https}.`);
    return { baseUrl: https };
  }
  const chosen = await questions.choose({
    key: `secured[${baseUrl}]`,
    message: `"${baseUrl}" is not encrypted.`,
    choices: [
      { value: https, label: https },
      { value: baseUrl, label: 'Keep http', hint: 'a private network that I trust' },
    ],
  });
  return chosen === https ? { baseUrl: https } : { baseUrl, allowHttp: true };
}

/** Each has a name of its own. */
function toolsIn(text: string, home: SpecContext & { baseUrl: string }): ToolSpec[] {
  const tools: ToolSpec[] = [];
  for (const tool of toolsOf(text)) {
    const taken = tools.map((each) => each.name);
    const name = freeName(tool.name, checkToolName(home, taken)) ?? tool.name;
    tools.push({ ...placedAt(tool, home.baseUrl), name });
  }
  return tools;
}

const MOST_USUAL: AuthSpec['style'] = 'bearer';

/** A curl command shows its credentials, if it has any; most other APIs have tokens. */
const usualStyle = (requests: readonly RequestLine[]): AuthSpec['style'] =>
  requests.some(({ pasted }) => pasted.text.startsWith('curl')) ? 'none' : MOST_USUAL;
