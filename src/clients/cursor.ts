import type { ClientRow } from '../model/client.js';

export default {
  label: 'Cursor',
  format: 'jsonc',
  container: { path: ['mcpServers'] },
  project: ['.cursor/mcp.json'],
  user: ['~/.cursor/mcp.json'],
  desktop: true,
  stdio: { type: 'stdio', command: 'command', args: 'args', env: 'env' },
  http: { url: 'url', headers: 'headers' },
  variables: {
    syntax: '${env:VAR}',
    fields: ['command', 'args', 'env', 'url', 'headers'],
    workspace: '${workspaceFolder}',
  },
  oauth: { clientId: 'auth.CLIENT_ID', scopes: 'auth.scopes' },
  deepLink: 'cursor://anysphere.cursor-deeplink/mcp/install?name={name}&config={base64}',
  sources: ['cursor.com/docs/mcp/install-links'],
} satisfies ClientRow;
