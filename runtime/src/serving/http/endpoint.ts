import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Endpoint } from '../../provider/sdk-line.js';
import type { admission } from './admission.js';
import type { bodyReader } from './body.js';
import { cancellations } from './cancellation.js';
import { parsedRequest } from './parsed-request.js';
import type { Caller } from './resource.js';
import { RPC, rpcError } from './respond.js';

/** Shared by the endpoints of one server. */
export interface Shared {
  admit: ReturnType<typeof admission>;
  readBody: ReturnType<typeof bodyReader>;
  maxResultBytes: number;
}

export interface Incoming {
  incoming: IncomingMessage;
  outgoing: ServerResponse;
  /** In the log and in the header `X-Request-Id`. */
  id: string;
  /** Resolves when the response has been written. */
  respond(response: Response): Promise<void>;
}

/** Runs calls; each can wait for its turn. All other messages are handled at once. */
const CALLS = new Set(['tools/call', 'resources/read', 'prompts/get', 'completion/complete']);

/** The endpoint of one provider, for requests whose caller is known. */
export function providerEndpoint(
  { fetch }: Endpoint,
  publicUrl: URL,
  { admit, readBody, maxResultBytes }: Shared,
) {
  const { begin, take } = cancellations();

  return async (request: Incoming, caller: Caller): Promise<void> => {
    const { incoming, outgoing, id, respond } = request;
    const { method, headers } = incoming;
    if (method !== 'POST') {
      await respond(rpcError(405, RPC.refused, 'Method not allowed.', { allow: 'POST' }));
      return;
    }
    if (!/^application\/json *(;|$)/i.test(headers['content-type'] ?? '')) {
      await respond(rpcError(415, RPC.refused, 'Content-Type must be application/json'));
      return;
    }
    const admitted = admit(caller.principal.userId);
    if (admitted instanceof Response) {
      await respond(admitted);
      return;
    }
    outgoing.once('close', admitted.leave);
    try {
      const body = await readBody(incoming, outgoing);
      if (body instanceof Response) {
        await respond(body);
        return;
      }
      const message = parsed(body);
      if (message === undefined) {
        await respond(rpcError(400, RPC.parseError, 'Parse error'));
        return;
      }
      take(caller, message);
      if (isCall(message) && !(await admitted.start())) return;
      const { done, ...call } = begin(caller, message);
      try {
        const { principal, verified } = caller;
        const exchange = { principal, caller: verified, message, id, maxResultBytes, ...call };
        await respond(await fetch(parsedRequest(incoming, outgoing, publicUrl), exchange));
      } finally {
        done();
      }
    } finally {
      admitted.leave();
    }
  };
}

const isCall = (message: unknown): boolean =>
  Array.isArray(message)
    ? message.some(isCall)
    : typeof message === 'object' &&
      message !== null &&
      'method' in message &&
      CALLS.has(String(message.method));

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
