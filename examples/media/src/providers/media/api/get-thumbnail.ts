import type { Call } from 'mcp-provider/api';
import { content, path } from 'mcp-provider/api';
import type { input } from '../tools/get-thumbnail.js';
import { callApi } from './client.js';

export const getThumbnail: Call<typeof input> = async ({ file_id, ...query }, context) => {
  const response = await callApi(
    {
      method: 'GET',
      path: path`/files/${file_id}/thumbnail`,
      query,
      headers: { accept: 'image/png' },
    },
    context,
  );
  return content(response);
};
