import type { ClientRow } from '../model/client.js';

export default {
  label: 'Windsurf (before June 2026; legacy Cascade agent)',
  status:
    'Since 2026-06-02 it is Devin Desktop: use the client "devin". This entry is for older versions.',
  format: 'json',
  container: { path: ['mcpServers'] },
  user: ['~/.codeium/windsurf/mcp_config.json'],
  desktop: true,
  stdio: { command: 'command', args: 'args', env: 'env' },
  http: { url: 'serverUrl', headers: 'headers' },
  variables: { syntax: '${env:VAR}' },
  sources: [
    'docs.sevalla.com/ai-agents/windsurf',
    'docs.browserless.io/mcp/clients/windsurf (since Devin Desktop 3.9.19)',
  ],
  unverified: { variables: 'variable syntax' },
} satisfies ClientRow;
