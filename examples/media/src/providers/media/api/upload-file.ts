import type { Call } from 'mcp-provider/api';
import { file, multipart, part } from 'mcp-provider/api';
import type { input, output } from '../tools/upload-file.js';
import { callApi } from './client.js';

export const uploadFile: Call<typeof input, typeof output> = async (
  { content, file_name, attributes, ...body },
  context,
) => {
  const response = await callApi(
    {
      method: 'POST',
      baseUrl: 'https://upload.media.example.com',
      path: '/files',
      body: multipart({
        ...body,
        file: file(content, { name: file_name }),
        attributes: part(attributes, 'application/json'),
      }),
    },
    context,
  );
  return response.body;
};
