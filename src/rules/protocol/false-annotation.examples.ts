import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/api/get-forecast.ts, changed
    -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
    +     { method: 'POST', path: path\`/forecast/\${place}\`, query: { days } },
  `,
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   annotations: { readOnlyHint: true, openWorldHint: true },
    +   annotations: { destructiveHint: true, openWorldHint: true },

    // src/providers/weather/api/get-forecast.ts, changed
    -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
    +     { method: 'DELETE', path: path\`/forecast/\${place}\`, query: { days } },
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
    +     { method: 'DELETE', path: path\`/forecast/\${place}\`, query: { days } },

    // src/providers/weather/tools/get-forecast.ts, unchanged
      ‹annotations›: { readOnlyHint: true, openWorldHint: true },
  `.fixed`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   annotations: { readOnlyHint: true, openWorldHint: true },
    +   annotations: { destructiveHint: true, openWorldHint: true },
  `.finds('The tool sends a DELETE request, but "readOnlyHint" is true.'),
  ok`
    // src/providers/weather/api/get-forecast.ts, changed
    + const find = (place: string, context: Context) =>
    +   callApi({ method: 'GET', path: path\`/forecast/\${place}\` }, context);
    + const remove = (place: string, context: Context) =>
    +   callApi({ method: 'DELETE', path: path\`/forecast/\${place}\` }, context);
    + const ACTIONS = { find, today: find, remove };
      export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
    …
    -   const response = await callApi(
    -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
    -     context,
    -   );
    +   const response = await ACTIONS[days === 1 ? 'today' : 'find'](place, context);
  `,
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   annotations: { readOnlyHint: true, openWorldHint: true },
    +   ‹annotations›: { readOnlyHint: true, destructiveHint: false },

    // src/providers/weather/api/get-forecast.ts
    import { callApi } from './client.js';

    const verb = (method: 'DELETE') => (context: CallContext) => callApi({ method, path: '/days' }, context);
    const clear = verb('DELETE');

    export const getForecast = (_args: unknown, context: CallContext) => clear(context);
  `.fixed`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   annotations: { readOnlyHint: true, destructiveHint: false },
    +   annotations: { readOnlyHint: false, destructiveHint: false },
  `.finds('The tool sends a DELETE request, but "readOnlyHint" is true.'),
];
