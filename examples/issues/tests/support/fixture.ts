import type { ApiAnswer, ApiRequest } from './api-server.js';

/** What the tests of one provider start from. */
export interface ProviderFixture {
  provider: string;
  /** The provider's part of environment variables: `ACME_CHAT`. */
  prefix: string;
  /** How a call signed with this secret looks to the API; absent where the API is open. */
  signIn?(secret: string): SignIn;
  cases: ToolCase[];
}

export interface SignIn {
  /** What is stored for a user. */
  credentials: Record<string, string>;
  /** The same in environment variables, without the prefix; absent where they hold no credentials of users. */
  environment?: Record<string, string>;
  /** Others are asked for where the API refuses these, which has tests of its own. */
  renews?: boolean;
  /** What the API is sent. */
  sent: { headers?: Record<string, string>; query?: Record<string, string> };
}

/** A tool with example arguments, the call they lead to, the API's answer and the tool's result. */
export interface ToolCase {
  tool: string;
  args: Record<string, unknown>;
  /** Arguments the tool refuses; absent where it takes anything. */
  invalid?: Record<string, unknown>;
  /** Absent while the tool is not implemented. */
  request?: Pick<ApiRequest, 'method' | 'path' | 'query'> & { body?: unknown };
  answer?: unknown;
  /** Absent where the tool declares no output. */
  result?: Record<string, unknown>;
  /** Where the API gives its list in pages: one without items before the answer, and what the query for the next says. */
  paging?: { first: Pick<ApiAnswer, 'headers' | 'body'>; next: ApiRequest['query'] };
}

export type ReadyCase = ToolCase & { request: NonNullable<ToolCase['request']> };

export const readyCases = ({ cases }: ProviderFixture): ReadyCase[] =>
  cases.filter((row): row is ReadyCase => row.request !== undefined);
