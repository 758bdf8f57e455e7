import type { ClientRow } from '../model/client.js';

export default {
  label: 'GitHub Copilot CLI',
  format: 'json',
  container: { path: ['mcpServers'] },
  project: ['.mcp.json', '.github/mcp.json'],
  user: ['$COPILOT_HOME/mcp-config.json', '~/.copilot/mcp-config.json'],
  stdio: { type: 'stdio', command: 'command', args: 'args', env: 'env', extra: { tools: ['*'] } },
  http: { type: 'http', url: 'url', headers: 'headers', extra: { tools: ['*'] } },
  variables: { syntax: '${VAR}', fields: ['command', 'args', 'env', 'headers'] },
  oauth: { clientId: 'oauthClientId', scopes: 'oauthScopes' },
  timeout: { key: 'timeout', unit: 'ms' },
  names: { pattern: '^[A-Za-z0-9_-]+$', max: 64, separator: '-', toolMax: 64 },
  urlWithoutType: 'http',
  sources: [
    'microsoft.github.io/apm/reference/mcp-variable-compatibility (2026-10-24, Copilot CLI 1.0.44, documentation only)',
  ],
  unverified: { variables: 'variables in command and arguments' },
} satisfies ClientRow;
