import type { ClientRow } from '../model/client.js';

export default {
  label: 'Continue',
  format: 'yaml',
  container: { path: ['mcpServers'], idKey: 'name' },
  project: ['.continue/mcpServers/NAME.yaml'],
  user: ['~/.continue/config.yaml'],
  newFile: { name: 'APP', version: '0.0.1', schema: 'v1' },
  stdio: { type: 'stdio', command: 'command', args: 'args', env: 'env', extra: { name: 'NAME' } },
  http: {
    type: 'streamable-http',
    url: 'url',
    headers: 'requestOptions.headers',
    extra: { name: 'NAME' },
  },
  variables: { syntax: '${{ secrets.VAR }}' },
} satisfies ClientRow;
