import type { Call } from 'mcp-provider/api';
import { content, path } from 'mcp-provider/api';
import type { input } from '../tools/download-file.js';
import { callApi } from './client.js';

export const downloadFile: Call<typeof input> = async ({ file_id }, context) => {
  const response = await callApi(
    { method: 'GET', path: path`/files/${file_id}/content`, headers: { accept: '*/*' } },
    context,
  );
  return content(response);
};
