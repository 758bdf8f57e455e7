import { bad, ok } from '../example.js';

export default [
  ok`
    // provider-config.yaml, changed
    -     base_url: https://api.weather.dev/v1
    +     base_url: https://api.weather.dev/v1
    +     base_urls:
    +       - https://archive.weather.dev

    // src/providers/weather/api/get-forecast.ts
    import { path } from 'mcp-provider/api';
    import type { CallContext } from 'mcp-provider/api';
    import { callApi } from './client.js';

    const ARCHIVE = 'https://archive.weather.dev';

    export const getForecast = ({ place }: { place: string }, context: CallContext) =>
      callApi({ method: 'GET', baseUrl: ARCHIVE, path: path\`/\${place}\` }, context);
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { path } from 'mcp-provider/api';
    import type { CallContext } from 'mcp-provider/api';
    import { callApi } from './client.js';

    export const getForecast = ({ place }: { place: string }, context: CallContext) =>
      callApi(
        { method: 'GET', baseUrl: ‹'https://archive.weather.dev'›, path: path\`/\${place}\` },
        context,
      );
  `.finds('"base_urls" of "weather" does not list "https://archive.weather.dev".'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { path } from 'mcp-provider/api';
    import type { CallContext } from 'mcp-provider/api';
    import { callApi } from './client.js';

    export const getForecast = ({ place }: { place: string }, context: CallContext) =>
      callApi({ method: 'GET', baseUrl: ‹process.env.ARCHIVE ?? ''›, path: path\`/\${place}\` }, context);
  `.finds('The base URL of this request is not a string literal.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    import type { ApiRequest, CallContext } from 'mcp-provider/api';
    import { collect, linkPages } from 'mcp-provider/api';
    import { callApi } from './client.js';

    export const getForecast = async ({ host }: { host: string }, context: CallContext) => {
      const request: ApiRequest = { method: 'GET', baseUrl: ‹\`https://\${host}.weather.dev\`›, path: '/days' };
      return { days: await collect(callApi, request, context, { limit: 9, page: linkPages() }) };
    };
  `.finds('The base URL of this request is not a string literal.'),
  ok`
    // src/providers/weather/api/get-forecast.ts
    import type { ApiRequest, CallContext } from 'mcp-provider/api';
    import { callApi } from './client.js';

    export const getForecast = (request: ApiRequest, context: CallContext) =>
      callApi({ ...request, path: '/days' }, context);
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts
    import type { CallContext } from 'mcp-provider/api';
    import { callApi } from './client.js';

    const request = (host: string) =>
      ({ method: 'GET', baseUrl: ‹\`https://\${host}.weather.dev\`›, path: '/days' }) as const;
    export const getForecast = ({ place }: { place: string }, context: CallContext) =>
      callApi(request(place), context);
  `.finds('The base URL of this request is not a string literal.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    import type { ApiRequest, CallContext } from 'mcp-provider/api';
    import { callApi } from './client.js';

    export const getForecast = ({ region }: { region?: string }, context: CallContext) => {
      const request: ApiRequest = { method: 'GET', path: '/days' };
      if (region) request.baseUrl = ‹\`https://\${region}.weather.dev\`›;
      return callApi(request, context);
    };
  `.finds('The base URL of this request is not a string literal.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { path } from 'mcp-provider/api';
    import type { CallContext } from 'mcp-provider/api';
    import { callApi } from './client.js';

    export const getForecast = async ({ place }: { place: string }, context: CallContext) => {
      await callApi({ method: 'GET', baseUrl: ‹'https://archive.weather.dev'›, path: '/days' }, context);
      return callApi({ method: 'GET', baseUrl: ‹'https://maps.weather.dev'›, path: path\`/\${place}\` }, context);
    };

    // tests/weather.test.ts, changed
    -       request: { method: 'GET', path: '/forecast/a%2Fb%20c', query: { days: '2' } },
    +       request: [
    +         { method: 'GET', baseUrl: 'https://archive.weather.dev', path: '/days' },
    +         { method: 'GET', baseUrl: 'https://maps.weather.dev', path: '/a%2Fb%20c' },
    +       ],
  `.fixed`
    // provider-config.yaml, changed
          base_url: https://api.weather.dev/v1
    +     base_urls:
    +       - https://archive.weather.dev
    +       - https://maps.weather.dev
  `.finds(
    '"base_urls" of "weather" does not list "https://archive.weather.dev".',
    '"base_urls" of "weather" does not list "https://maps.weather.dev".',
  ),
];
