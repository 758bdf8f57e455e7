/**
 * A provider as a handler of web requests, to mount into an application that exists.
 * @module mcp-provider/http
 */
export type {
  NamedUser,
  ReceivedRequest,
  TokenClaims,
  TokenVerifier,
} from './identity/principal.js';
export type { HandlerOptions, SiteOptions } from './serving/http/handler-options.js';
export type { Handler } from './serving/http/web-handler.js';
export type { HttpLimits } from './serving/http/limits.js';
export type { RequestInfo } from './provider/web-fetch.js';
export type { JwtOptions } from './identity/jwt.js';
export type { TrustedProxyOptions } from './identity/trusted-proxy.js';
export { TokenError } from './identity/principal.js';
export type { Environment } from './utils/settings.js';
export type { Project, ProjectOptions, ProjectSettings } from './project/project.js';
export { endProject } from './serving/end-project.js';
export { openProject } from './project/project.js';
export { createHandler } from './serving/http/handler.js';
export { toNodeHandler } from './serving/http/node-handler.js';
export { jwt } from './identity/jwt.js';
export { trustedProxy } from './identity/trusted-proxy.js';
