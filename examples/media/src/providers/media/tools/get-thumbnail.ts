import { path, responseContent } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';

export const getThumbnail = tool({
  name: 'get_thumbnail',
  title: 'Get thumbnail',
  description: 'Small picture of a file.',
  input: z.strictObject({
    file_id: z.string().describe('File to show.'),
    width: z.int().min(16).max(1024).default(256).describe('In pixels.'),
  }),
  annotations: { readOnlyHint: true },
  async run({ file_id, ...query }, { api }) {
    const response = await api({
      method: 'GET',
      path: path`/files/${file_id}/thumbnail`,
      query,
      headers: { accept: 'image/png' },
    });
    return responseContent(response);
  },
});
