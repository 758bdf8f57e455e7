import { MAX_RESULT_BYTES } from '../../call/result/json-length.js';
import { countSetting, type Environment } from '../../utils/settings.js';
import { StartError } from '../../utils/start-error.js';
import { MAX_TIMER_MS } from '../../utils/time.js';

/** Limits of the HTTP server. */
export interface HttpLimits {
  /** Open connections; more are closed at once. */
  maxConnections: number;
  /** Time for the headers of a request. */
  headersTimeoutMs: number;
  /** Time for a whole request, with its body. */
  requestTimeoutMs: number;
  /** Time without progress after which a response is given up. */
  responseTimeoutMs: number;
  /** Time after which a connection without a request is closed: longer than that of a load balancer in front. */
  keepAliveMs: number;
  /** Time that calls in progress have to end when the server stops. */
  graceMs: number;
  /** Size of the body of one request (413). */
  maxRequestBytes: number;
  /** Memory for bodies and their values, until the response is complete (503); of one user, a quarter of it (429). */
  maxBufferedBytes: number;
  /** Requests of all callers (503). */
  maxRequests: number;
  /** Calls of one user that run at the same time; more are queued. */
  maxCallsPerUser: number;
  /** Calls of one user that wait (429). */
  maxQueuePerUser: number;
  /** Size of the text of one result; a larger one is an error of the call. */
  maxResultBytes: number;
  /** Open streams for notifications of changes (503). */
  maxStreams: number;
  /** Open streams of one user (429). */
  maxStreamsPerUser: number;
  /** Sessions, if they are enabled (503). */
  maxSessions: number;
  /** Sessions of one user; a new one ends the one that has been idle longest, or is refused (429). */
  maxSessionsPerUser: number;
  /** Time without a request after which a session ends. */
  sessionIdleMs: number;
}

interface LimitSetting {
  variable: string;
  value: number;
  /** Factor from the unit of the variable to that of the limit; 1 by default. */
  factor?: number;
}

/**
 * The environment variable of each limit, and its default in the unit of the variable. The README
 * has a table of them.
 */
export const SETTINGS: Readonly<Record<keyof HttpLimits, LimitSetting>> = {
  maxConnections: { variable: 'MCP_MAX_CONNECTIONS', value: 2_000 },
  headersTimeoutMs: { variable: 'MCP_HEADERS_TIMEOUT_SECONDS', value: 10, factor: 1_000 },
  requestTimeoutMs: { variable: 'MCP_REQUEST_TIMEOUT_SECONDS', value: 30, factor: 1_000 },
  responseTimeoutMs: { variable: 'MCP_RESPONSE_TIMEOUT_SECONDS', value: 300, factor: 1_000 },
  keepAliveMs: { variable: 'MCP_KEEP_ALIVE_SECONDS', value: 65, factor: 1_000 },
  graceMs: { variable: 'MCP_GRACE_SECONDS', value: 5, factor: 1_000 },
  maxRequestBytes: { variable: 'MCP_MAX_REQUEST_BYTES', value: 4_194_304 },
  maxBufferedBytes: { variable: 'MCP_MAX_BUFFERED_BYTES', value: 134_217_728 },
  maxRequests: { variable: 'MCP_MAX_REQUESTS', value: 1_000 },
  maxCallsPerUser: { variable: 'MCP_MAX_CALLS_PER_USER', value: 32 },
  maxQueuePerUser: { variable: 'MCP_MAX_QUEUE_PER_USER', value: 128 },
  maxResultBytes: { variable: 'MCP_MAX_RESULT_BYTES', value: MAX_RESULT_BYTES },
  maxStreams: { variable: 'MCP_MAX_STREAMS', value: 1_000 },
  maxStreamsPerUser: { variable: 'MCP_MAX_STREAMS_PER_USER', value: 32 },
  maxSessions: { variable: 'MCP_MAX_SESSIONS', value: 1_000 },
  maxSessionsPerUser: { variable: 'MCP_MAX_SESSIONS_PER_USER', value: 32 },
  sessionIdleMs: { variable: 'MCP_SESSION_IDLE_SECONDS', value: 1_800, factor: 1_000 },
};

/**
 * Returns the limits of the server: the environment wins over `defaults`.
 * @throws StartError that names the variable
 */
export function httpLimits(
  defaults: Partial<HttpLimits> = {},
  environment?: Environment,
): HttpLimits {
  const limits = Object.entries(SETTINGS).map(([limit, { variable, value, factor = 1 }]) => {
    const fromEnvironment = countSetting(variable, environment);
    const configuredLimits =
      fromEnvironment === undefined
        ? defaults[limit as keyof HttpLimits]
        : fromEnvironment * factor;
    const effective = configuredLimits ?? value * factor;
    return [limit, limit.endsWith('Ms') ? Math.min(effective, MAX_TIMER_MS) : effective];
  });
  return Object.fromEntries(limits) as HttpLimits; // has the keys of SETTINGS
}

/** Returns the limits unchanged. @throws StartError for one that does not exist or is not a positive number */
export function requireLimits(limits: Partial<HttpLimits> = {}): Partial<HttpLimits> {
  for (const [limit, value] of Object.entries(limits)) {
    if (!Object.hasOwn(SETTINGS, limit)) throw new StartError(`There is no limit "${limit}".`);
    if (!(Number.isSafeInteger(value) && value > 0))
      throw new StartError(`"limits.${limit}" must be a positive whole number.`);
  }
  return limits;
}
