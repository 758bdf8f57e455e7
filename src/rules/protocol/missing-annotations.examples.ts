import { bad, ok } from '../example.js';

export default [
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   annotations: { readOnlyHint: true, openWorldHint: true },
    +   annotations: { ‹readonlyHint›: true, openWorldHint: true },
  `.fixed`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   annotations: { readonlyHint: true, openWorldHint: true },
    +   annotations: { readOnlyHint: true, openWorldHint: true },
  `.finds('MCP has no annotation "readonlyHint".'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   annotations: { readOnlyHint: true, openWorldHint: true },
    +   annotations: { ‹readonlyHint›, openWorldHint: true },
  `.fixed`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   annotations: { readonlyHint, openWorldHint: true },
    +   annotations: { readOnlyHint: readonlyHint, openWorldHint: true },
  `.finds('MCP has no annotation "readonlyHint".'),
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   annotations: { readOnlyHint: true, openWorldHint: true },
  `,
  ok`
    // src/providers/weather/api/get-forecast.ts, changed
    -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
    +     { method: 'POST', path: path\`/forecast/\${place}\`, query: { days } },
  `,
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   annotations: { readOnlyHint: true, openWorldHint: true },

    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { saveCredentials, signOut } = auth;
    + export async function getCredentials(userId: string) {
    +   await fetch('https://api.weather.dev/token', { method: 'POST' });
    +   return auth.getCredentials(userId);
    + }
  `,
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
        name: ‹'get_forecast'›,
    …
    -   annotations: { readOnlyHint: true, openWorldHint: true },

    // src/providers/weather/api/get-forecast.ts, changed
    -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
    +     { method: 'POST', path: path\`/forecast/\${place}\`, query: { days } },
  `.finds('The tool sends a POST request but has no annotations that describe the change.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
        name: ‹'get_forecast'›,
    …
    -   annotations: { readOnlyHint: true, openWorldHint: true },

    // src/providers/weather/api/get-forecast.ts, changed
    -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
    +     { method: 'delete', path: path\`/forecast/\${place}\`, query: { days } },
  `.finds('The tool sends a DELETE request but has no annotations that describe the change.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   annotations: { readOnlyHint: true, openWorldHint: true },
    +   annotations: ‹hints()›,

    // src/providers/weather/api/get-forecast.ts, changed
    -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
    +     { method: 'PUT', path: path\`/forecast/\${place}\`, query: { days } },
  `.finds('Cannot determine the annotations of the tool.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
        name: ‹'get_forecast'›,
    …
    -   annotations: { readOnlyHint: true, openWorldHint: true },

    // src/providers/weather/api/get-forecast.ts
    import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
    import { auth, getCredentials } from './auth.js';

    const database = sqliteDatabase('weather', { ...auth, getCredentials }, { users: 'shared' });
    export const getForecast = (args: unknown, context: CallContext) =>
      database.transaction(context, async (run) => {
        await run('update days set seen = true where id = :id', args);
      });
  `.finds(
    'The tool runs "update" in the database but has no annotations that describe the change.',
  ),
];
