import { resource } from '../mcp-instance.js';

export const peopleResource = resource({
  name: 'people',
  uri: 'acme://people',
  mimeType: 'application/json',
  read: (_args, { api }) => api({ method: 'GET', path: '/people' }),
});
