import { resource } from '../mcp-instance.js';

export const allNotesResource = resource({
  name: 'all_notes',
  uri: 'notes://all',
  title: 'All notes',
  description: 'Every note, as JSON.',
  mimeType: 'application/json',
  read: (_args, { api }) => api({ method: 'GET', path: '/notes' }),
});
