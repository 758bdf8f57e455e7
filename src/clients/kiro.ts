import type { ClientRow } from '../model/client.js';

export default {
  label: 'Kiro',
  format: 'json',
  container: { path: ['mcpServers'] },
  project: ['.kiro/settings/mcp.json'],
  user: ['~/.kiro/settings/mcp.json'],
  desktop: true,
  stdio: { command: 'command', args: 'args', env: 'env' },
  http: { url: 'url', headers: 'headers' },
  variables: { syntax: '${VAR}' },
  deepLink: 'https://kiro.dev/launch/mcp/add?name={name}&config={json}',
  unverified: { variables: 'variables in URLs' },
} satisfies ClientRow;
