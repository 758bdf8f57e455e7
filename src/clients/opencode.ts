import type { ClientRow } from '../model/client.js';

export default {
  label: 'opencode',
  format: 'jsonc',
  container: { path: ['mcp', 'servers'] },
  otherShape: { path: ['mcp'], extra: { enabled: true } },
  project: [
    'opencode.json',
    'opencode.jsonc',
    '.opencode/opencode.json',
    '.opencode/opencode.jsonc',
  ],
  user: [
    '$XDG_CONFIG_HOME/opencode/opencode.json',
    '$XDG_CONFIG_HOME/opencode/opencode.jsonc',
    '~/.config/opencode/opencode.json',
    '~/.config/opencode/opencode.jsonc',
  ],
  stdio: { type: 'local', command: 'command', env: 'environment' },
  http: { type: 'remote', url: 'url', headers: 'headers' },
  variables: { syntax: '{env:VAR}' },
  oauth: { clientId: 'oauth.clientId', scopes: 'oauth.scope' },
  completeWith: ['enabled'],
  withAuthorization: { oauth: false },
  timeout: { key: 'timeout', unit: 'ms' },
  sources: [
    'opencode.ai/v2/docs/mcp-servers (mcp.servers; "There is no V2 enabled field": disabled)',
    'opencode.ai/v1/docs (mcp.NAME with enabled)',
  ],
  unverified: {
    user: 'whether version 2 reads files of version 1',
    project: 'whether version 2 reads files of version 1',
    variables: 'variable syntax and OAuth keys in version 2',
  },
} satisfies ClientRow;
