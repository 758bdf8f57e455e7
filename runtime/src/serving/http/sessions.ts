import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Endpoint, Exchange, ParsedRequest, Session } from '../../provider/sdk-line.js';
import { isMethod } from '../../utils/json-rpc.js';
import { ClientGoneError } from './body.js';
import type { Outgoing } from './exchange.js';
import type { HttpLimits } from './limits.js';
import { RPC, rpcError } from './respond.js';

/** The header with the ID of a session (MCP 2025-11-25, "Session Management"). */
export const SESSION_HEADER = 'mcp-session-id';
const SWEEP_MS = 30_000;
/** The client's description of itself stays in memory with its session; with icons, it has some thousand characters. */
const MAX_CHARACTERS = 256_000;

interface LiveSession extends Session {
  userId: string;
  /** The tools that its address chose: at another address, the session does not exist. */
  choice: string | undefined;
  /** Receivers of running code, by the id of a request in progress. The server of a session is created once. */
  running: Map<string, Exchange['onRunning']>;
  /** Requests and streams in progress. */
  active: number;
  usedAt: number;
}

type LiveSessions = ReadonlyMap<string, LiveSession>;

/** Returns the number of sessions per user. */
function countsOf(sessions: LiveSessions): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { userId } of sessions.values()) counts.set(userId, (counts.get(userId) ?? 0) + 1);
  return counts;
}

/**
 * Returns the session to end for another one: the one of this user, or of the user with most
 * sessions, that has been idle longest.
 */
function evictableSession(sessions: LiveSessions, ownerId?: string): string | undefined {
  const counts = countsOf(sessions);
  const idleSessions = [...sessions].filter(
    ([, { active, userId }]) => active === 0 && (ownerId ?? userId) === userId,
  );
  const highestCount = Math.max(...idleSessions.map(([, { userId }]) => counts.get(userId) ?? 0));
  const candidates = idleSessions.filter(([, { userId }]) => counts.get(userId) === highestCount);
  return candidates.sort(([, a], [, b]) => a.usedAt - b.usedAt)[0]?.[0];
}

/** Returns the session of a caller with this id, at its address. */
function sessionOf(
  sessions: LiveSessions,
  id: string,
  { principal, choice }: Exchange,
): LiveSession | undefined {
  const session = sessions.get(id);
  const isOwn = session?.userId === principal.userId && session.choice === JSON.stringify(choice);
  return isOwn ? session : undefined;
}

/**
 * Sessions of protocol 2025-11-25 and older, in which a server can ask the user and notify of
 * changes. Each belongs to the principal who began it; to anyone else it does not exist.
 */
export class Sessions {
  readonly #endpoint: Pick<Endpoint, 'openSession'>;
  readonly #limits: HttpLimits;
  readonly #onLimit: (status: number) => void;
  readonly #live = new Map<string, LiveSession>();
  readonly #sweep: NodeJS.Timeout;

  /** @param onLimit is called with the status of each response to a client that gets no session */
  constructor(
    endpoint: Pick<Endpoint, 'openSession'>,
    limits: HttpLimits,
    onLimit: (status: number) => void,
  ) {
    this.#endpoint = endpoint;
    this.#limits = limits;
    this.#onLimit = onLimit;
    this.#sweep = setInterval(() => this.#endIdle(), SWEEP_MS).unref();
  }

  /** Returns whether a request belongs to a session or begins one. A client that never begins one is served without. */
  concerns(headers: IncomingHttpHeaders, message?: unknown): boolean {
    return headers[SESSION_HEADER] !== undefined || isMethod(message, 'initialize');
  }

  /** Responds to a request in its session, or in a new one. @throws ClientGoneError */
  async fetch(
    request: ParsedRequest,
    exchange: Exchange,
    outgoing: Pick<Outgoing, 'once' | 'closed'>,
  ): Promise<Response> {
    const namedId = request.headers.get(SESSION_HEADER);
    // Some clients begin again with the id of a session that has ended.
    const isNew =
      namedId === null ||
      (isMethod(exchange.message, 'initialize') && !sessionOf(this.#live, namedId, exchange));
    const id = isNew ? await this.#begin(exchange) : namedId;
    if (id instanceof Response) return id;
    const session = sessionOf(this.#live, id, exchange);
    if (!session) return rpcError(404, RPC.sessionNotFound, 'Session not found');
    if (outgoing.closed) {
      if (isNew) await this.#end(id); // no client has received its id
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
    const isOver = request.method === 'DELETE' || (isNew && !response.ok);
    if (isOver) await this.#end(id);
    return response;
  }

  async close(): Promise<void> {
    clearInterval(this.#sweep);
    await Promise.all(Array.from(this.#live.keys(), (id) => this.#end(id)));
  }

  /** Begins a session. @returns its id, or the response to a client that gets none */
  async #begin({
    principal,
    id: requestId,
    maxResultBytes,
    calls,
    choice,
    message,
  }: Exchange): Promise<string | Response> {
    if (JSON.stringify(message).length > MAX_CHARACTERS) {
      this.#onLimit(413);
      const text = `"initialize" has more than ${MAX_CHARACTERS} characters`;
      return rpcError(413, RPC.refused, text);
    }
    const { userId } = principal;
    const refused = await this.#makeRoom(userId);
    if (refused) return refused;
    const id = randomUUID();
    const running: LiveSession['running'] = new Map();
    // The whole exchange would stay in memory with the session, together with its message.
    const request = {
      id: requestId,
      maxResultBytes,
      calls,
      choice,
      onRunning: (code: Promise<unknown>, exchangeId: string) =>
        running.get(exchangeId)?.(code, exchangeId),
    };
    const session = await this.#endpoint.openSession(principal, request, id);
    const usedAt = performance.now();
    const choiceText = JSON.stringify(choice);
    this.#live.set(id, { ...session, userId, choice: choiceText, running, active: 0, usedAt });
    return id;
  }

  /** Ends an idle session if there are too many. @returns the response to the client if none is idle */
  async #makeRoom(userId: string): Promise<Response | undefined> {
    const { maxSessions, maxSessionsPerUser } = this.#limits;
    const isOwnFull = (countsOf(this.#live).get(userId) ?? 0) >= maxSessionsPerUser;
    if (!isOwnFull && this.#live.size < maxSessions) return undefined;
    const evictable = evictableSession(this.#live, isOwnFull ? userId : undefined);
    if (evictable !== undefined) {
      await this.#end(evictable);
      return undefined;
    }
    return isOwnFull
      ? this.#refuse(429, 'Too many sessions')
      : this.#refuse(503, 'The server is busy');
  }

  #refuse(status: number, message: string): Response {
    this.#onLimit(status);
    return rpcError(status, RPC.refused, message, { 'retry-after': '60' });
  }

  #endIdle(): void {
    const now = performance.now();
    for (const [id, { active, usedAt }] of [...this.#live])
      if (active === 0 && now - usedAt > this.#limits.sessionIdleMs) void this.#end(id);
  }

  async #end(id: string): Promise<void> {
    const session = this.#live.get(id);
    this.#live.delete(id);
    await session?.close().catch(() => {}); // the client has gone
  }
}
