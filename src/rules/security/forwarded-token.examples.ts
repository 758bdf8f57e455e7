import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/api/verifier.ts
    const ISSUER = 'https://login.weather.dev/introspect';

    const ask = (token: string) =>
      fetch(ISSUER, { method: 'POST', body: new URLSearchParams({ token }) });

    export const verifier = (metadata: IssuerMetadata) => ({
      metadata,
      async verify(token: string, audience: URL) {
        const { active, aud, sub } = await (await ask(token)).json();
        if (!active || aud !== audience.href) throw new TokenError('Not for this server.');
        return { principal: verifiedPrincipal(ISSUER, sub) };
      },
    });
  `,
  ok`
    // src/providers/weather/api/client.ts
    import { apiClient, type CallApi } from 'mcp-provider/api';
    import { auth, getCredentials } from './auth.js';

    const call = apiClient('weather', { ...auth, getCredentials });

    export const callApi: CallApi = (request, context) =>
      call({ ...request, headers: { ...request.headers, 'x-tenant': 'acme' } }, context);
  `,
  bad`
    // src/providers/weather/api/client.ts, changed

    + export const headers = (context: { authInfo: { token: string } }) => ({
    +   authorization: \`Bearer \${‹context.authInfo.token›}\`,
    + });
    +
  `.finds(
    '"context.authInfo.token" is the access token of the caller; it is for this server only.',
  ),
  bad`
    // src/callers.ts
    export const tokens = new Map<string, string>();

    // src/verifier.ts
    import { tokens } from './callers.js';

    export const verifier = (metadata: IssuerMetadata) => ({
      metadata,
      async verify(token: string, audience: URL) {
        const principal = await principalOf(token, audience);
        tokens.set(principal.userId, token);
        return { principal };
      },
    });

    // src/providers/weather/api/get-forecast.ts
    import { tokens } from '../../../callers.js';

    export const getForecast = (userId: string) =>
      fetch('https://api.weather.dev/v1', {
        headers: { authorization: \`Bearer \${‹tokens›.get(userId)}\` },
      });
  `.finds('This request contains the access token of the caller; it is for this server only.'),
  bad`
    // src/verifier.ts
    import { AsyncLocalStorage } from 'node:async_hooks';

    export const calls = new AsyncLocalStorage<{ token: string }>();

    export class Verifier {
      constructor(readonly metadata: IssuerMetadata) {}
      async verify(token: string, audience: URL) {
        calls.enterWith({ token });
        return { principal: await principalOf(token, audience) };
      }
    }

    // src/providers/weather/api/get-forecast.ts
    import { calls } from '../../../verifier.js';

    export const getForecast = () =>
      fetch('https://api.weather.dev/v1', { headers: { authorization: ‹calls›.getStore()?.token } });
  `.finds('This request contains the access token of the caller; it is for this server only.'),
  bad`
    // src/callers.ts
    import { AsyncLocalStorage } from 'node:async_hooks';
    import type { IncomingMessage } from 'node:http';

    export const caller = new AsyncLocalStorage<{ authorization: string; trace: string }>();
    export const remember = ({ headers }: IncomingMessage, next: () => void) =>
      caller.run({ authorization: headers.authorization ?? '', trace: String(headers.trace) }, next);

    // src/providers/weather/api/get-forecast.ts
    import { caller } from '../../../callers.js';

    export function getForecast() {
      const { authorization, trace = '' } = caller.getStore() ?? {};
      const headers = Object.fromEntries(new Map([['x-caller', authorization]]));
      await fetch('https://api.weather.dev/v1', { headers: { trace } });
      return fetch('https://api.weather.dev/v1', { headers: ‹headers› });
    }
  `.finds('This request contains the access token of the caller; it is for this server only.'),
  bad`
    // src/core/upstream.ts
    import type { IncomingMessage } from 'node:http';

    export const upstream = ({ headers }: IncomingMessage) =>
      fetch('https://api.weather.dev/v1', { headers: { 'x-token': ‹headers.authorization›?.split(' ')[1] } });
  `.finds('This request contains the access token of the caller; it is for this server only.'),
  // What getCredentials() returns is sent with requests.
  ok`
    // src/providers/weather/api/auth.ts
    import type { IncomingMessage } from 'node:http';
    import { exchangeToken } from '../../../exchange.js';

    const bearers = new Map<string, string>();
    export const remember = (userId: string, { headers }: IncomingMessage) =>
      bearers.set(userId, headers.authorization ?? '');

    export const getCredentials = async (userId: string) => ({
      accessToken: await exchangeToken(bearers.get(userId)),
    });
  `,
  bad`
    // src/providers/weather/api/auth.ts
    import type { IncomingMessage } from 'node:http';

    const bearers = new Map<string, string>();
    export const remember = (userId: string, { headers }: IncomingMessage) =>
      bearers.set(userId, headers.authorization ?? '');

    export const getCredentials = async (userId: string) => ({ accessToken: ‹bearers›.get(userId) });
  `.finds('These credentials contain the access token of the caller; it is for this server only.'),
  bad`
    // src/verifier.ts
    export const seen = new Map<string, string>();

    export const verifier = (metadata: IssuerMetadata) => ({
      metadata,
      async verify(token: string, audience: URL) {
        const principal = await principalOf(token, audience);
        seen.set(principal.userId, token);
        return { principal };
      },
    });

    // src/providers/weather/api/client.ts, changed
    + import { seen } from '../../../verifier.js';
    - export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    + export const callApi = apiClient(PROVIDER_NAME, {
    +   ...auth,
    +   async getCredentials(userId) {
    +     const saved = await getCredentials(userId);
    +     return { ...saved, apiKey: ‹seen›.get(userId) ?? saved.apiKey };
    +   },
    + });
  `.finds('These credentials contain the access token of the caller; it is for this server only.'),
];
