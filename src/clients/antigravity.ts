import type { ClientRow } from '../model/client.js';

export default {
  label: 'Google Antigravity (IDE and agy CLI)',
  format: 'json',
  container: { path: ['mcpServers'] },
  project: ['.agents/mcp_config.json'],
  user: ['~/.gemini/config/mcp_config.json'],
  legacy: ['~/.gemini/antigravity/mcp_config.json', '~/.gemini/antigravity-cli/mcp_config.json'],
  desktop: true,
  stdio: { command: 'command', args: 'args', env: 'env' },
  http: { url: 'serverUrl', headers: 'headers' },
  cli: { http: 'agy mcp add [--header HEADER] NAME URL' },
  sources: [
    'developer.mescius.com/mcp/docs (agy mcp add; ~/.gemini/config/mcp_config.json)',
    'jgravelle/jcodemunch-mcp release v1.108.89 (2026-06-30: one shared file for app, IDE and CLI)',
  ],
  unverified: { project: 'project file', variables: 'variable syntax', http: 'key of the URL' },
} satisfies ClientRow;
