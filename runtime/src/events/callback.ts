import { readBytes } from '../fetch/bounded-fetch.js';
import { httpFetch } from '../fetch/http-fetch.js';
import { isPrivateHost } from '../fetch/private-addresses.js';
import { publicFetch } from '../fetch/referred-fetch.js';
import { timeLimit } from '../fetch/time-limit.js';
import { nodeCrypto } from '../node/node-module.js';
import { retryAfterHeader } from '../utils/retry-after.js';
import { CALLBACK_FAILED, eventError, INVALID_PARAMS } from './errors.js';
import { signedHeaders } from './signature.js';

const TIMEOUT_MS = 10_000;
const MAX_RESPONSE_BYTES = 16_384;
const MAX_URL_LENGTH = 2_048;

/** What a subscriber learns of a failure: the address is theirs, the network behind it is not. */
export type CallbackProblem =
  'unreachable' | 'timeout' | 'http_4xx' | 'http_5xx' | 'challenge_failed';

interface CallbackResponse {
  status: number;
  body: string;
  /** Milliseconds that the endpoint asks to wait. */
  retryAfterMs: number;
}

/** Hosts of the private network to which events may be posted, also with http. */
export type PrivateHosts = ReadonlySet<string>;

/** @throws ToolError for an address to which nothing is posted, whatever a name server responds */
export function requireCallback(address: string, privateHosts: PrivateHosts): void {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isPlain =
    url !== undefined &&
    address.length <= MAX_URL_LENGTH &&
    !/\s/.test(address) &&
    url.username + url.password + url.hash === '' &&
    (privateHosts.has(url.hostname)
      ? /^https?:$/.test(url.protocol)
      : url.protocol === 'https:' && !isPrivateHost(url.hostname));
  if (!isPlain)
    throw eventError(
      INVALID_PARAMS,
      'delivery.url must be an https address on the public internet, without credentials and without a fragment.',
    );
}

/**
 * Posts to the endpoint of a subscriber, without following redirects. The address is checked with
 * the connection itself. A status is a response, whatever becomes of the body.
 * @returns the response, or the problem
 */
export async function postToCallback(
  address: string,
  headers: Record<string, string>,
  body: string,
  privateHosts: PrivateHosts,
): Promise<CallbackResponse | CallbackProblem> {
  const { control, aborted, release } = timeLimit(undefined, TIMEOUT_MS);
  const { signal } = control;
  const send = privateHosts.has(new URL(address).hostname) ? httpFetch : publicFetch;
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-encoding': 'identity', ...headers },
    body,
    signal,
  };
  try {
    const response = await Promise.race([send(address, request), aborted]);
    const bytes = await Promise.race([readBytes(response.body, MAX_RESPONSE_BYTES), aborted]).catch(
      () => undefined,
    );
    return {
      status: response.status,
      body: bytes?.toString() ?? '',
      retryAfterMs: retryAfterHeader(response.headers) ?? 0,
    };
  } catch {
    return signal.aborted ? 'timeout' : 'unreachable';
  } finally {
    control.abort(); // closes a connection whose response was not read to its end
    release();
  }
}

/** Returns the problem that an unsuccessful status of a callback reports. */
export const problemOf = (status: number): CallbackProblem =>
  status >= 500 ? 'http_5xx' : 'http_4xx';

/**
 * Asks an endpoint whether it expects events: it has to return a random text that only it gets.
 * @throws ToolError
 */
export async function challenge(
  address: string,
  subscriptionId: string,
  secret: string,
  privateHosts: PrivateHosts,
): Promise<void> {
  const nonce = nodeCrypto().randomBytes(24).toString('base64url');
  const body = JSON.stringify({ type: 'verification', challenge: nonce });
  const messageId = `msg_verification_${nodeCrypto().randomBytes(9).toString('hex')}`;
  const headers = {
    ...signedHeaders(messageId, body, [secret]),
    'x-mcp-subscription-id': subscriptionId,
  };
  const response = await postToCallback(address, headers, body, privateHosts);
  const reason =
    typeof response === 'string'
      ? response
      : response.status < 200 || response.status > 299
        ? problemOf(response.status)
        : echoOf(response.body) === nonce
          ? undefined
          : 'challenge_failed';
  if (reason !== undefined)
    throw eventError(CALLBACK_FAILED, 'The endpoint did not return the challenge.', { reason });
}

function echoOf(body: string): unknown {
  try {
    return (JSON.parse(body) as { challenge?: unknown } | null)?.challenge;
  } catch {
    return undefined;
  }
}
