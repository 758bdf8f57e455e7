import { defineRule } from '../define.js';
import { plainHost, plainUses } from './network/plain.js';
import { textEntries } from './secrets/entries.js';

const CONFIG = 'provider-config.yaml';
const CLIENT = 'src/providers/weather/api/client.ts';
const from = (replaced: string) => ({
  [CLIENT]: { replace: "'https://api.weather.dev/v1'", with: replaced },
});
const under = (constant: string, address: string) => ({
  [CLIENT]: `import type { CallContext } from '../../../core/define.js';
import { ToolError } from '../../../core/define.js';
import { http } from '../../../core/http.js';
import { getCredentials } from './auth.js';

${constant}

export async function callApi(path: string, { principal, signal }: CallContext): Promise<unknown> {
  const credentials = await getCredentials(principal.userId);
  if (!credentials) throw new ToolError('Sign in to Weather first.');
  return http(${address}, path, signal);
}
`,
});

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
    { ok: from("'http://127.0.0.1:8080/v1'") },
    { ok: from("'http://www.w3.org/2000/svg'") },
    { ok: from('`http://${principal.userId}/v1`') },
    { bad: from("'http://api.weather.dev/v1'"), finds: [`${CLIENT}:9:15`] },
    { ok: under("const SCHEME = 'http://';", "SCHEME + 'localhost:8080'") },
    {
      bad: under("const SCHEME = 'http://';", "SCHEME + 'api.weather.dev'"),
      finds: [`${CLIENT}:11:15`],
    },
    {
      bad: under("const HOST = 'api.weather.dev';", '`http://${HOST}/v1`'),
      finds: [`${CLIENT}:11:15`],
    },
    {
      bad: {
        [CLIENT]: {
          replace: 'export async',
          with: "export const alive = (host: string) => fetch('http://' + host);\n\nexport async",
        },
      },
      finds: [`${CLIENT}:6:40`],
    },
    {
      bad: {
        [CLIENT]: {
          replace: 'export async',
          with: "import { get } from 'node:http';\nget({ host: 'api.weather.dev', path: '/v1' });\n\nexport async",
        },
      },
      finds: [`${CLIENT}:7:1`],
    },
    {
      bad: { [CONFIG]: { replace: 'https://api', with: 'http://api' } },
      finds: [`${CONFIG}:5:15`],
    },
    {
      bad: { '.mcp.json': '{ "mcpServers": { "a": { "url": "http://mcp.acme.dev/a/mcp" } } }\n' },
      finds: ['.mcp.json:1:33'],
    },
  ],
});

const words = (host: string) => ({
  message: `"${host}" is reached over plain http.`,
  hint: 'Use https; plain http is for loopback addresses.',
});
