import type { ClientRow } from '../model/client.js';

export default {
  label: 'Kilo Code',
  format: 'jsonc',
  container: { path: ['mcp'] },
  project: ['.kilo/kilo.jsonc', 'kilo.jsonc'],
  user: ['$XDG_CONFIG_HOME/kilo/kilo.jsonc', '~/.config/kilo/kilo.jsonc'],
  legacy: ['.kilocode/mcp.json'],
  stdio: { type: 'local', command: 'command', env: 'environment', extra: { enabled: true } },
  http: { type: 'remote', url: 'url', headers: 'headers', extra: { enabled: true } },
  variables: { syntax: '{env:VAR}' },
  withAuthorization: { oauth: false },
  timeout: { key: 'timeout', unit: 'ms' },
  sources: [
    'docs.tavily.com/documentation/integrations/kilo',
    'abhigyanpatwari/GitNexus Documentation/kilo-code-mcp.md (Kilo 7.3.50)',
  ],
} satisfies ClientRow;
