import { path } from 'mcp-provider/api';
import { resource } from '../mcp-instance.js';

export const previewResource = resource({
  name: 'preview',
  uri: 'media://files/{file_id}/preview/{size}',
  title: 'Preview',
  description: 'A picture of a file, with {size} pixels on its longer side.',
  mimeType: 'image/png',
  read: ({ file_id = '', ...query }, { api }) =>
    api({
      method: 'GET',
      baseUrl: 'https://upload.media.example.com',
      path: path`/files/${file_id}/preview`,
      query,
      headers: { accept: 'image/png' },
    }),
});
