import { baseUrl as baseUrlSetting } from '../../kinds/api/base-url.js';
import { pastedNotes } from '../../kinds/api/pasted/request.js';
import {
  readRequests,
  type RequestLine,
  requestsFault,
} from '../../kinds/api/pasted/request-line.js';
import { relativeToBaseUrl, requestTools } from '../../kinds/api/pasted/request-tools.js';
import { toolsOfRequests } from '../../kinds/api/questions.js';
import { baseUrlRule } from '../../kinds/api/url-rules.js';
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
import { type ConnectionRequest, nameOfDirectory } from '../describe-by-options.js';
import type { Description } from '../description.js';
import { nameOfHost } from '../host-name.js';
import { kindsAndStyles } from '../kinds-and-styles.js';

/** Name for an API whose host does not tell who owns it. */
const UNKNOWN_OWNER = 'my_api';

/**
 * Asks for the provider of an API of which only the URL is known: its name, its sign-in and its
 * tools.
 * @param isOpen whether it responds without credentials
 */
export async function apiProvider(
  { commandLine, questions, existing }: ConnectionRequest & { questions: Questions },
  address: string,
  isOpen = false,
): Promise<Description> {
  const { draft, source } = readFlags(commandLine.ordered, kindsAndStyles);
  const name = nameOfDirectory(commandLine.arguments) ?? nameOfHost(address) ?? UNKNOWN_OWNER;
  const writtenProvider = await askProvider(questions, kindsAndStyles, {
    stated: { ...draft, kind: DEFAULT_KIND, ...(await withEncryption(questions, address)) },
    suggested: { name, auth: isOpen ? 'none' : DEFAULT_AUTH_STYLE },
    asksName: true,
    takenNames: existing?.names,
  });
  return { providers: [checkProvider(writtenProvider, kindsAndStyles, source)], commandLine };
}

/**
 * Returns the provider of pasted requests, which become its first tools. The secrets of the
 * requests were removed; their remaining parts show how they authenticate.
 */
export async function requestProvider(
  { context, commandLine, questions, existing }: ConnectionRequest,
  text: string,
): Promise<Description> {
  const fault = requestsFault(text);
  if (fault !== undefined) throw notARequest(fault);
  const requests = readRequests(text);
  const { draft, source } = readFlags(commandLine.ordered, kindsAndStyles);
  const { baseUrl: option }: ProviderDraft & { baseUrl?: string } = draft;
  const address = option ?? requests.find(({ tool }) => tool.origin !== undefined)?.tool.origin;
  const askedBaseUrl = address ?? (questions && (await askSetting(questions, baseUrlSetting)));
  const base =
    askedBaseUrl && questions
      ? await withEncryption(questions, askedBaseUrl)
      : { baseUrl: askedBaseUrl };
  const { baseUrl } = base;
  if (baseUrl === undefined) throw answersMissing(['--base-url'], context.flags.yes);
  const name = nameOfDirectory(commandLine.arguments) ?? nameOfHost(baseUrl);
  const providerContext = {
    name: draft.name ?? name ?? UNKNOWN_OWNER,
    kind: kindOf(DEFAULT_KIND),
    baseUrl,
  };
  const auth =
    draft.auth ?? requests.find(({ pastedRequest }) => pastedRequest.auth)?.pastedRequest.auth;
  const suggestedStyle = usualStyle(requests);
  if (questions) {
    const begin = (requestQuestions: Questions) => toolsOfRequests(requestQuestions, text, baseUrl);
    const tools = [...(await askTools(questions, providerContext, { begin })), ...draft.tools];
    const statedProvider = {
      ...draft,
      ...base,
      baseUrl,
      kind: DEFAULT_KIND,
      ...(auth && { auth }),
      tools,
    };
    const suggestions = { name, auth: suggestedStyle };
    const writtenProvider = await askProvider(questions, kindsAndStyles, {
      stated: statedProvider,
      suggested: suggestions,
      takenNames: existing?.names,
    });
    return { providers: [checkProvider(writtenProvider, kindsAndStyles, source)], commandLine };
  }
  for (const note of requests.flatMap(({ pastedRequest }) => pastedNotes(pastedRequest)))
    context.ui.note(note);
  const tools = [...toolsIn(text, providerContext), ...draft.tools];
  const providerSpec = {
    ...draft,
    ...base,
    name: draft.name ?? name,
    auth: auth ?? { style: suggestedStyle },
    tools,
  };
  if (providerSpec.name === undefined) throw answersMissing(['--name'], context.flags.yes);
  if (auth === undefined)
    context.ui.note(`Nothing says how requests sign in: "--auth ${suggestedStyle}" is used.`);
  return {
    providers: [
      checkProvider(
        withDefaults({ ...providerSpec, name: providerSpec.name }, kindsAndStyles),
        kindsAndStyles,
        source,
      ),
    ],
    commandLine,
  };
}

/**
 * Asks about a base URL with plain http, which is for a private network that the user trusts;
 * otherwise https replaces it.
 */
async function withEncryption(questions: Questions, baseUrl: string) {
  if (baseUrlRule(baseUrl) === undefined || !baseUrl.startsWith('http:')) return { baseUrl };
  const https = baseUrl.replace('http:', 'https:');
  if (baseUrlRule(baseUrl, { allowHttp: true }) !== undefined) {
    questions.note(`"${baseUrl}" is not encrypted; requests go to ${https}.`);
    return { baseUrl: https };
  }
  const answer = await questions.choose({
    key: `secured[${baseUrl}]`,
    message: `"${baseUrl}" is not encrypted.`,
    choices: [
      { value: https, label: https },
      { value: baseUrl, label: 'Keep http', hint: 'a private network that I trust' },
    ],
  });
  return answer === https ? { baseUrl: https } : { baseUrl, allowHttp: true };
}

/** Returns the tools of the requests, each with a unique name. */
function toolsIn(text: string, providerContext: SpecContext & { baseUrl: string }): ToolSpec[] {
  const tools: ToolSpec[] = [];
  for (const tool of requestTools(text)) {
    const takenNames = tools.map((otherTool) => otherTool.name);
    const name = freeName(tool.name, checkToolName(providerContext, takenNames)) ?? tool.name;
    tools.push({ ...relativeToBaseUrl(tool, providerContext.baseUrl), name });
  }
  return tools;
}

const DEFAULT_AUTH_STYLE: AuthSpec['style'] = 'bearer';

/**
 * Returns the suggested auth style. A curl command shows its credentials, if it has any; most other
 * APIs use tokens.
 */
const usualStyle = (requests: readonly RequestLine[]): AuthSpec['style'] =>
  requests.some(({ pastedRequest }) => pastedRequest.text.startsWith('curl'))
    ? 'none'
    : DEFAULT_AUTH_STYLE;
