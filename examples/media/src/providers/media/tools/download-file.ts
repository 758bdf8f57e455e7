import { path, responseContent } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';

export const downloadFile = tool({
  name: 'download_file',
  title: 'Download file',
  description: 'Content of a file.',
  input: z.strictObject({
    file_id: z.string().describe('File to read.'),
  }),
  annotations: { readOnlyHint: true },
  async run({ file_id }, { api }) {
    const response = await api({
      method: 'GET',
      path: path`/files/${file_id}/content`,
      headers: { accept: '*/*' },
    });
    return responseContent(response);
  },
});
