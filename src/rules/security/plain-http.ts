import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';
import { plainHost, plainUses } from './network/plain.js';
import { textEntriesBelow } from '../configuration/documents/texts.js';

export default defineRule({
  severity: 'error',
  summary: 'Plain HTTP is used for loopback addresses only.',
  why: 'Others in the network can read and change requests and responses, including credentials.',
  source: {
    text: 'MCP specification, Authorization: all endpoints must be served over HTTPS; redirect URIs are loopback or HTTPS.',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/authorization#communication-security',
  },
  securitySeverity: 7.4,
  on: 'project',
  check(project, report) {
    const { files, documents } = project;
    for (const file of files.values()) {
      if (file.test) continue;
      for (const { value, host } of plainUses(file, project)) {
        if (host !== undefined) report({ at: file.at(value), ...words(host) });
        else
          report.unseen({
            at: file.at(value),
            message: 'Cannot determine whether this plain HTTP address is a loopback address.',
            hint: 'Use https, or write the loopback address in the request.',
          });
      }
    }
    const { config, state, serverJson, envExample, clients } = documents;
    const data = [
      config,
      state,
      serverJson,
      envExample,
      ...clients.map(({ document }) => document),
    ];
    for (const document of data) {
      if (!document?.text.includes('http://')) continue;
      for (const { value, text, key } of textEntriesBelow(document.root)) {
        // A callback has a rule of its own.
        const host = key === 'callback_url' ? undefined : plainHost(text);
        if (host !== undefined) report({ at: document.at(value), ...words(host) });
      }
    }
  },
  examples: [
    ok`
      // src/providers/weather/api/get-forecast.ts
      export const getForecast = () => fetch('http://127.0.0.1:8080/v1');
    `,
    ok`
      // src/providers/weather/api/get-forecast.ts
      export const getForecast = () => fetch('http://www.w3.org/2000/svg');
    `,
    ok`
      // src/providers/weather/tools/get-forecast.ts, changed
      -   place: z.string().min(1).describe('Name of a town.'),
      +   place: z.string().default('http://weather.dev/bonn').describe('http://weather.dev lists them.'),
    `,
    ok`
      // src/providers/weather/api/get-forecast.ts
      export const getForecast = ({ host }: { host: string }) => fetch(\`http://\${host}/v1\`, LOCAL);

      const LOCAL = { headers: { host: 'localhost' } };
    `,
    bad`
      // src/providers/weather/api/get-forecast.ts
      export const getForecast = () => fetch(‹'http://api.weather.dev/v1'›);
    `.finds('"api.weather.dev" is requested over plain HTTP.'),
    ok`
      // src/providers/weather/api/get-forecast.ts
      const SCHEME = 'http://';

      export const getForecast = () => fetch(SCHEME + 'localhost:8080');
    `,
    bad`
      // src/providers/weather/api/get-forecast.ts
      const SCHEME = 'http://';

      export const getForecast = () => fetch(‹SCHEME + 'api.weather.dev'›);
    `.finds('"api.weather.dev" is requested over plain HTTP.'),
    bad`
      // src/providers/weather/api/get-forecast.ts
      const HOST = 'api.weather.dev';

      export const getForecast = () => fetch(‹\`http://\${HOST}/v1\`›);
    `.finds('"api.weather.dev" is requested over plain HTTP.'),
    bad`
      // src/providers/weather/api/get-forecast.ts
      export const getForecast = ({ host }: { host: string }) => ‹fetch('http://' + host)›;
    `.finds('Cannot determine whether this plain HTTP address is a loopback address.'),
    bad`
      // src/providers/weather/api/get-forecast.ts
      import { get } from 'node:http';

      export const getForecast = () => ‹get({ host: 'api.weather.dev', path: '/v1' })›;
    `.finds('"api.weather.dev" is requested over plain HTTP.'),
    bad`
      // provider-config.yaml, changed
      -     base_url: https://api.weather.dev/v1
      +     base_url: ‹http://api.weather.dev/v1›
    `.finds('"api.weather.dev" is requested over plain HTTP.'),
    bad`
      // .mcp.json
      { "mcpServers": { "a": { "url": ‹"http://mcp.acme.dev/a/mcp"› } } }
    `.finds('"mcp.acme.dev" is requested over plain HTTP.'),
  ],
});

const words = (host: string) => ({
  message: `"${host}" is requested over plain HTTP.`,
  hint: 'Use https. Plain HTTP is for loopback addresses.',
});
