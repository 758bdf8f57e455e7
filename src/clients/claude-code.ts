import type { ClientRow } from '../model/client.js';

export default {
  label: 'Claude Code',
  format: 'json',
  container: { path: ['mcpServers'] },
  project: ['.mcp.json'],
  user: ['$CLAUDE_CONFIG_DIR/.claude.json', '~/.claude.json'],
  ofFolder: ['projects', 'FOLDER', 'mcpServers'],
  stdio: { type: 'stdio', command: 'command', args: 'args', env: 'env' },
  http: { type: 'http', url: 'url', headers: 'headers' },
  variables: { syntax: '${VAR}', fields: ['command', 'args', 'env', 'url', 'headers'] },
  oauth: { clientId: 'oauth.clientId', scopes: 'oauth.scopes' },
  timeout: { key: 'timeout', unit: 'ms' },
  cmdOnWindows: true,
  names: { pattern: '^[A-Za-z0-9_-]+$', max: 64, prefix: 'mcp__', separator: '__', toolMax: 64 },
  cli: {
    stdio: 'claude mcp add [--env ENV] --scope SCOPE --transport stdio NAME -- COMMAND',
    http: 'claude mcp add [--header HEADER] --scope SCOPE --transport http NAME URL',
  },
  sources: [
    'code.claude.com/docs/en/mcp (2026-09-22)',
    'microsoft.github.io/apm/reference/mcp-variable-compatibility (2026-10-24, Claude Code 2.1.310: ${VAR} in command, args, env, url, headers; an unset name stays as text)',
  ],
} satisfies ClientRow;
