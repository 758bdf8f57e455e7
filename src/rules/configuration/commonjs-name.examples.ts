import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/api/client.ts, changed
    + export const here = import.meta.dirname;
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `,
  ok`
    // src/providers/weather/api/client.ts, changed
    + import { createRequire } from 'node:module';
    +
    + const require = createRequire(import.meta.url);
    + export const list: unknown = require('./list.json');
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `,
  ok`
    // src/providers/weather/api/client.ts, changed
    + export const here = typeof __dirname === 'undefined' ? import.meta.dirname : __dirname;
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `,
  ok`
    // src/old.cts
    export const here = __dirname;
  `,
  bad`
    // src/providers/weather/api/client.ts, changed
    + export const here = ‹__dirname›;
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `.fixed`
    // src/providers/weather/api/client.ts, changed
    - export const here = __dirname;
    + export const here = import.meta.dirname;
  `.finds('"__dirname" is not defined in ES modules.'),
  bad`
    // src/providers/weather/api/client.ts, changed
    + export const here = { ‹__dirname› };
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `.finds('"__dirname" is not defined in ES modules.'),
  bad`
    // src/providers/weather/api/client.ts, changed
    + export const words = \`\${‹__filename›}.txt\`;
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `.fixed`
    // src/providers/weather/api/client.ts, changed
    - export const words = \`\${__filename}.txt\`;
    + export const words = \`\${import.meta.filename}.txt\`;
  `.finds('"__filename" is not defined in ES modules.'),
  bad`
    // src/providers/weather/api/client.ts, changed
    + export const list: unknown = ‹require›('./list.json');
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `.finds('"require" is not defined in ES modules.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    - import { tool } from '../mcp-instance.js';
    + const { tool: define } = ‹require›('../mcp-instance.js');
    …
    - export const getForecastTool = tool({
    + export const getForecastTool = define({
  `.fixed`
    // src/providers/weather/tools/get-forecast.ts, changed
    - const { tool: define } = require('../mcp-instance.js');
    + import { tool as define } from '../mcp-instance.js';
  `.finds('"require" is not defined in ES modules.'),
  bad`
    // src/providers/weather/api/client.ts, changed
    + const { limit } = ‹require›('./limits.js').days;
    + if (limit > 7) {
    + const { warn } = ‹require›('./warn.js');
    + warn(limit);
    + }
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `.finds('"require" is not defined in ES modules.', '"require" is not defined in ES modules.'),
  bad`
    // src/providers/weather/api/client.ts, changed
    + export const list = ‹require›.resolve('zod');
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `.finds('"require" is not defined in ES modules.'),
  bad`
    // src/providers/weather/api/client.ts, changed
    + ‹module›.exports = { limit: 7 };
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `.finds('"module" is not defined in ES modules.'),
];
