import type { Client } from '@modelcontextprotocol/client';
import {
  ProtocolErrorCode,
  SdkError,
  SdkErrorCode,
  SdkHttpError,
} from '@modelcontextprotocol/client';
import * as z from 'zod';
import { ResponseTooLargeError } from '../fetch/bounded-fetch.js';
import { ToolError } from '../call/define.js';
import { causes } from './causes.js';
import { BusyError } from './http-transport.js';
import { rpcErrorIn } from './outcome.js';
import { RedirectedError } from './limited-fetch.js';
import { brokenOff } from './requests.js';
import { timeout } from '../utils/time.js';
import { codeOf } from '../utils/error-code.js';

/** Limits of the connections to another server. */
export interface PoolOptions {
  /** At once, of all users; the one that is unused for the longest time is closed. */
  maxConnections?: number;
  /** An unused connection is closed after this time. */
  idleMs?: number;
  /** After a failed connection, the next one waits: twice as long after each failure, or as long as the server says. */
  firstPauseMs?: number;
  longestPauseMs?: number;
}

interface Slot {
  opening: Promise<Client>;
  isOpen: boolean;
  calls: number;
  /** Calls that wait for an answer of the user, without a request of theirs. */
  waiting: number;
  idle?: NodeJS.Timeout;
}

/** Why there is no connection, and when the next one is tried, in milliseconds of `performance.now()`. */
interface Outage {
  failures: number;
  until: number;
  error: unknown;
}

/** A server that says to wait for longer is asked again before. */
const MOST_WAIT_MS = 60_000;

export type Pool = ReturnType<typeof connectionPool>;

/** Connections to one server, one for each user. A failure of one user's connection affects no other user. */
export function connectionPool(
  name: string,
  open: (userId: string) => Promise<Client>,
  options: PoolOptions = {},
) {
  const { maxConnections = 100, idleMs = 300_000 } = options;
  const { firstPauseMs = 1_000, longestPauseMs = 10_000 } = options;
  const slots = new Map<string, Slot>();
  const outages = new Map<string, Outage>();

  function slotOf(userId: string): Slot {
    const known = slots.get(userId);
    if (known) return known;
    const outage = outages.get(userId);
    if (outage && outage.until > performance.now()) throw outageError(outage);
    if (slots.size >= maxConnections) makeRoom();
    const slot: Slot = { opening: opened(userId), isOpen: false, calls: 0, waiting: 0 };
    slots.set(userId, slot);
    slot.opening.then(
      () => (slot.isOpen = true),
      () => remove(userId, slot),
    );
    return slot;
  }

  /** Not a slot that has taken its place. */
  function remove(userId: string, slot: Slot): void {
    if (slots.get(userId) === slot) slots.delete(userId);
  }

  async function opened(userId: string): Promise<Client> {
    try {
      const client = await open(userId);
      outages.delete(userId);
      client.onclose = () => forget(userId, client);
      client.onerror = () => {}; // each call has its own error
      return client;
    } catch (error) {
      // A user who must sign in does not wait afterwards.
      const known = causes(error).find((one) => one instanceof ToolError);
      throw known ?? outageError(outageAfter(userId, error));
    }
  }

  function outageAfter(userId: string, error: unknown): Outage {
    const failures = (outages.get(userId)?.failures ?? 0) + 1;
    const longest = Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1));
    const stated = causes(error).find((one) => one instanceof BusyError)?.waitMs;
    // Jitter: users who failed together do not come back together.
    const pause = Math.min(stated ?? 0, MOST_WAIT_MS) || longest * (0.5 + Math.random() / 2);
    const outage = { failures, until: performance.now() + pause, error: explained(error, false) };
    if (outages.size >= maxConnections) outages.delete([...outages.keys()][0] ?? '');
    outages.set(userId, outage);
    return outage;
  }

  function outageError({ until, error }: Outage): unknown {
    if (!(error instanceof ToolError)) return error;
    const seconds = Math.ceil((until - performance.now()) / 1000);
    return new ToolError(error.facts, { cause: error.cause, advice: `Try again in ${seconds} s.` });
  }

  function makeRoom(): void {
    // Maps keep the order, and a slot moves to the end after each use.
    const free = [...slots].filter(([, { calls }]) => calls === 0);
    const [unused] = free.find(([, { waiting }]) => waiting === 0) ?? free[0] ?? [];
    if (unused === undefined) throw new ToolError(`"${name}" has too many users now.`, { advice: 'Try again.' }); // prettier-ignore
    void end(unused);
  }

  function forget(userId: string, client: Client): void {
    const slot = slots.get(userId);
    slot?.opening.then(
      (current) => current === client && remove(userId, slot),
      () => {}, // its caller gets the error
    );
  }

  /** Does not wait for a server that has not answered yet. */
  async function end(userId: string): Promise<void> {
    const slot = slots.get(userId);
    if (!slot) return;
    retire(userId, slot);
    const ended = closed(slot);
    if (slot.isOpen) await ended;
  }

  async function closed({ opening }: Slot): Promise<void> {
    const client = await opening.catch(() => undefined);
    await client?.close().catch(() => {});
  }

  /** No new call uses the connection; those in progress go on. */
  function retire(userId: string, slot: Slot): void {
    clearTimeout(slot.idle);
    remove(userId, slot);
  }

  function release(userId: string, slot: Slot): void {
    slot.calls--;
    if (slots.get(userId) !== slot) {
      if (slot.calls === 0) void closed(slot);
      return;
    }
    slots.delete(userId);
    slots.set(userId, slot);
    endWhenIdle(userId, slot);
  }

  function endWhenIdle(userId: string, slot: Slot): void {
    if (slots.get(userId) !== slot || slot.calls > 0 || slot.waiting > 0) return;
    clearTimeout(slot.idle);
    slot.idle = timeout(idleMs, () => void end(userId)).unref();
  }

  /** Keeps a connection in use open until then, unless another user needs its place: the caller may never come back. */
  function keepOpen(userId: string, until: Promise<void>): void {
    const slot = slots.get(userId);
    if (!slot) return;
    slot.waiting++;
    void until.then(() => {
      slot.waiting--;
      endWhenIdle(userId, slot);
    });
  }

  /**
   * Runs `task` on the user's connection: once more on a new one, where the server has surely done nothing, or the task only
   * reads and its session has ended.
   */
  async function use<T>(
    userId: string,
    task: (client: Client) => Promise<T>,
    { isRead = true }: { isRead?: boolean } = {},
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const slot = slotOf(userId);
      slot.calls++;
      clearTimeout(slot.idle);
      let client: Client | undefined;
      try {
        client = await slot.opening;
        return await task(client);
      } catch (error) {
        if (!client) throw error;
        const lost = lossOf(error, client);
        if (lost === undefined) throw explained(error, true);
        retire(userId, slot);
        const isSafe = lost === 'nothing done' || isRead;
        if (attempt > 1 || !isSafe) throw explained(error, lost === 'perhaps done');
      } finally {
        release(userId, slot);
      }
    }
  }

  /**
   * Failures that the model can act on; all others are for the log.
   * @param isSent whether the server may have got the request
   */
  function explained(error: unknown, isSent: boolean): unknown {
    const all = causes(error);
    const known = all.find((one) => one instanceof ToolError);
    if (known) return known;
    const large = all.find((one) => one instanceof ResponseTooLargeError);
    if (large)
      return new ToolError(`The response of "${name}" is larger than ${large.maxBytes} bytes.`, {
        cause: error,
        advice: 'Ask for less.',
      });
    if (all.some(isInvalid))
      return new ToolError(`"${name}" sent an invalid response.`, { cause: error });
    if (all.some((one) => one instanceof RedirectedError))
      return new ToolError(`"${name}" redirects requests, which is not followed.`, {
        cause: error,
      });
    if (isSent && all.some(isBrokenOff)) return new ToolError(brokenOff.message, { cause: error });
    const later = { cause: error, advice: 'Try again later.' };
    const busy = all.find((one) => one instanceof BusyError);
    if (busy) return busyError(busy, isSent);
    const isOutage = all.some((one) => one instanceof SdkError || one instanceof TypeError);
    return isOutage ? new ToolError(`"${name}" cannot be reached.`, later) : error;
  }

  /** The wait belongs to the facts: advice is only for calls that have surely changed nothing. */
  function busyError(cause: BusyError, isSent: boolean): ToolError {
    const what = `"${name}" cannot serve requests now (HTTP ${cause.status}).`;
    if (!isSent || cause.waitMs === undefined)
      return new ToolError(what, { cause, advice: 'Try again later.' });
    return new ToolError(`${what} It asks to wait ${Math.ceil(cause.waitMs / 1000)} s.`, { cause });
  }

  return {
    use,
    keepOpen,
    end,
    size: () => slots.size,
    async close() {
      await Promise.all([...slots.keys()].map(end));
    },
  };
}

