import { defineRule } from '../define.js';
import { isLoopback } from './network/loopback.js';
import { textEntries } from './secrets/entries.js';

/** Names in XML and JSON that only look like addresses. */
const IDENTIFIERS =
  /^(www\.w3\.org|(www\.)?json-schema\.org|schemas?\..+|purl\.org|(www\.)?xmlns\.com|ns\.adobe\.com|openid\.net)$/i;
const CONFIG = 'provider-config.yaml';
const CLIENT = 'src/providers/weather/api/client.ts';
const from = (replaced: string) => ({
  [CLIENT]: { replace: "'https://api.weather.dev/v1'", with: replaced },
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
  check({ files, documents }, report) {
    for (const file of files.values()) {
      if (file.test || !file.text.includes('http://')) continue;
      const bases = new Set(file.facts.calls.flatMap(({ arguments: [, base] }) => base ?? []));
      for (const text of file.facts.texts) {
        const host = plainHost(text.is === 'string' ? text.value : (text.chunks[0] ?? ''));
        // `new URL(request.url, 'http://host')` only needs something to stand before the path.
        if (host === undefined || bases.has(text)) continue;
        report({ at: file.at(text), ...words(host) });
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

/** The host of an address with plain http that leaves this machine. */
function plainHost(text: string): string | undefined {
  const [, host] = /^http:\/\/(?:[^@/\s]*@)?(\[[^\]]*\]|[^\s/:?#]+)(?=[:/?#]|$)/i.exec(text) ?? [];
  return host === undefined || isLoopback(host) || IDENTIFIERS.test(host) || /[${}<>]/.test(host)
    ? undefined
    : host;
}

const words = (host: string) => ({
  message: `"${host}" is reached over plain http.`,
  hint: 'Use https; plain http is for loopback addresses.',
});
