import {
  type CallToolResult,
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  type InputRequiredResult,
  isInputRequiredResult,
  LOG_LEVEL_META_KEY,
  PROTOCOL_VERSION_META_KEY,
  SERVER_INFO_META_KEY,
} from '@modelcontextprotocol/server';
import { implementationOf } from '../../provider/definition.js';
import { isObject } from '../../utils/is-object.js';

/** Limit of the distinct envelopes that are remembered: a client sends the same one with each request. */
const MAX_ENVELOPES = 256;
const MAX_ENVELOPE_CHARACTERS = 4_096;

/** A request that can be answered without the SDK. */
export interface PlainMessage {
  id: string | number;
  method: 'tools/call' | 'tools/list';
  params: { name?: string; arguments?: object; _meta?: Record<string, unknown> };
}

/**
 * Creates a check whether the SDK accepts the envelope of a message. Accepted envelopes are
 * remembered, because the SDK's check depends on nothing else.
 */
export function envelopeCheck(): (meta: object, isValid: () => boolean) => boolean {
  const acceptedTexts = new Set<string>();
  return (meta, isValid) => {
    const text = JSON.stringify(meta);
    if (acceptedTexts.has(text)) return true;
    if (text.length > MAX_ENVELOPE_CHARACTERS || !isValid()) return false;
    if (acceptedTexts.size >= MAX_ENVELOPES) acceptedTexts.clear();
    acceptedTexts.add(text);
    return true;
  };
}

const ENVELOPE_KEYS: ReadonlySet<string> = new Set([
  PROTOCOL_VERSION_META_KEY,
  CLIENT_INFO_META_KEY,
  CLIENT_CAPABILITIES_META_KEY,
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- clients may still send it
  LOG_LEVEL_META_KEY,
]);

/** Returns whether a request asks for progress or log messages beside its response. */
export const wantsNotifications = (meta: object): boolean =>
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- clients may still send it
  'progressToken' in meta || LOG_LEVEL_META_KEY in meta;

/** Returns whether metadata has keys that the protocol reserves, such as those of an envelope. */
export const hasReservedKeys = (meta: object): boolean =>
  Object.keys(meta).some((key) => key.startsWith('io.modelcontextprotocol/'));

/** Returns the members that a complete result has since MCP 2026-07-28, for `responseText`. */
export const completionMembers = (options: Parameters<typeof implementationOf>[0]): string =>
  JSON.stringify({
    resultType: 'complete',
    _meta: { [SERVER_INFO_META_KEY]: implementationOf(options) },
  }).slice(1);

/**
 * Returns the text of a response.
 * @param members further members of the result, as the text of an object without its opening brace
 */
export function responseText(result: string, id: string | number, members?: string): string {
  const completeResult = members === undefined ? result : `${result.slice(0, -1)},${members}`;
  return `{"result":${completeResult},"jsonrpc":"2.0","id":${JSON.stringify(id)}}`;
}

/** Returns the metadata as the SDK passes it on, without the keys of the envelope. */
export function withoutEnvelope(meta: Record<string, unknown>): Record<string, unknown> {
  const remaining: Record<string, unknown> = {};
  for (const key of Object.keys(meta)) if (!ENVELOPE_KEYS.has(key)) remaining[key] = meta[key];
  return remaining;
}

function hasOnly(value: object, members: ReadonlySet<string>): boolean {
  for (const name of Object.keys(value)) if (!members.has(name)) return false;
  return true;
}

const MESSAGE_MEMBERS = new Set(['jsonrpc', 'id', 'method', 'params']);
const PARAMS_MEMBERS = {
  'tools/call': new Set(['name', 'arguments', '_meta']),
  'tools/list': new Set(['_meta']),
};

/** Returns the request, if it is one of the two methods and contains nothing else. */
export function plainMessage(value: unknown): PlainMessage | undefined {
  if (!isObject(value) || !hasOnly(value, MESSAGE_MEMBERS)) return undefined;
  const { jsonrpc, id, method, params = {} } = value;
  if (jsonrpc !== '2.0' || (method !== 'tools/call' && method !== 'tools/list')) return undefined;
  if (typeof id !== 'string' && !Number.isSafeInteger(id)) return undefined;
  if (!isObject(params) || !hasOnly(params, PARAMS_MEMBERS[method])) return undefined;
  const { name, arguments: args = {}, _meta: meta = {} } = params;
  if (method === 'tools/call' && typeof name !== 'string') return undefined;
  if (
    ![args, meta].every(
      (container) => isObject(container) && !Object.hasOwn(container, '__proto__'),
    )
  )
    return undefined;
  return { id, method, params } as PlainMessage;
}

const RESULT_MEMBERS = new Set(['content', 'structuredContent', 'isError']);
const TEXT_MEMBERS = new Set(['type', 'text']);

/** Returns whether the schemas of the protocol surely accept a result unchanged. */
export function isPlainResult(
  result: CallToolResult | InputRequiredResult | undefined,
): result is CallToolResult {
  if (!result || isInputRequiredResult(result)) return false;
  const { content, structuredContent, isError = false }: Record<string, unknown> = result;
  return (
    hasOnly(result, RESULT_MEMBERS) &&
    Array.isArray(content) &&
    content.every(isPlainText) &&
    (structuredContent === undefined || isPlainObject(structuredContent)) &&
    typeof isError === 'boolean'
  );
}

const isPlainText = (block: unknown): boolean =>
  isObject(block) &&
  block.type === 'text' &&
  typeof block.text === 'string' &&
  hasOnly(block, TEXT_MEMBERS);

const isPlainObject = (value: unknown): boolean =>
  isObject(value) &&
  Object.getPrototypeOf(value) === Object.prototype &&
  !Object.hasOwn(value, '__proto__');
