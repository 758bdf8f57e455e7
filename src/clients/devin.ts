import type { ClientRow } from '../model/client.js';

export default {
  label: 'Devin Desktop and Devin CLI',
  format: 'json',
  container: { path: ['mcpServers'] },
  project: ['.devin/mcp_config.json'],
  user: {
    darwin: ['~/.config/devin/mcp_config.json'],
    win32: ['%APPDATA%/devin/mcp_config.json'],
    linux: ['~/.config/devin/mcp_config.json'],
  },
  desktop: true,
  stdio: { command: 'command', args: 'args', env: 'env' },
  http: { type: 'http', typeKeys: ['transport'], url: 'url', headers: 'headers' },
  urlWithoutType: 'http',
  cli: {
    stdio: 'devin mcp add -s SCOPE NAME -- COMMAND',
    http: 'devin mcp add -s SCOPE [-H HEADER] NAME URL',
    login: 'devin mcp login NAME',
  },
  sources: [
    'docs.browserless.io/mcp/clients/windsurf',
    'vaadin.com/docs (both agents, project file)',
    'docs.devin.ai/cli/extensibility/mcp/configuration (older pages name config.json and config.local.json in the same folders)',
  ],
  unverified: {
    variables: 'variable syntax',
    user: 'name of the file',
    project: 'name of the file',
  },
} satisfies ClientRow;
