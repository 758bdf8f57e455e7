import { ProtocolError, ProtocolErrorCode, type ServerContext } from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { Call } from '../../call/call.js';
import type { ProtocolResult } from '../../call/define/definitions.js';
import {
  eventError,
  FORBIDDEN,
  INVALID_PARAMS,
  NOT_FOUND,
  UNSUPPORTED,
} from '../../events/errors.js';
import type { Events } from '../../events/events.js';
import { principalIn } from '../../provider/sdk-line.js';
import { type Caller, performFor } from './caller.js';

// The SDK has no interface for this extension, which is in beta: everything that depends on how the
// SDK passes its messages on is in this file.

const Text = z.string().max(4_096);
const Params = z.looseObject({
  name: Text,
  arguments: z.record(z.string(), z.unknown()).default({}),
  delivery: z.looseObject({ mode: Text.default('webhook'), url: Text, secret: Text.optional() }),
  ttlMs: z.number().nullish(),
});

/** Responds to a method of the extension. @throws ProtocolError */
export async function eventMethod(
  method: 'events/list' | 'events/subscribe' | 'events/unsubscribe',
  caller: Caller,
  message: unknown,
  events: Events,
  context: ServerContext,
): Promise<ProtocolResult> {
  const principal = principalIn(caller.principal, context.http?.authInfo);
  if (method === 'events/list') return { events: events.list(principal) };
  const { data: params, error } = Params.safeParse(message);
  if (!params) throw new ProtocolError(INVALID_PARAMS, z.prettifyError(error));
  const { name, delivery, ttlMs } = params;
  const event = events.get(name);
  if (!event) throw notFound(name);
  const call: Call<ProtocolResult> = {
    kind: 'event',
    step: method === 'events/subscribe' ? 'subscribe' : 'unsubscribe',
    name,
    isReadOnly: true,
    args: params.arguments, // without the secret of the endpoint
    ...(event.accessOf && { accessOf: event.accessOf.bind(event) }),
    async run(callContext, args) {
      if (!caller.request)
        throw eventError(UNSUPPORTED, 'Over stdio, there is no server that posts events.');
      if (delivery.mode !== 'webhook')
        throw eventError(UNSUPPORTED, 'Events are delivered by "webhook" only.', {
          feature: 'deliveryMode',
          value: delivery.mode,
        });
      if (method === 'events/subscribe')
        return events.subscribe(event, args, { ...delivery, ttlMs }, callContext);
      await events.unsubscribe(event, args, delivery.url, callContext);
      return {};
    },
  };
  return performFor(caller, call, context, (outcome) => {
    if (outcome.ok) return outcome.value;
    if (outcome.isHidden) throw notFound(name);
    if (outcome.rpc) throw new ProtocolError(outcome.rpc.code, outcome.message, outcome.rpc.data);
    const isForbidden = outcome.url !== undefined || event.accessOf?.(principal).allowed === false;
    throw new ProtocolError(
      isForbidden ? FORBIDDEN : ProtocolErrorCode.InternalError,
      outcome.message,
    );
  });
}

const notFound = (name: string) => new ProtocolError(NOT_FOUND, `Event ${name} not found`);
