import { exactJson } from '../../utils/exact-json.js';
import { idsIn } from '../../utils/json-rpc.js';

/** Methods that run code of a provider: they can wait for their turn. All other messages are handled at once. */
const CALL_METHODS = new Set([
  'tools/call',
  'resources/list',
  'resources/read',
  'prompts/get',
  'completion/complete',
]);

/** Returns the value of the body of a POST; undefined if it is not JSON. */
export function parseMessage(body: Buffer): unknown {
  try {
    return exactJson(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Returns whether two requests of a batch have one id: both would get the result of one. */
export function hasRepeatedId(message: unknown): boolean {
  if (!Array.isArray(message)) return false;
  const ids = idsIn(message);
  return new Set(ids).size < ids.length;
}

/** Returns how many calls a message has: until 2025-03-26, it can be a batch. */
export const callsIn = (message: unknown): number =>
  Array.isArray(message) ? message.filter(isCall).length : Number(isCall(message));

const isCall = (message: unknown): boolean =>
  typeof message === 'object' &&
  message !== null &&
  'method' in message &&
  typeof message.method === 'string' &&
  CALL_METHODS.has(message.method);
