import { bad, ok } from '../example.js';
import { passedOnExamples } from './examples/passed-on.js';
import { toldRequests } from './examples/told-requests.js';

export default [
  ok`
    // src/core/retry.ts
    export async function retry<T>(task: () => Promise<T>): Promise<T> {
      return task().catch(() => task());
    }

    // src/providers/weather/api/get-forecast.ts
    import { retry } from '../../../core/retry.js';
    import { getCredentials } from './auth.js';
    import { callApi } from './client.js';

    export const isConnected = async (user: string) => (await retry(() => getCredentials(user))) !== null;
    export const getForecast = (_args: unknown, context: CallContext) =>
      retry(() => callApi({ method: 'GET', path: '/days' }, context));
  `,
  bad`
    // src/core/retry.ts
    export async function retry<T>(task: () => Promise<T>): Promise<T> {
      return task().catch(() => task());
    }

    // src/providers/weather/api/get-forecast.ts
    import { retry } from '../../../core/retry.js';
    import { getCredentials } from './auth.js';

    export const getForecast = (_args: unknown, { principal }: CallContext) =>
      ‹retry(() => getCredentials(principal.userId))›;
  `.finds('The result of this tool contains credentials or the environment.'),
  bad`
    // src/providers/weather/api/settings.ts
    const SHOWN = ['NODE_ENV', 'TZ'];
    const ALL = ['NODE_ENV', 'WEATHER_TOKEN'];

    export const shown = Object.fromEntries(SHOWN.map((name) => [name, process.env[name] ?? '']));
    export const all = Object.fromEntries(ALL.map((name) => [name, process.env[name] ?? '']));

    // src/providers/weather/api/get-forecast.ts
    import { all, shown } from './settings.js';

    export const getForecast = () => ({ shown, all: ‹all› });
  `
    .related('src/providers/weather/api/settings.ts:5:14 "all" gets its value here.')
    .finds('The result of this tool contains credentials or the environment.'),
  ok`
    // src/providers/weather/api/get-forecast.ts
    import { ToolError } from 'mcp-provider';
    import { getCredentials } from './auth.js';

    export async function getForecast(_args: unknown, context: CallContext) {
      const credentials = await getCredentials(context.principal.userId);
      if (!credentials) throw new ToolError('Not signed in.');
      const response = await fetch('https://api.weather.dev/v1', {
        headers: { authorization: credentials.token },
      });
      return { signedIn: Boolean(credentials), days: await response.json() };
    }
  `,
  ok`
    // src/providers/weather/api/get-forecast.ts
    const { NODE_ENV = 'development', npm_package_version: version } = process.env;

    export const getForecast = async () => ({ mode: NODE_ENV, version });
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { ToolError } from 'mcp-provider';
    import { getCredentials } from './auth.js';
    import { callApi } from './client.js';

    export async function getForecast(_args: unknown, context: CallContext) {
      const credentials = await getCredentials(context.principal.userId);
      const response = await callApi({ method: 'GET', path: '/forecast' }, context);
      if (!response.body) throw new ToolError(\`Refused: \${‹credentials.token›}\`);
      return response.body;
    }
  `
    .related('src/providers/weather/api/get-forecast.ts:6:9 "credentials" gets its value here.')
    .finds('This message contains credentials.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { callApi } from './client.js';

    export async function getForecast(_args: unknown, context: CallContext) {
      await callApi({ method: 'GET', path: '/forecast' }, context);
      return { settings: JSON.stringify(‹process.env›) };
    }
  `.finds('The result of this tool contains credentials or the environment.'),
  bad`
    // src/providers/weather/api/errors.ts
    import { ToolError } from 'mcp-provider';

    export class Refused extends ToolError {
      constructor(status: number, init: RequestInit) {
        super(\`Status \${status} for \${JSON.stringify(‹init›)}\`);
      }
    }

    // src/providers/weather/api/get-forecast.ts
    import { getCredentials } from './auth.js';
    import { Refused } from './errors.js';

    export async function getForecast(_args: unknown, context: CallContext) {
      const credentials = await getCredentials(context.principal.userId);
      const init = { headers: { authorization: \`Bearer \${credentials?.token}\` } };
      const response = await fetch('https://api.weather.dev/v1', init);
      if (!response.ok) throw new Refused(response.status, init);
      return response.json();
    }
  `
    .related('src/providers/weather/api/errors.ts:4:31 "init" gets its value here.')
    .finds('This message contains credentials.'),
  bad`
    // src/core/failed.ts
    import { ToolError } from 'mcp-provider';

    export const failed = (sent: unknown) => new ToolError(\`Sent \${JSON.stringify(‹sent›)}\`);

    // src/providers/weather/api/get-forecast.ts
    import { failed } from '../../../core/failed.js';
    import { getCredentials } from './auth.js';

    export async function getForecast(_args: unknown, { principal }: CallContext) {
      throw failed(await getCredentials(principal.userId));
    }
  `.finds('This message contains credentials.'),
  bad`
    // src/providers/weather/api/client.ts, changed
    + import { ToolError } from 'mcp-provider';
      import { apiClient } from 'mcp-provider/api';
    …
    - export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    + export const callApi = apiClient(PROVIDER_NAME, {
    +   ...auth,
    +   getCredentials,
    +   replaceCredentials(_userId, rejected) {
    +     throw new ToolError(\`The API rejected \${‹rejected.token›}.\`);
    +   },
    + });
  `
    .related('src/providers/weather/api/client.ts:9:31 "rejected" gets its value here.')
    .finds('This message contains credentials.'),
  ...toldRequests,
  bad`
    // src/providers/weather/api/settings.ts
    export const settings = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => name.startsWith('WEATHER_')),
    );

    // src/providers/weather/api/client.ts
    import { apiClient } from 'mcp-provider/api';
    import { settings } from './settings.js';
    import { PROVIDER_NAME } from '../mcp-instance.js';
    import { auth, getCredentials } from './auth.js';

    export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials }, {
      explain: ({ failure }) =>
        failure === 'unavailable' ? \`Check \${JSON.stringify(‹settings›)}.\` : undefined,
    });
  `
    .related('src/providers/weather/api/settings.ts:1:14 "settings" gets its value here.')
    .finds('This message contains credentials.'),
  ok`
    // src/providers/weather/api/client.ts
    import { apiClient } from 'mcp-provider/api';
    import { PROVIDER_NAME } from '../mcp-instance.js';
    import { auth, getCredentials } from './auth.js';

    export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials }, {
      explain: ({ failure }) =>
        failure === 'unavailable' ? \`Check \${process.env.WEATHER_BASE_URL}.\` : undefined,
    });
  `,
  ok`
    // src/providers/weather/api/client.ts, changed
    + import { ToolError } from 'mcp-provider';
      import { apiClient } from 'mcp-provider/api';
    …
    - export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    + export const callApi = apiClient(PROVIDER_NAME, {
    +   ...auth,
    +   getCredentials,
    +   async replaceCredentials(userId, rejected) {
    +     const current = await getCredentials(userId);
    +     if (current?.token === rejected.token) throw new ToolError(\`The token of \${userId} was rejected, \${rejected.token.length} characters.\`);
    +     return current;
    +   },
    + });
  `,
  ...passedOnExamples,
  bad`
    // src/providers/weather/api/client.ts
    import { ToolError } from 'mcp-provider';
    import { apiClient } from 'mcp-provider/api';
    import type { BearerCredentials, OutgoingRequest } from 'mcp-provider/auth';
    import { auth, getCredentials } from './auth.js';

    const shown = (value: unknown) => JSON.stringify(value);
    function authorize(request: OutgoingRequest, credentials: BearerCredentials) {
      if (credentials.token.startsWith('rk_'))
        throw new ToolError(\`This needs a full key, and \${‹shown(credentials)›} is restricted.\`);
      return auth.authorize(request, credentials);
    }
    export const callApi = apiClient('weather', { ...auth, authorize, getCredentials });
  `.finds('This message contains credentials.'),
];
