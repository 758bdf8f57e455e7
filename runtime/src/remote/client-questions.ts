import {
  CLIENT_CAPABILITIES_META_KEY,
  type ElicitRequestParams,
  type ElicitResult,
  type InputRequests,
  isInputRequiredResult,
} from '@modelcontextprotocol/client';
import { type CallContext, recordOf } from '../call/call-context.js';
import type { Form } from '../call/elicitation/form.js';
import { once, pageAt, type Question, RefusedError } from '../call/elicitation/questions.js';
import { ToolError } from '../call/result/tool-error.js';
import { nodeCrypto } from '../node/node-module.js';
import { isSecretName } from '../utils/argument-names.js';
import { withoutInvisible } from '../utils/invisible.js';

type Params = Record<string, unknown>;

/** A server that asks more often would ask forever. */
const MAX_ROUNDS = 10;

/**
 * Returns the capabilities of the caller's client for questions. Each request states them, so that
 * a server asks for nothing else.
 */
export const capabilitiesFor = ({ questions }: CallContext): Params => {
  const { form = false, url = false } = questions?.can ?? {};
  if (!form && !url) return { _meta: { [CLIENT_CAPABILITIES_META_KEY]: {} } };
  const elicitation = { ...(form && { form: {} }), ...(url && { url: {} }) };
  return { _meta: { [CLIENT_CAPABILITIES_META_KEY]: { elicitation } } };
};

/**
 * Sends a request until its result is there. Questions of the server in between go to the user of
 * this call (MCP 2026-07-28, "Multi round-trip requests"); the server's state is a part of this
 * server's state.
 * @param id comes from `remoteCallId`
 * @throws ToolError if the server asks for what is not passed on
 */
export async function withQuestions(
  provider: string,
  context: CallContext,
  id: string,
  send: (otherParams: Params) => Promise<unknown>,
): Promise<unknown> {
  let inputParams: Params = {};
  for (let round = 1; round <= MAX_ROUNDS; round += 1) {
    const currentParams = inputParams;
    const result = await once(context, ownKey(`${id}_${round}`), () => send(currentParams));
    if (!isInputRequiredResult(result)) return result;
    const { inputRequests = {}, requestState } = result;
    inputParams = {
      inputResponses: await responsesTo(provider, inputRequests, context),
      ...(requestState !== undefined && { requestState }),
    };
  }
  throw new ToolError(`The server still asks after ${MAX_ROUNDS} questions.`);
}

/** Returns the key of an answer that the library stores; the code of a tool has other keys. */
const ownKey = (name: string) => `mcp-provider/${name}`;

/**
 * Returns the id of a call of the server, which stays the same if the caller's client calls again.
 * A tool with code of its own can call several tools: in the same order whenever it runs again.
 */
export async function remoteCallId(context: CallContext): Promise<{ id: string; isNew: boolean }> {
  let isNew = false;
  const id = await once(context, ownKey(`call_${++recordOf(context).remoteCalls}`), async () => {
    isNew = true;
    return nodeCrypto().randomUUID();
  });
  return { id, isNew };
}

async function responsesTo(
  provider: string,
  requests: InputRequests,
  context: CallContext,
): Promise<Params> {
  const responses: Params = {};
  for (const [key, { method, params }] of Object.entries(requests)) {
    if (method !== 'elicitation/create')
      throw new ToolError(`The server asks for "${method}", which cannot be passed on.`);
    responses[key] = await clientResponse(questionOf(provider, params), context);
  }
  return responses;
}

/** Returns the answer of the user; `cancel` if the client cannot show the question. */
export async function clientResponse(
  question: Question,
  { questions }: CallContext,
): Promise<ElicitResult> {
  if (!questions?.can['url' in question ? 'url' : 'form']) return { action: 'cancel' };
  try {
    const content = await questions.put(question, (formValues) => ({ entered: formValues }), false);
    return { action: 'accept', content: content.entered as NonNullable<ElicitResult['content']> };
  } catch (error) {
    if (error instanceof RefusedError) return { action: error.action };
    throw error;
  }
}

/**
 * Converts a question of the provider's server, which the user must not take for one of the
 * project.
 * @throws ToolError if the URL of a page is not safe, or a form asks for a secret (MCP,
 * "Elicitation": it must not)
 */
export function questionOf(provider: string, params: ElicitRequestParams): Question {
  const message = `The server "${provider}" asks: ${printableText(params.message)}`;
  if (params.mode === 'url') return pageAt(params.url, message);
  const { properties } = params.requestedSchema;
  const secret = Object.entries(properties).find(([name, { title = '' }]) =>
    [name, title].some(isSecretName),
  );
  if (secret)
    throw new ToolError(
      `The server asks for "${secret[0]}" in a form: secrets are never asked for there.`,
    );
  const form = JSON.parse(JSON.stringify(params.requestedSchema), (_, value: unknown) =>
    typeof value === 'string' ? printableText(value) : value,
  ) as Form; // the person's client checks it
  return { message, form };
}

/** Returns the text without characters that a terminal acts on, or that users do not see. */
const printableText = (text: string): string =>
  withoutInvisible(text).replace(/(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, '');
