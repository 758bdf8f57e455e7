import { channel } from 'node:diagnostics_channel';

/** A request to the API and what came of it, without what authenticates it. */
export interface ExchangeReport {
  /** Of the call it belongs to, in the log and in `X-Request-Id`; absent for lists and completions. */
  call: string | undefined;
  method: string;
  url: string;
  requestHeaders: Record<string, string>;
  requestBody: string;
  ms: number;
  /** Absent where there was no response; then `problem` says why. */
  status?: number;
  responseHeaders?: Record<string, string>;
  responseBody?: string;
  problem?: string;
}

/** A call that has ended. */
export interface CallReport {
  call: string;
  provider: string;
  kind: 'tool' | 'resource' | 'prompt';
  name: string;
  outcome: string;
  ms: number;
  /** What the code of the provider threw. */
  error?: unknown;
  /** Of the credentials of the call: nothing that is shown may contain them. */
  secrets: ReadonlySet<string>;
}

/** Published for development tools of the same process; without a subscriber, nothing is collected. */
export const exchanges = channel('mcp-provider:exchange');
export const calls = channel('mcp-provider:call');
/** With the URL of a server that listens: `{ url }`. */
export const listening = channel('mcp-provider:listening');
