import type { ClientRow } from '../model/client.js';

export default {
  label: 'Zed',
  format: 'jsonc',
  container: { path: ['context_servers'] },
  project: ['.zed/settings.json'],
  user: {
    darwin: ['~/.config/zed/settings.json'],
    win32: ['%APPDATA%/Zed/settings.json'],
    linux: ['$XDG_CONFIG_HOME/zed/settings.json', '~/.config/zed/settings.json'],
  },
  desktop: true,
  stdio: { command: 'command', args: 'args', env: 'env' },
  http: { url: 'url', headers: 'headers' },
  completeWith: ['settings'],
  oauth: { clientId: 'oauth.client_id' },
  timeout: { key: 'timeout', unit: 's' },
} satisfies ClientRow;
