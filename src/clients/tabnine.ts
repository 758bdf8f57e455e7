import type { ClientRow } from '../model/client.js';

export default {
  label: 'Tabnine Agent',
  format: 'jsonc',
  container: { path: ['mcpServers'] },
  project: ['.tabnine/agent/settings.json'],
  user: ['~/.tabnine/agent/settings.json'],
  stdio: { command: 'command', args: 'args', env: 'env' },
  http: { url: 'httpUrl', headers: 'headers' },
  timeout: { key: 'timeout', unit: 'ms' },
  sources: [
    'docs.tabnine.com/main/getting-started/tabnine-agent/mcp-intro-and-setup/mcp-server-config (workspace file only in a trusted workspace)',
  ],
  unverified: { http: 'key of the URL', variables: 'variable syntax' },
} satisfies ClientRow;
