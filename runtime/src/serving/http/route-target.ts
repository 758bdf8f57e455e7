import { withCallerToken } from '../../identity/caller-token.js';
import type { Route } from '../../project/route.js';
import { receivedRequestOf } from './exchange.js';
import type { HttpOptions } from './options.js';
import { protectedResource } from './protected-resource.js';
import type { Intake, Target } from './target.js';
import { webRequest } from './web-request.js';

/** Public routes have their own limits, because anyone can send such requests. */
export const PUBLIC_LIMITS = { maxRequestBytes: 65_536, maxBufferedBytes: 16_777_216 };

const WITHOUT_BODY = new Set(['GET', 'HEAD']);

/** Returns the target of a route beside the endpoints. */
export function routeTarget(
  route: Route,
  options: HttpOptions,
  { admit, readBody }: Intake,
): Target {
  const { path, methods = ['GET', 'HEAD'] } = route;
  return {
    ...(route.public === true
      ? { anyOrigin: route.anyOrigin === true }
      : { resource: protectedResource(path, path, options) }),
    methods,
    async handle(arrivedRequest, caller) {
      const { incoming, outgoing, id, respond } = arrivedRequest;
      const { principal } = caller;
      const { method = 'GET' } = incoming;
      const admitted = admit(route.public === true ? path : principal.userId);
      if (admitted instanceof Response) return respond(admitted);
      try {
        const body = WITHOUT_BODY.has(method)
          ? undefined
          : await readBody(arrivedRequest, admitted.hold);
        if (body instanceof Response) {
          await respond(body);
          return;
        }
        const request = webRequest(incoming, outgoing, options.publicUrl, body);
        request.headers.set('x-request-id', id);
        const handle = () =>
          route.public === true
            ? route.handle(request, receivedRequestOf(incoming))
            : route.handle(request, principal);
        await respond(await withCallerToken(caller, handle));
      } finally {
        admitted.leave();
      }
    },
  };
}
