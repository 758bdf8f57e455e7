import type { ClientRow } from '../model/client.js';

export default {
  label: 'Cline',
  format: 'json',
  container: { path: ['mcpServers'] },
  user: [
    '$CLINE_MCP_SETTINGS_PATH',
    '$CLINE_DATA_DIR/settings/cline_mcp_settings.json',
    '$CLINE_DIR/data/settings/cline_mcp_settings.json',
    '~/.cline/data/settings/cline_mcp_settings.json',
  ],
  legacy: [
    '~/Library/Application Support/Code/User/globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json',
    '%APPDATA%/Code/User/globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json',
    '~/.config/Code/User/globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json',
  ],
  desktop: true,
  stdio: {
    type: 'stdio',
    command: 'command',
    args: 'args',
    env: 'env',
    extra: { disabled: false },
  },
  http: { type: 'streamableHttp', url: 'url', headers: 'headers', extra: { disabled: false } },
  variables: { syntax: '${env:VAR}' },
  timeout: { key: 'timeout', unit: 's' },
  urlWithoutType: 'sse',
} satisfies ClientRow;
