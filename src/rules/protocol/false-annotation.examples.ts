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
  bad`
    // src/providers/weather/api/database.ts
    import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
    import { auth, getCredentials } from './auth.js';

    export const database = sqliteDatabase('weather', { ...auth, getCredentials }, { users: 'shared' });

    // src/providers/weather/api/get-forecast.ts
    import { database } from './database.js';

    const statement = \`with old as (select id from days where age > 9)
    delete from days where id in (select id from old)\`;

    export const getForecast = database.change(statement);

    // src/providers/weather/tools/get-forecast.ts, unchanged
      ‹annotations›: { readOnlyHint: true, openWorldHint: true },
  `.fixed`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   annotations: { readOnlyHint: true, openWorldHint: true },
    +   annotations: { destructiveHint: true, openWorldHint: true },
  `.finds('The tool runs "delete" in the database, but "readOnlyHint" is true.'),
  ok`
    // src/providers/weather/api/database.ts
    import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
    import { auth, getCredentials } from './auth.js';

    export const database = sqliteDatabase('weather', { ...auth, getCredentials }, { users: 'shared' });

    // src/providers/weather/api/get-forecast.ts
    import { database } from './database.js';

    export const getForecast = database.one(
      \`select replace(name, 'delete from', '') as name, "update" -- ; drop table days
      from days where id = :id for update\`,
    );
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    + const DOCUMENT = \`# The days of a place.
    + mutation Clear($place: String!) { clear(place: $place) { days } }\`;
      export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
    …
    -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
    +     { method: 'POST', path: '/graphql', body: { query: DOCUMENT, variables: { place, days } } },

    // src/providers/weather/tools/get-forecast.ts, unchanged
      ‹annotations›: { readOnlyHint: true, openWorldHint: true },
  `.fixed`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   annotations: { readOnlyHint: true, openWorldHint: true },
    +   annotations: { destructiveHint: true, openWorldHint: true },
  `.finds('The tool sends a GraphQL mutation, but "readOnlyHint" is true.'),
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
      export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
    +   await callApi({ method: 'POST', path: '/searches', body: { place } }, context);
    +   await callApi({ method: 'DELETE', path: '/searches/last' }, context);

    // src/providers/weather/tools/get-forecast.ts, unchanged
      ‹annotations›: { readOnlyHint: true, openWorldHint: true },
  `.fixed`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   annotations: { readOnlyHint: true, openWorldHint: true },
    +   annotations: { destructiveHint: true, openWorldHint: true },
  `.finds('The tool sends a DELETE request, but "readOnlyHint" is true.'),

  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
    +     { method: 'POST', path: path\`/forecast/\${place}\`, query: { days } },

    // src/providers/weather/tools/get-forecast.ts, changed
    -   name: 'get_forecast',
    +   name: 'cancel_forecast',
    …
        ‹annotations›: { readOnlyHint: true, openWorldHint: true },
  `.fixed`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   annotations: { readOnlyHint: true, openWorldHint: true },
    +   annotations: { destructiveHint: true, openWorldHint: true },
  `.finds('The tool sends a POST request, but "readOnlyHint" is true.'),
  ok`
    // src/providers/weather/api/get-forecast.ts, changed
    -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
    +     { method: 'POST', path: path\`/forecast/\${place}\`, query: { days } },

    // src/providers/weather/tools/get-forecast.ts, changed
    -   name: 'get_forecast',
    +   name: 'cancel_forecast_preview',
  `,
];
