import type { InputRequests } from '@modelcontextprotocol/client';
import { CLIENT_CAPABILITIES_META_KEY, isInputRequiredResult } from '@modelcontextprotocol/client';
import type { Form } from '../elicitation/form.js';
import type { Question } from '../elicitation/questions.js';
import { once, pageAt, RefusedError } from '../elicitation/questions.js';
import type { CallContext } from '../provider/define.js';
import { ToolError } from '../provider/tool-error.js';

type Params = Record<string, unknown>;

/** More is a server that asks for ever. */
const MOST_ROUNDS = 10;

/** With each request, so that a server asks only what the caller's client can show. */
export const capabilitiesFor = ({ questions }: CallContext): Params => {
  const { form = false, url = false } = questions?.can ?? {};
  if (!form && !url) return {};
  const elicitation = { ...(form && { form: {} }), ...(url && { url: {} }) };
  return { _meta: { [CLIENT_CAPABILITIES_META_KEY]: { elicitation } } };
};

/**
 * Sends a request until its result is there. What the server asks in between is put to the person of this call (MCP
 * 2026-07-28, "Multi round-trip requests"); its state travels inside the state of this server.
 * @throws ToolError where the server asks for what is not passed on
 */
export async function withQuestions(
  context: CallContext,
  send: (more: Params) => Promise<unknown>,
): Promise<unknown> {
  let more: Params = {};
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    const sent = more;
    const result = await once(context, `round_${round}`, () => send(sent));
    if (!isInputRequiredResult(result)) return result;
    const { inputRequests = {}, requestState } = result;
    more = {
      inputResponses: await responsesTo(inputRequests, context),
      ...(requestState !== undefined && { requestState }),
    };
  }
  throw new ToolError(`The server still asks after ${MOST_ROUNDS} questions.`);
}

async function responsesTo(requests: InputRequests, context: CallContext): Promise<Params> {
  const responses: Params = {};
  for (const [key, request] of Object.entries(requests)) {
    const question = questionOf(request);
    const { questions } = context;
    if (!question || !questions) {
      throw new ToolError(`The server asks for "${request.method}", which cannot be passed on.`);
    }
    responses[key] = await questions
      .put(question, (content) => ({ content }), false)
      .then(
        ({ content }) => ({ action: 'accept', content }),
        (error: unknown) => {
          if (error instanceof RefusedError) return { action: error.action };
          throw error;
        },
      );
  }
  return responses;
}

function questionOf({ method, params }: InputRequests[string]): Question | undefined {
  if (method !== 'elicitation/create') return undefined;
  const { message } = params;
  if (params.mode === 'url') return pageAt(params.url, message);
  return { message, form: params.requestedSchema as unknown as Form }; // the person's client checks it
}
