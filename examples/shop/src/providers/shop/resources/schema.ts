import { resource } from '../mcp-instance.js';
import value from './schema.json' with { type: 'json' };

export const schemaResource = resource({
  name: 'schema',
  uri: 'schema://shop',
  title: 'Schema',
  description: 'Tables and columns behind the tools.',
  mimeType: 'application/json',
  read: () => JSON.stringify(value),
});
