import type { Call } from 'mcp-provider/api';
import { file, multipart, path } from 'mcp-provider/api';
import type { input, output } from '../tools/attach-file.js';
import { callApi } from './client.js';

export const attachFile: Call<typeof input, typeof output> = async (
  { booking_id, file: fileValue, file_name, ...body },
  context,
) => {
  const response = await callApi(
    {
      method: 'POST',
      path: path`/bookings/${booking_id}/attachments`,
      body: multipart({ ...body, file: file(fileValue, { name: file_name }) }),
    },
    context,
  );
  return response.body;
};
