import type { ClientRow } from '../model/client.js';

export default {
  label: 'Warp',
  format: 'json',
  container: {
    path: ['mcpServers'],
    alternatives: [['mcp_servers'], ['servers'], ['mcp', 'servers']],
  },
  project: ['.warp/.mcp.json'],
  user: ['~/.warp/.mcp.json'],
  stdio: { command: 'command', args: 'args', env: 'env' },
  http: { url: 'url', headers: 'headers' },
  variables: { syntax: '${VAR}' },
} satisfies ClientRow;
