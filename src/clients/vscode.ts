import type { ClientRow } from '../model/client.js';

export default {
  label: 'VS Code (GitHub Copilot)',
  format: 'jsonc',
  container: { path: ['servers'] },
  project: ['.vscode/mcp.json'],
  user: {
    darwin: [
      '~/Library/Application Support/Code/User/mcp.json',
      '~/Library/Application Support/Code - Insiders/User/mcp.json',
    ],
    win32: ['%APPDATA%/Code/User/mcp.json', '%APPDATA%/Code - Insiders/User/mcp.json'],
    linux: [
      '$XDG_CONFIG_HOME/Code/User/mcp.json',
      '$XDG_CONFIG_HOME/Code - Insiders/User/mcp.json',
      '~/.config/Code/User/mcp.json',
      '~/.config/Code - Insiders/User/mcp.json',
    ],
  },
  desktop: true,
  stdio: { type: 'stdio', command: 'command', args: 'args', env: 'env' },
  http: { type: 'http', url: 'url', headers: 'headers' },
  variables: {
    syntax: '${env:VAR}',
    prompt: { path: ['inputs'], reference: '${input:ID}' },
    workspace: '${workspaceFolder}',
  },
  oauth: { clientId: 'oauth.clientId' },
  names: { pattern: '^[A-Za-z][A-Za-z0-9_-]*$', max: 64 },
  urlWithoutType: 'http-then-sse',
  cli: { json: 'code --add-mcp NAMED_JSON' },
  deepLink: 'vscode:mcp/install?{namedJson}',
  sources: [
    'code.visualstudio.com/docs/copilot/reference/mcp-configuration (type is required for stdio)',
  ],
} satisfies ClientRow;
