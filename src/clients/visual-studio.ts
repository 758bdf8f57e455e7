import type { ClientRow } from '../model/client.js';

export default {
  label: 'Visual Studio',
  format: 'json',
  container: { path: ['servers'] },
  project: ['.mcp.json'],
  user: { win32: ['%USERPROFILE%/.mcp.json'] },
  desktop: true,
  stdio: { type: 'stdio', command: 'command', args: 'args', env: 'env' },
  http: { type: 'http', url: 'url', headers: 'headers' },
  variables: { prompt: { path: ['inputs'], reference: '${input:ID}' } },
  conflictsWith: ['claude-code', 'copilot-cli'],
  sources: [
    'learn.microsoft.com/visualstudio/ide/mcp-servers (both files, servers, http and stdio and sse)',
  ],
  unverified: { variables: 'prompts and variable syntax' },
} satisfies ClientRow;
