import type { ClientRow } from '../model/client.js';

export default {
  label: 'Qwen Code',
  format: 'jsonc',
  container: { path: ['mcpServers'] },
  project: ['.mcp.json'],
  user: ['$QWEN_HOME/settings.json', '~/.qwen/settings.json'],
  legacy: ['.qwen/settings.json'],
  stdio: { command: 'command', args: 'args', env: 'env' },
  http: { url: 'httpUrl', headers: 'headers' },
  variables: { syntax: '${VAR}' },
  timeout: { key: 'timeout', unit: 'ms' },
  cli: {
    stdio: 'qwen mcp add --scope SCOPE [-e ENV] NAME COMMAND',
    http: 'qwen mcp add --scope SCOPE --transport http [-H HEADER] NAME URL',
  },
  sources: [
    'qwenlm.github.io/qwen-code-docs/1.x/en/users/mcp (project scope: .mcp.json; local scope: .qwen/settings.local.json)',
  ],
  unverified: { variables: 'variable syntax', http: 'key of the URL in .mcp.json' },
} satisfies ClientRow;
