import type { Principal, TokenVerifier } from './principal.js';

/** Answers for addresses of its own, and leaves all others: undefined. */
export type PageHandler = (request: Request) => Promise<Response | undefined>;

export interface HttpOptions {
  /** As clients reach this server; endpoints are `/<provider>/mcp` below it. */
  publicUrl: URL;
  /** Host names, without port, that requests may be addressed to or come from. */
  allowedHosts: string[];
  /** Absent: every caller is the local user, which only a loopback address allows. */
  verifier?: TokenVerifier;
  localUser: Principal;
  requiredScopes: string[];
  /** Beside the endpoints. */
  pages: readonly PageHandler[];
}

/** Says that the server is up. */
export const health: PageHandler = async ({ url }) =>
  new URL(url).pathname === '/healthz' ? Response.json({ ok: true }) : undefined;
