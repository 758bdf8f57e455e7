import { readSchema } from '../api/read-schema.js';
import { resource } from '../mcp-instance.js';

export const schemaResource = resource({
  name: 'schema',
  uri: 'schema://shop',
  title: 'Schema',
  description: 'Tables and columns behind the tools.',
  mimeType: 'application/json',
  read: readSchema,
});
