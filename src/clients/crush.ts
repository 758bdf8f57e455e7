import type { ClientRow } from '../model/client.js';

export default {
  label: 'Crush',
  status: 'Crush is configured in crushrc, a Bash file; the JSON files are those of old versions.',
  format: 'json',
  container: { path: ['mcp'] },
  legacy: [
    '.crush.json',
    'crush.json',
    '$XDG_CONFIG_HOME/crush/crush.json',
    '~/.config/crush/crush.json',
  ],
  paste: 'crushrc',
  isScript: true,
  stdio: { type: 'stdio', command: 'command', args: 'args', env: 'env' },
  http: { type: 'http', url: 'url', headers: 'headers' },
  variables: { syntax: '$VAR' },
  timeout: { key: 'timeout', unit: 's' },
  cli: {
    stdio:
      'mcp add NAME --type stdio --command PROGRAM [--args ARGUMENT] [--env KEY VALUE] [--timeout SECONDS]',
    http: 'mcp add NAME --type http --url URL [--header KEY VALUE] [--timeout SECONDS]',
  },
  sources: [
    'charmbracelet/crush docs/config/README.md (global ~/.config/crush/crushrc)',
    'mintlify.com/charmbracelet/crush (old JSON shape)',
  ],
} satisfies ClientRow;
