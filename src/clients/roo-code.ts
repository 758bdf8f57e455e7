import type { ClientRow } from '../model/client.js';

export default {
  label: 'Roo Code',
  status: 'Roo Code was discontinued in May 2026.',
  format: 'json',
  container: { path: ['mcpServers'] },
  project: ['.roo/mcp.json'],
  user: {
    darwin: [
      '~/Library/Application Support/Code/User/globalStorage/rooveterinaryinc.roo-cline/settings/mcp_settings.json',
    ],
    win32: [
      '%APPDATA%/Code/User/globalStorage/rooveterinaryinc.roo-cline/settings/mcp_settings.json',
    ],
    linux: [
      '$XDG_CONFIG_HOME/Code/User/globalStorage/rooveterinaryinc.roo-cline/settings/mcp_settings.json',
      '~/.config/Code/User/globalStorage/rooveterinaryinc.roo-cline/settings/mcp_settings.json',
    ],
  },
  stdio: { type: 'stdio', command: 'command', args: 'args', env: 'env' },
  http: { type: 'streamable-http', url: 'url', headers: 'headers' },
  variables: { syntax: '${env:VAR}', workspace: '${workspaceFolder}' },
  timeout: { key: 'timeout', unit: 's' },
} satisfies ClientRow;
