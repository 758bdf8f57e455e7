import type { Principal, ReceivedRequest } from '../identity/principal.js';

/**
 * A page or an endpoint of the HTTP server beside those of the providers. Requests have passed the
 * checks of Host and Origin; unless `public`, they have a valid access token for the URL of the
 * route.
 */
export type Route = PublicRoute | AuthenticatedRoute;

interface RouteBase {
  /** The exact path, such as `/about`. */
  path: string;
  /** Methods; others get 405. Default: `GET` and `HEAD`, whose bodies are not read. */
  methods?: readonly string[];
}

/** A route without authentication. Bodies are limited to 64 KB. */
export interface PublicRoute extends RouteBase {
  public: true;
  /**
   * Whether scripts of any website may use it. Then the response must not depend on anything that
   * browsers add, such as cookies.
   */
  anyOrigin?: boolean;
  /** Responds to a request that has passed the checks of Host and Origin. `received` tells where it comes from. */
  handle(request: Request, received: ReceivedRequest): Response | Promise<Response>;
}

/** A route for callers with a valid access token. */
export interface AuthenticatedRoute extends RouteBase {
  public?: false;
  /** The request has no `authorization` header: the token is for this server only. `x-request-id` is that of the log. */
  handle(request: Request, caller: Principal): Response | Promise<Response>;
}