const INVALID: ReadonlySet<SdkErrorCode> = new Set([
  SdkErrorCode.InvalidResult,
  SdkErrorCode.UnsupportedResultType,
  SdkErrorCode.ClientHttpUnexpectedContent,
]);

/** What is not JSON, no message of JSON-RPC, or no result of MCP. */
const isInvalid = (error: unknown) =>
  error instanceof SyntaxError ||
  error instanceof z.ZodError ||
  (error instanceof SdkError && INVALID.has(error.code));

/** A program that ended, or a connection that was closed, while a request waited for its response. */
const isBrokenOff = (error: unknown) =>
  [SdkErrorCode.ConnectionClosed, 'ECONNRESET', 'UND_ERR_SOCKET'].includes(codeOf(error) ?? '');

type Loss = 'nothing done' | 'perhaps done';

/** How the connection was lost; undefined where it was not, and is used again. */
function lossOf(error: unknown, { transport }: Client): Loss | undefined {
  const all = causes(error);
  if (all.some((one) => one instanceof SdkError && one.code === SdkErrorCode.NotConnected))
    return 'nothing done'; // a program that has ended
  const http = all.find((one) => one instanceof SdkHttpError);
  if (!http || transport?.sessionId === undefined) return undefined;
  if (http.status === 404) return 'nothing done'; // MCP 2025-11-25, "Session Management"
  return http.status === 400 && saysUnknownSession(http.message) ? 'perhaps done' : undefined;
}

/** Many servers, such as those made after the examples of the SDK, have 400 in place of 404, which can also come from the code of a tool. */
const UNKNOWN_SESSION =
  /\b(no valid|not a valid|invalid|unknown|expired|missing) session\b|\bsession\b.{0,60}\b(not found|not valid|unknown|invalid|expired|not exist|no longer|terminated)\b/i;

/** The error that the SDK of MCP has for an unknown session. */
const SESSION_NOT_FOUND = -32_001;

function saysUnknownSession(message: string): boolean {
  const { code, message: text } = rpcErrorIn(message) ?? { code: undefined, message };
  if (code === ProtocolErrorCode.InvalidParams) return false; // a session that an argument names
  return code === SESSION_NOT_FOUND || UNKNOWN_SESSION.test(text);
}
