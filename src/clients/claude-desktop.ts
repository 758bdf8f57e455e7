import type { ClientRow } from '../model/client.js';

export default {
  label: 'Claude Desktop',
  format: 'json',
  container: { path: ['mcpServers'] },
  user: {
    darwin: ['~/Library/Application Support/Claude/claude_desktop_config.json'],
    win32: [
      '%APPDATA%/Claude/claude_desktop_config.json',
      '%LOCALAPPDATA%/Packages/Claude_*/LocalCache/Roaming/Claude/claude_desktop_config.json',
    ],
    linux: [
      '$XDG_CONFIG_HOME/Claude/claude_desktop_config.json',
      '~/.config/Claude/claude_desktop_config.json',
    ],
  },
  writesAll: true,
  desktop: true,
  stdio: { command: 'command', args: 'args', env: 'env' },
  http: null,
  bridge: { package: 'mcp-remote@0.15.1', args: ['URL'] },
  restart: true,
  unverified: { variables: 'variable syntax' },
} satisfies ClientRow;
