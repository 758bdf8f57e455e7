import type { Principal, TokenVerifier } from '../../identity/principal.js';
import type { Metrics } from '../../project/metrics.js';
import type { Route } from '../../project/route.js';
import type { HttpLimits } from './limits.js';
import type { ConnectedAccounts } from './one-endpoint.js';

/** Path of the endpoint for all providers. */
export const ONE_PATH = '/mcp';

/** The settings of the HTTP server. */
export interface HttpOptions {
  /** The URL of this server as clients reach it; endpoints are `/<provider>/mcp` below it. */
  publicUrl: URL;
  /** Host names, without port, that requests may be addressed to, or come from. */
  allowedHosts: readonly string[];
  /** Origins whose scripts may use the endpoints (CORS). */
  allowedOrigins?: readonly string[];
  /** Absent: every caller is the local user, which only a loopback address allows. */
  verifier?: TokenVerifier;
  localUser: Principal;
  requiredScopes: readonly string[];
  /** Scopes in the metadata of the endpoints; `requiredScopes` by default. */
  advertisedScopes?: readonly string[];
  /** Accounts of callers at `/mcp`. Absent: tokens do not tell which accounts a caller has. */
  accounts?: ConnectedAccounts | undefined;
  /** Routes beside the endpoints of providers. */
  routes?: readonly Route[];
  limits?: Partial<HttpLimits>;
  /** Sessions for clients of protocol 2025-11-25 and older. */
  sessions?: boolean;
  metrics?: Metrics | undefined;
}
