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
  /** Absent where there was no response; then `problem` has the reason. */
  status?: number;
  responseHeaders?: Record<string, string>;
  responseBody?: string;
  problem?: string;
}

/** The report of a call that has ended. */
export interface CallReport {
  call: string;
  provider: string;
  kind: 'tool' | 'resource' | 'prompt';
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
export const calls = channel('mcp-provider:call');
/** Channel for the URL of a server that listens: `{ url }`. */
export const listening = channel('mcp-provider:listening');
