import { readPreview } from '../api/read-preview.js';
import { resource } from '../mcp-instance.js';

export const previewResource = resource({
  name: 'preview',
  uri: 'media://files/{file_id}/preview/{size}',
  title: 'Preview',
  description: 'A small picture of a file.',
  mimeType: 'image/png',
  read: readPreview,
});
