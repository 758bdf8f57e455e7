import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/create-message.js';
import { callApi } from './client.js';

export const createMessage: Call<typeof input, typeof output> = async (
  { space, messageReplyOption, ...body },
  context,
) => {
  const response = await callApi(
    { method: 'POST', path: path`/spaces/${space}/messages`, query: { messageReplyOption }, body },
    context,
  );
  return response.body;
};
