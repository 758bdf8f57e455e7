import type { ClientRow } from '../model/client.js';

export default {
  label: 'JetBrains AI Assistant',
  format: 'json',
  container: { path: ['mcpServers'] },
  paste: 'Settings > Tools > AI Assistant > Model Context Protocol (MCP)',
  desktop: true,
  stdio: { command: 'command', args: 'args', env: 'env' },
  http: { url: 'url', headers: 'headers' },
  unverified: { http: 'HTTP entries', variables: 'variable syntax' },
} satisfies ClientRow;
