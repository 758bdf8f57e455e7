import type { ClientRow } from '../model/client.js';

export default {
  label: 'Raycast',
  format: 'json',
  container: { path: ['mcpServers'] },
  paste: 'the form for MCP servers in Raycast',
  desktop: true,
  stdio: { command: 'command', args: 'args', env: 'env' },
  http: { url: 'url', headers: 'headers' },
  sources: [
    'manual.raycast.com/ai/model-context-protocol (form: stdio or HTTP, headers, OAuth; restart after a PATH change)',
  ],
  unverified: { http: 'HTTP entries' },
} satisfies ClientRow;
