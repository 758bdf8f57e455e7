import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/api/get-tides.ts
    import type { ApiRequest, Call } from 'mcp-provider/api';
    import { collect, linkPages } from 'mcp-provider/api';
    import { callApi } from './client.js';

    const request: ApiRequest = { method: 'GET', path: '/tides' };

    export const getTides: Call = async ({ limit }, call) => ({
      tides: await collect(callApi, request, call, { limit, page: linkPages() }),
    });
    export const readTides = (ctx: Parameters<typeof callApi>[1]) => collect(callApi, request, ctx);
    export const all = (...given: Parameters<typeof callApi>) => callApi(...given);
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    - export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
    + export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, _context) => {
    …
    -   const response = await callApi(
    +   const response = await ‹callApi›(
    …
    -     context,
  `.fixed`
    // src/providers/weather/api/get-forecast.ts, changed
    - export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, _context) => {
    + export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
    …
    -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
    +     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } }, context,
  `.finds('"callApi" is called without the call context.'),
  bad`
    // src/providers/weather/api/get-tides.ts
    import type { ApiRequest, Call } from 'mcp-provider/api';
    import { collect, linkPages } from 'mcp-provider/api';
    import { ask } from 'mcp-provider';
    import { callApi } from './client.js';

    const request: ApiRequest = { method: 'GET', path: '/tides' };

    export const getTides: Call = async ({ limit }) => {
      const list = async () => ‹collect›(callApi, request, { limit, page: linkPages() });
      return { tides: await list() };
    };
    export const askTides: Call = async ({ schema }) => ‹ask›('Which?', schema); // later
  `.fixed`
    // src/providers/weather/api/get-tides.ts, changed
    - export const getTides: Call = async ({ limit }) => {
    -   const list = async () => collect(callApi, request, { limit, page: linkPages() });
    + export const getTides: Call = async ({ limit }, context) => {
    +   const list = async () => collect(callApi, request, context, { limit, page: linkPages() });
    …
    - export const askTides: Call = async ({ schema }) => ask('Which?', schema); // later
    + export const askTides: Call = async ({ schema }, context) => ask(context, 'Which?', schema); // later
  `.finds(
    '"collect" is called without the call context.',
    '"ask" is called without the call context.',
  ),
  bad`
    // src/providers/weather/api/get-tides.ts
    import { callApi } from './client.js';

    export const getTides = (limit: number) =>
      ‹callApi›({ method: 'GET', path: '/tides', query: { limit } });
  `.finds('"callApi" is called without the call context.'),
  ok`
    // src/providers/weather/api/get-tides.ts
    import type { CallContext } from 'mcp-provider';
    import type { ApiRequest } from 'mcp-provider/api';
    import { collect } from 'mcp-provider/api';
    import { callApi } from './client.js';

    // What is missing here is not the context.
    export const list = (request: ApiRequest, extra: CallContext) => collect(callApi, request, extra);

    export class Tides {
      constructor(private readonly context: CallContext) {}
      list(request: ApiRequest) {
        return collect(callApi, request, this.context);
      }
    }
  `,
  bad`
    // src/providers/weather/api/get-tides.ts
    import type { ApiRequest, Call } from 'mcp-provider/api';
    import { callApi } from './client.js';

    const request: ApiRequest = { method: 'GET', path: '/tides' };

    export const getTides: Call = async (_input, context) => ‹callApi›((request));
  `.finds('"callApi" is called without the call context.'),
];
