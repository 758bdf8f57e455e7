import { defineRule } from '../define.js';
import { project } from '../example.js';
import { plainHost, plainUses } from './network/plain.js';
import { textEntries } from './secrets/entries.js';

export default defineRule({
  severity: 'error',
  summary: 'Plain http is used on this machine only.',
  why: 'Everybody on the way reads and changes what goes over it, credentials and tool results alike.',
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
            message: 'Whether this address with plain http is on this machine cannot be seen.',
            hint: 'Use https, or write the loopback address where the request is made.',
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
      for (const { value, text, key } of textEntries(document.root)) {
        // A callback has a rule of its own.
        const host = key === 'callback_url' ? undefined : plainHost(text);
        if (host !== undefined) report({ at: document.at(value), ...words(host) });
      }
    }
  },
  examples: [
    {
      ok: project`
        // src/providers/weather/api/client.ts, changed
        -   return http('https://api.weather.dev/v1', path, signal, credentials.apiKey);
        +   return http('http://127.0.0.1:8080/v1', path, signal, credentials.apiKey);
      `,
    },
    {
      ok: project`
        // src/providers/weather/api/client.ts, changed
        -   return http('https://api.weather.dev/v1', path, signal, credentials.apiKey);
        +   return http('http://www.w3.org/2000/svg', path, signal, credentials.apiKey);
      `,
    },
    {
      ok: project`
        // src/providers/weather/api/client.ts, changed
        -   return http('https://api.weather.dev/v1', path, signal, credentials.apiKey);
        +   return http(\`http://\${principal.userId}/v1\`, path, signal, credentials.apiKey);
      `,
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed
        -   return http('https://api.weather.dev/v1', path, signal, credentials.apiKey);
        +   return http(‹'http://api.weather.dev/v1'›, path, signal, credentials.apiKey);
      `,
      finds: ['"api.weather.dev" is reached over plain http.'],
    },
    {
      ok: project`
        // src/providers/weather/api/client.ts
        import type { CallContext } from '../../../core/define.js';
        import { ToolError } from '../../../core/define.js';
        import { http } from '../../../core/http.js';
        import { getCredentials } from './auth.js';

        const SCHEME = 'http://';

        export async function callApi(path: string, { principal, signal }: CallContext): Promise<unknown> {
          const credentials = await getCredentials(principal.userId);
          if (!credentials) throw new ToolError('Sign in to Weather first.');
          return http(SCHEME + 'localhost:8080', path, signal);
        }
      `,
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts
        import type { CallContext } from '../../../core/define.js';
        import { ToolError } from '../../../core/define.js';
        import { http } from '../../../core/http.js';
        import { getCredentials } from './auth.js';

        const SCHEME = 'http://';

        export async function callApi(path: string, { principal, signal }: CallContext): Promise<unknown> {
          const credentials = await getCredentials(principal.userId);
          if (!credentials) throw new ToolError('Sign in to Weather first.');
          return http(‹SCHEME + 'api.weather.dev'›, path, signal);
        }
      `,
      finds: ['"api.weather.dev" is reached over plain http.'],
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts
        import type { CallContext } from '../../../core/define.js';
        import { ToolError } from '../../../core/define.js';
        import { http } from '../../../core/http.js';
        import { getCredentials } from './auth.js';

        const HOST = 'api.weather.dev';

        export async function callApi(path: string, { principal, signal }: CallContext): Promise<unknown> {
          const credentials = await getCredentials(principal.userId);
          if (!credentials) throw new ToolError('Sign in to Weather first.');
          return http(‹\`http://\${HOST}/v1\`›, path, signal);
        }
      `,
      finds: ['"api.weather.dev" is reached over plain http.'],
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed

        + export const alive = (host: string) => ‹fetch('http://' + host)›;
        +
      `,
      finds: ['Whether this address with plain http is on this machine cannot be seen.'],
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed

        + import { get } from 'node:http';
        + ‹get({ host: 'api.weather.dev', path: '/v1' })›;
        +
      `,
      finds: ['"api.weather.dev" is reached over plain http.'],
    },
    {
      bad: project`
        // provider-config.yaml, changed
        -     base_url: https://api.weather.dev/v1
        +     base_url: ‹http://api.weather.dev/v1›
      `,
      finds: ['"api.weather.dev" is reached over plain http.'],
    },
    {
      bad: project`
        // .mcp.json
        { "mcpServers": { "a": { "url": ‹"http://mcp.acme.dev/a/mcp"› } } }
      `,
      finds: ['"mcp.acme.dev" is reached over plain http.'],
    },
  ],
});

const words = (host: string) => ({
  message: `"${host}" is reached over plain http.`,
  hint: 'Use https; plain http is for loopback addresses.',
});
