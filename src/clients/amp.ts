import type { ClientRow } from '../model/client.js';

export default {
  label: 'Amp',
  format: 'jsonc',
  container: { path: ['amp.mcpServers'] },
  project: ['.amp/settings.json'],
  user: {
    darwin: ['~/.config/amp/settings.json'],
    win32: ['%APPDATA%/amp/settings.json'],
    linux: ['~/.config/amp/settings.json'],
  },
  stdio: { command: 'command', args: 'args', env: 'env' },
  http: { url: 'url', headers: 'headers' },
  variables: { syntax: '${VAR}' },
  cli: { stdio: 'amp mcp add NAME -- COMMAND', http: 'amp mcp add NAME [--header KEY=VALUE] URL' },
  unverified: { variables: 'variable syntax' },
} satisfies ClientRow;
