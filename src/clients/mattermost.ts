import type { ClientRow } from '../model/client.js';

export default {
  label: 'Mattermost Agents plugin',
  format: 'json',
  container: {
    path: ['PluginSettings', 'Plugins', 'mattermost-ai', 'config', 'mcp', 'servers'],
    idKey: 'name',
  },
  paste: 'the System Console, or into a file for "mmctl config patch"',
  stdio: null,
  http: { url: 'baseURL', headers: 'headers', extra: { name: 'NAME', enabled: true } },
  oauth: { clientId: 'clientID' },
} satisfies ClientRow;
