import type { ClientRow } from '../model/client.js';

export default {
  label: 'JetBrains Air',
  format: 'json',
  container: { path: ['mcpServers'] },
  project: ['.air/mcp.json'],
  desktop: true,
  stdio: { command: 'command', args: 'args', env: 'env' },
  http: { url: 'url', headers: 'headers' },
  sources: ['jetbrains.com/help/air/mcp-servers.html (2026-05-06; also reads .mcp.json)'],
  unverified: { http: 'HTTP entries', variables: 'variable syntax' },
} satisfies ClientRow;
