import type { Principal, ReceivedRequest } from '../identity/principal.js';

/**
 * A page or an endpoint of the HTTP server beside those of the providers. Requests have passed the checks of Host and
 * Origin; unless `public`, they have a valid access token for the URL of the route.
 */
export type Route = PublicRoute | AuthenticatedRoute;

interface Served {
  /** Exact, such as `/about`. */
  path: string;
  /** Others get 405. Default: `GET` and `HEAD`, whose bodies are not read. */
  methods?: readonly string[];
}

/** Bodies are limited to 64 KB. */
export interface PublicRoute extends Served {
  public: true;
  /** Scripts of any website may use it: the response depends on nothing that browsers add, such as cookies. */
  anyOrigin?: boolean;
  /** Responds to a request that has passed the checks of Host and Origin. `received` tells where it comes from. */
  handle(request: Request, received: ReceivedRequest): Response | Promise<Response>;
}

/** A route for callers with a valid access token. */
export interface AuthenticatedRoute extends Served {
  public?: false;
  /** The request has no `authorization` header: the token is for this server only. `x-request-id` is that of the log. */
  handle(request: Request, caller: Principal): Response | Promise<Response>;
}
