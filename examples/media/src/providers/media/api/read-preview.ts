import type { ResourceDefinition } from 'mcp-provider';
import { path, resourceContent } from 'mcp-provider/api';
import { callApi } from './client.js';

export const readPreview: ResourceDefinition['read'] = ({ file_id = '', ...query }, context) =>
  resourceContent(
    callApi(
      {
        method: 'GET',
        baseUrl: 'https://upload.media.example.com',
        path: path`/files/${file_id}/preview`,
        query,
        headers: { accept: 'image/png' },
      },
      context,
    ),
  );
