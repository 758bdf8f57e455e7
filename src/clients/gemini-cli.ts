import type { ClientRow } from '../model/client.js';

export default {
  label: 'Gemini CLI',
  status: 'Personal use ended on 2026-06-18; the successor is the client "antigravity".',
  format: 'jsonc',
  container: { path: ['mcpServers'] },
  project: ['.gemini/settings.json'],
  user: ['$GEMINI_CLI_HOME/.gemini/settings.json', '~/.gemini/settings.json'],
  stdio: { command: 'command', args: 'args', env: 'env' },
  http: { type: 'http', url: 'url', headers: 'headers' },
  variables: { syntax: '${VAR}' },
  oauth: { clientId: 'oauth.clientId', scopes: 'oauth.scopes' },
  timeout: { key: 'timeout', unit: 'ms' },
  names: {
    pattern: '^[A-Za-z][A-Za-z0-9-]*$',
    max: 40,
    prefix: 'mcp_',
    separator: '_',
    toolMax: 63,
  },
  urlWithoutType: 'http',
  cli: {
    stdio: 'gemini mcp add --scope SCOPE [-e ENV] NAME COMMAND',
    http: 'gemini mcp add --scope SCOPE --transport http [-H HEADER] NAME URL',
  },
  sources: ['developer.mescius.com/mcp/docs (2026-06-18 migration note)'],
} satisfies ClientRow;
