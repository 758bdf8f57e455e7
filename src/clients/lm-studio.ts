import type { ClientRow } from '../model/client.js';

export default {
  label: 'LM Studio',
  format: 'json',
  container: { path: ['mcpServers'] },
  user: ['~/.lmstudio/mcp.json'],
  desktop: true,
  stdio: { command: 'command', args: 'args', env: 'env' },
  http: { url: 'url', headers: 'headers' },
  oauth: { clientId: 'auth.CLIENT_ID' },
  deepLink: 'lmstudio://add_mcp?name={name}&config={base64}',
  sources: ['lmstudio.ai/docs/app/mcp/deeplink'],
  unverified: { variables: 'variable syntax' },
} satisfies ClientRow;
