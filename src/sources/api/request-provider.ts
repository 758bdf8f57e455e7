import { baseUrl as baseUrlSetting } from '../../kinds/api/base-url.js';
import { pastedNotes, readPasted, type Pasted } from '../../kinds/api/pasted-request.js';
import { pastedTool, toolWith, type PastedTool } from '../../kinds/api/pasted-tool.js';
import {
  askArguments,
  completeRequest,
  requestFault,
  shownRequest,
} from '../../kinds/api/questions.js';
import { baseUrlRule } from '../../kinds/api/rules.js';
import { suggested } from '../../kinds/api/tool-name.js';
import { notARequest } from '../../model/errors/create.js';
import { answersMissing } from '../../model/errors/spec.js';
import type { Questions } from '../../model/questions.js';
import type { AuthSpec } from '../../model/spec.js';
import { checkProvider } from '../../spec/check.js';
import { readFlags } from '../../spec/flags.js';
import { withDefaults, type ProviderDraft } from '../../spec/flags/draft.js';
import { askProvider, askSetting } from '../../spec/questions/provider.js';
import { describedArguments } from '../../spec/questions/tool.js';
import { catalog } from '../catalog.js';
import type { Description } from '../description.js';
import { nameOfHost } from '../host-name.js';
import { nameFrom, type Connecting } from '../of-options.js';

/** A request for an API of which only the address is known. */
export const askedRequest = (questions: Questions): Promise<string> =>
  questions.text({
    key: 'request',
    message: 'Request, such as GET /rooms/{room_id}, or a curl command',
    correct: completeRequest,
    masked: shownRequest,
    check: requestFault,
  });

/**
 * The provider of one request, which is its first tool. The secrets of the request were dropped: what is left says how it
 * authenticates.
 * @param known the base URL, where the request is only a path
 */
export async function requestProvider(
  { context, given, questions }: Connecting,
  text: string,
  known?: string,
): Promise<Description> {
  const fault = requestFault(text);
  if (fault !== undefined) throw notARequest(fault);
  const pasted = readPasted(text);
  const { origin, ...tool } = pastedTool(pasted);
  for (const note of pastedNotes(pasted)) (questions ?? context.ui).note(note);
  const first = await firstTool(tool, questions);
  const { draft } = readFlags(given.ordered, catalog);
  const { baseUrl: option }: ProviderDraft & { baseUrl?: string } = draft;
  const address = option ?? origin ?? known;
  const asked = address ?? (questions && (await askSetting(questions, baseUrlSetting)));
  const base = asked && questions ? await secured(questions, asked) : { baseUrl: asked };
  const { baseUrl } = base;
  if (baseUrl === undefined) throw answersMissing(['--base-url'], context.flags.yes);
  const name = nameFrom(given.arguments) ?? nameOfHost(baseUrl);
  const stated = { ...draft, ...base, baseUrl, tools: [first, ...draft.tools] };
  const auth = draft.auth ?? pasted.auth;
  if (questions) {
    const provider = {
      stated: { ...stated, kind: 'api', ...(auth && { auth }) },
      suggested: { name, auth: usualAuth(pasted).style },
    };
    const written = await askProvider(questions, catalog, provider);
    return { providers: [checkProvider(written, catalog)], given };
  }
  const whole = { ...stated, name: draft.name ?? name, auth: auth ?? usualAuth(pasted) };
  if (whole.name === undefined) throw answersMissing(['--name'], context.flags.yes);
  return {
    providers: [checkProvider(withDefaults({ ...whole, name: whole.name }, catalog), catalog)],
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

async function firstTool(tool: PastedTool, questions: Questions | undefined) {
  const { request, inputSchema } = questions
    ? await askArguments(questions, tool)
    : toolWith(tool, tool.params);
  const { name = 'call_api', description, arguments: texts } = suggested({ request }) ?? {};
  return {
    name,
    description: description ?? `${request.method} ${request.path}.`,
    inputSchema: describedArguments(inputSchema, texts),
    request,
  };
}

/** A curl command shows its credentials, if it has any; most other APIs have tokens. */
const usualAuth = ({ text }: Pasted): AuthSpec => ({
  style: text.startsWith('curl') ? 'none' : 'bearer',
});
