import type { ClientRow } from '../model/client.js';

export default {
  label: 'fastchat-mcp',
  format: 'json',
  container: { path: ['mcp_servers'] },
  project: ['fastchat.config.json'],
  newFile: { app_name: 'APP' },
  stdio: {
    type: 'stdio',
    typeKeys: ['protocol', 'transport'],
    command: 'config.command',
    args: 'config.args',
    env: 'config.env',
    extra: { name: 'NAME' },
  },
  http: {
    type: 'httpstream',
    typeKeys: ['protocol', 'transport'],
    url: 'httpstream-url',
    headers: 'headers',
    extra: { name: 'NAME', description: 'DESC' },
  },
  legacy: ['config.json'],
} satisfies ClientRow;
