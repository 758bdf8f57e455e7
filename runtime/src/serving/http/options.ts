import type { Principal, TokenVerifier } from '../../identity/principal.js';
import type { Metrics } from '../../project/metrics.js';
import type { Route } from '../../project/route.js';
import type { Environment } from '../../utils/settings.js';
import type { HttpLimits } from './limits.js';
import type { Accounts } from './one-endpoint.js';

/** Path of the endpoint for all providers. */
export const ONE_PATH = '/mcp';

export interface HttpOptions {
  /** As clients reach this server; endpoints are `/<provider>/mcp` below it. */
  publicUrl: URL;
  /** Host names, without port, that requests may be addressed to, or come from. */
  allowedHosts: readonly string[];
  /** Origins whose scripts may use the endpoints (CORS). */
  allowedOrigins?: readonly string[];
  /** Absent: every caller is the local user, which only a loopback address allows. */
  verifier?: TokenVerifier;
  localUser: Principal;
  requiredScopes: readonly string[];
  /** In the metadata of the endpoints; `requiredScopes` unless stated. */
  advertisedScopes?: readonly string[];
  /** Those that callers at `/mcp` have proven. Absent: the token says nothing of them. */
  accounts?: Accounts | undefined;
  /** What chooses the tools at `/mcp`. Default: `process.env`. */
  env?: Environment | undefined;
  /** Beside the endpoints of providers. */
  routes?: readonly Route[];
  limits?: Partial<HttpLimits>;
  /** Sessions for clients of protocol 2025-11-25 and older. */
  sessions?: boolean;
  metrics?: Metrics | undefined;
}
