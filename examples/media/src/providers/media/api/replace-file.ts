import type { Call } from 'mcp-provider/api';
import { binary, path } from 'mcp-provider/api';
import type { input, output } from '../tools/replace-file.js';
import { callApi } from './client.js';

export const replaceFile: Call<typeof input, typeof output> = async (
  { file_id, content },
  context,
) => {
  const response = await callApi(
    {
      method: 'PUT',
      baseUrl: 'https://upload.media.example.com',
      path: path`/files/${file_id}/content`,
      body: binary(content),
    },
    context,
  );
  return response.body;
};
