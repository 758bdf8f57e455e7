import { readPart } from '../api/read-part.js';
import { resource } from '../mcp-instance.js';

export const partResource = resource({
  name: 'part',
  uri: 'inventory://parts/{id}',
  title: 'Part',
  mimeType: 'application/json',
  read: readPart,
});
