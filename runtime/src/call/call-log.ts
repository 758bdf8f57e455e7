/** Log levels, the most detailed first (RFC 5424 section 6.2.1). */
const LEVELS = [
  ...(['debug', 'info', 'notice', 'warning', 'error'] as const),
  ...(['critical', 'alert', 'emergency'] as const),
];

/** A severity of MCP log messages (RFC 5424). */
export type LogLevel = (typeof LEVELS)[number];

/** MCP `notifications/message`. */
export type LogMessage = { level: LogLevel; data: unknown; logger?: string | undefined };

/** Sends the log messages of a call to the client. */
export interface CallLog {
  /** Lowest level that the client wants; undefined if it leaves the choice to the server. */
  level: LogLevel | undefined;
  send(message: LogMessage): void;
}

/** Levels that clients have set in their sessions, by the session's server (MCP 2025-11-25, `logging/setLevel`). */
const levels = new WeakMap<object, LogLevel>();

/** Stores the lowest level that a client of 2025-11-25 or older wants for its session. */
export const setLogLevel = (server: object, level: LogLevel): void =>
  void levels.set(server, level);

/** Returns the level of `setLogLevel`; undefined if the client has stated none. */
export const logLevelOf = (server: object): LogLevel | undefined => levels.get(server);

/**
 * Sends messages of the levels that the client wants.
 * @param notify sends a notification with the response of the call
 */
export const callLog = (
  level: LogLevel | undefined,
  notify: (notification: { method: 'notifications/message'; params: LogMessage }) => Promise<void>,
): CallLog => ({
  level,
  send(params) {
    if (level !== undefined && LEVELS.indexOf(params.level) < LEVELS.indexOf(level)) return;
    notify({ method: 'notifications/message', params }).catch(() => {}); // the client is gone
  },
});
