import { resource } from '../mcp-instance.js';

export const peopleResource = resource({
  name: 'people',
  uri: 'acme://people',
  mimeType: 'text/plain',
  read: () => Promise.resolve('Ann, Bob'),
});
