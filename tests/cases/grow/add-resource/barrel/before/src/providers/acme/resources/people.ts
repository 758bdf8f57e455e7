import { readPeople } from '../api/read-people.js';
import { resource } from '../mcp-instance.js';

export const peopleResource = resource({
  name: 'people',
  uri: 'acme://people',
  mimeType: 'application/json',
  read: readPeople,
});
