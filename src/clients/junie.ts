import type { ClientRow } from '../model/client.js';

export default {
  label: 'JetBrains Junie',
  format: 'json',
  container: { path: ['mcpServers'] },
  project: ['.junie/mcp/mcp.json'],
  user: ['~/.junie/mcp/mcp.json'],
  desktop: true,
  stdio: { command: 'command', args: 'args', env: 'env' },
  http: { url: 'url', headers: 'headers' },
  unverified: { http: 'HTTP entries', user: 'user file', variables: 'variable syntax' },
} satisfies ClientRow;
