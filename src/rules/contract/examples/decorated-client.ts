import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

/** What a function or class of the project makes of the sign-in. */
export const decoratedClientExamples: readonly Example[] = [
  ok`
    // src/lib/counted.ts
    import type { ApiAuth } from 'mcp-provider/api';

    export class Counted<C> {
      #signed = 0;
      readonly #inner: ApiAuth<C>;

      constructor(inner: ApiAuth<C>) {
        this.#inner = inner;
      }

      get auth(): ApiAuth<C> {
        return {
          ...this.#inner,
          authorize: async (request, credentials) => {
            this.#signed += 1;
            await this.#inner.authorize(request, credentials);
          },
        };
      }
    }

    // src/providers/weather/api/client.ts, changed
    + import { Counted } from '../../../lib/counted.js';
    - export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    + export const callApi = apiClient(PROVIDER_NAME, new Counted({ ...auth, getCredentials }).auth);
  `,
  bad`
    // src/lib/traced.ts
    import type { ApiAuth } from 'mcp-provider/api';

    export const traced = <C>(inner: ApiAuth<C>): ApiAuth<C> => ({
      ...inner,
      ‹authorize›(request) {
        console.error(request.method);
      },
    });

    // src/providers/weather/api/client.ts, changed
    + import { traced } from '../../../lib/traced.js';
    - export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    + export const callApi = apiClient(PROVIDER_NAME, traced({ ...auth, getCredentials }));
  `.finds('This function does not add the credentials to the request.'),
  bad`
    // src/lib/traced.ts
    import type { ApiAuth } from 'mcp-provider/api';

    export const traced = <C>(inner: ApiAuth<C>): ApiAuth<C> => ({ ...inner });

    // src/providers/weather/api/client.ts, changed
    + import { traced } from '../../../lib/traced.js';
    - export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    + const none = async () => null;
    + export const callApi = apiClient(PROVIDER_NAME, ‹traced({ ...auth, getCredentials: none })›);
  `.finds('This client does not use `getCredentials` of "src/providers/weather/api/auth.ts".'),
  // A function that is passed on before the credentials are asked for.
  ok`
    // src/providers/weather/api/guarded.ts
    import { getCredentials } from './auth.js';

    export const withCredentials = (send: (key: string) => Promise<Response>) => async (userId: string) => {
      const credentials = await getCredentials(userId);
      return send(credentials.apiKey);
    };

    // src/providers/weather/api/get-forecast.ts
    import { withCredentials } from './guarded.js';

    export const getForecast = (_input: object, context: CallContext) =>
      withCredentials((key) => fetch('https://api.weather.dev/v1', { headers: { 'x-key': key } }))(context.principal.userId);
  `,
  bad`
    // src/providers/weather/api/guarded.ts
    import { getCredentials } from './auth.js';

    export const withCredentials = (send: (key: string) => Promise<Response>) => async (userId: string) => {
      const credentials = await getCredentials(userId);
      return send(credentials.apiKey);
    };

    // src/providers/weather/api/get-forecast.ts
    import { withCredentials } from './guarded.js';

    export const getForecast = (_input: object, context: CallContext) =>
      withCredentials((_key) => ‹fetch›('https://api.weather.dev/v1'))(context.principal.userId);
  `.finds('This request is sent without credentials from getCredentials().'),
  ok`
    // src/providers/weather/api/with-credentials.ts
    import { apiClient } from 'mcp-provider/api';
    import { PROVIDER_NAME } from '../mcp-instance.js';
    import { auth, getCredentials } from './auth.js';

    type Held = Awaited<ReturnType<typeof getCredentials>>;
    export const http = (credentials: Held, request: ApiRequest, context: CallContext) =>
      apiClient(PROVIDER_NAME, { ...auth, getCredentials: async () => credentials })(request, context);
    export const withCredentials =
      <Args, Result>(run: (credentials: Held, args: Args, context: CallContext) => Promise<Result>) =>
      async (args: Args, context: CallContext): Promise<Result> =>
        run(await getCredentials(context.principal.userId), args, context);

    // src/providers/weather/api/get-forecast.ts
    import { http, withCredentials } from './with-credentials.js';

    export const getForecast = withCredentials(async (credentials, query: object, context) => {
      const { body } = await http(credentials, { method: 'GET', path: '/forecast', query }, context);
      return body;
    });
  `,
  bad`
    // src/providers/weather/api/client.ts
    import { apiClient } from 'mcp-provider/api';
    import { PROVIDER_NAME } from '../mcp-instance.js';
    import { auth } from './auth.js';

    const clientOf = (credentials: { token: string }) =>
      apiClient(PROVIDER_NAME, { ...auth, getCredentials: ‹async () => credentials› });
    export const callApi = clientOf({ token: 'public' });
  `.finds('This client does not use `getCredentials` of "src/providers/weather/api/auth.ts".'),
];
