import type { ClientRow } from '../model/client.js';

export default {
  label: 'LibreChat',
  format: 'yaml',
  container: { path: ['mcpServers'] },
  project: ['librechat.yaml'],
  stdio: { type: 'stdio', command: 'command', args: 'args', env: 'env' },
  http: { type: 'streamable-http', url: 'url', headers: 'headers' },
  variables: { syntax: '${VAR}', fields: ['args', 'env', 'url', 'headers'] },
  timeout: { key: 'timeout', unit: 'ms' },
  restart: true,
  sources: ['librechat.ai/docs/configuration/librechat_yaml/object_structure/mcp_servers'],
  unverified: { variables: 'variables in arguments' },
} satisfies ClientRow;
