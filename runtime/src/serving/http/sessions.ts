import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Endpoint, Exchange, ParsedRequest, Session } from '../../provider/sdk-line.js';
import { isMethod } from '../../utils/json-rpc.js';
import { ClientGoneError } from './body.js';
import type { Outgoing } from './exchange.js';
import type { HttpLimits } from './limits.js';
import { RPC, rpcError } from './respond.js';

export const SESSION_HEADER = 'mcp-session-id';
const SWEEP_MS = 30_000;
/** What a client says of itself stays in memory with its session; with icons, it is some thousand characters. */
const MOST_CHARACTERS = 256_000;

interface Held extends Session {
  userId: string;
  /** By id of a request in progress: who is told of its code. The server of a session is made once. */
  running: Map<string, Exchange['onRunning']>;
  /** Requests and streams in progress. */
  active: number;
  usedAt: number;
}

type AllHeld = ReadonlyMap<string, Held>;

/** How many sessions each user has. */
function countsOf(held: AllHeld): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { userId } of held.values()) counts.set(userId, (counts.get(userId) ?? 0) + 1);
  return counts;
}

/** The session that makes room for another one: of the user who has most, or of this one, what has been idle longest. */
function spareOf(held: AllHeld, of?: string): string | undefined {
  const counts = countsOf(held);
  const all = [...held].filter(
    ([, { active, userId }]) => active === 0 && (of ?? userId) === userId,
  );
  const most = Math.max(...all.map(([, { userId }]) => counts.get(userId) ?? 0));
  const candidates = all.filter(([, { userId }]) => counts.get(userId) === most);
  return candidates.sort(([, one], [, other]) => one.usedAt - other.usedAt)[0]?.[0];
}

export interface Sessions {
  /** Whether a request is of a session, or begins one. A client that never begins one is served without. */
  concerns(headers: IncomingHttpHeaders, message?: unknown): boolean;
  fetch(
    request: ParsedRequest,
    exchange: Exchange,
    outgoing: Pick<Outgoing, 'once' | 'closed'>,
  ): Promise<Response>;
  close(): Promise<void>;
}

/**
 * Sessions of protocol 2025-11-25 and older, in which a server can ask the person, and tell of changes. Each belongs to
 * the principal who began it; to anyone else it does not exist.
 */
export function sessionsOf(
  { openSession }: Pick<Endpoint, 'openSession'>,
  { maxSessions, maxSessionsPerUser, sessionIdleMs }: HttpLimits,
  onLimit: (status: number) => void,
): Sessions {
  const held = new Map<string, Held>();
  const sweep = setInterval(() => {
    const idle = [...held].filter(
      ([, { active, usedAt }]) => active === 0 && performance.now() - usedAt > sessionIdleMs,
    );
    for (const [id] of idle) void end(id);
  }, SWEEP_MS).unref();

  async function end(id: string): Promise<void> {
    const session = held.get(id);
    held.delete(id);
    await session?.close().catch(() => {}); // the client has gone
  }

  function refuse(status: number, message: string): Response {
    onLimit(status);
    return rpcError(status, RPC.refused, message, { 'retry-after': '60' });
  }

  /** @returns its id, or why there is none */
  async function begin({
    principal,
    id: requestId,
    maxResultBytes,
    calls,
    message,
  }: Exchange): Promise<string | Response> {
    if (JSON.stringify(message).length > MOST_CHARACTERS) {
      onLimit(413);
      const text = `"initialize" has more than ${MOST_CHARACTERS} characters`;
      return rpcError(413, RPC.refused, text);
    }
    const { userId } = principal;
    const isOwnFull = (countsOf(held).get(userId) ?? 0) >= maxSessionsPerUser;
    if (isOwnFull || held.size >= maxSessions) {
      const spare = spareOf(held, isOwnFull ? userId : undefined);
      if (spare === undefined)
        return isOwnFull ? refuse(429, 'Too many sessions') : refuse(503, 'The server is busy');
      await end(spare);
    }
    const id = randomUUID();
    const running: Held['running'] = new Map();
    // Not the whole exchange: its message would stay in memory with the session.
    const request = {
      id: requestId,
      maxResultBytes,
      calls,
      onRunning: (code: Promise<unknown>, of: string) => running.get(of)?.(code, of),
    };
    const session = await openSession(principal, request, id);
    held.set(id, { ...session, userId, running, active: 0, usedAt: performance.now() });
    return id;
  }

  return {
    concerns: (headers, message) =>
      headers[SESSION_HEADER] !== undefined || isMethod(message, 'initialize'),

    async fetch(request, exchange, outgoing) {
      const given = request.headers.get(SESSION_HEADER);
      const id = given ?? (await begin(exchange));
      if (id instanceof Response) return id;
      const session = held.get(id);
      if (session?.userId !== exchange.principal.userId) {
        return rpcError(404, RPC.sessionNotFound, 'Session not found');
      }
      if (outgoing.closed) {
        if (given === null) await end(id); // nobody has learned of it
        throw new ClientGoneError();
      }
      session.active++;
      session.running.set(exchange.id, exchange.onRunning);
      outgoing.once('close', () => {
        session.running.delete(exchange.id);
        session.active--;
        session.usedAt = performance.now();
      });
      const response = await session.fetch(request, exchange);
      const isOver = request.method === 'DELETE' || (given === null && !response.ok);
      if (isOver) await end(id);
      return response;
    },

    async close() {
      clearInterval(sweep);
      await Promise.all(Array.from(held.keys(), end));
    },
  };
}
