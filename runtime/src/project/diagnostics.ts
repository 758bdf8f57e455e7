import { channel } from 'node:diagnostics_channel';

/** A request to the API and its outcome, without its credentials. */
export interface ExchangeReport {
  /** Id of its call, in the log and in `X-Request-Id`; absent for lists and completions. */
  call: string | undefined;
  method: string;
  url: string;
  requestHeaders: Record<string, string>;
  requestBody: string;
  ms: number;
  /** Absent if there was no response; then `problem` has the reason. */
  status?: number;
  responseHeaders?: Record<string, string>;
  responseBody?: string;
  problem?: string;
}

/** A request to the API before it was signed, and the whole response. Both can contain secrets. */
export interface ExchangeRecording {
  /** Id of its call; absent for lists and completions. */
  call: string | undefined;
  method: string;
  url: string;
  /** The base URL below which the URL is. */
  base: string;
  /** The base URL as the code states it; absent for `base_url`. */
  baseUrl?: string;
  signIn?: 'none' | 'optional';
  /** The header whose value is different for each call. */
  idempotencyKey?: string;
  headers: Record<string, string>;
  /** The body in base64; empty without one. */
  body: string;
  /** Absent if there was no response. */
  response?: {
    status: number;
    headers: Record<string, string>;
    /** Decoded from its content coding, in base64. */
    body: string;
  };
  /** Values of the sign-in, which no recording may contain. */
  secrets: string[];
}

/** A call of a tool of another MCP server, and its result. Both can contain secrets. */
export interface RemoteCallRecording {
  /** Id of the call that made it. */
  call: string | undefined;
  /** Name of the tool at the server. */
  tool: string;
  arguments: unknown;
  /** MCP `CallToolResult`. */
  result: unknown;
  /** Values of the sign-in, which no recording may contain. */
  secrets: string[];
}

/** The report of a call that has ended. */
export interface CallReport {
  call: string;
  provider: string;
  kind: 'tool' | 'resource' | 'prompt' | 'event';
  name: string;
  outcome: string;
  ms: number;
  /** The error that the provider's code threw. */
  error?: unknown;
  /** Secrets of the call's credentials, which must not be shown. */
  secrets: ReadonlySet<string>;
}

/** Channel for development tools of the same process; without a subscriber, nothing is collected. */
export const exchanges = channel('mcp-provider:exchange');
/** Channel for the calls that `mcp-provider record` writes to the tests. */
export const recordings = channel('mcp-provider:recording');
/** Channel for recordings of calls that a provider sends to its MCP server. */
export const remoteCalls = channel('mcp-provider:remote-call');
/** Channel for the reports of calls that have ended. */
export const calls = channel('mcp-provider:call');
/** Channel for the URL of a server that listens: `{ url }`. */
export const listening = channel('mcp-provider:listening');
