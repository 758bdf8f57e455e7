import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { messageInput, messageOutput } from '../tools.js';
import { callApi } from './client.js';

export const sendMessage: Call<typeof messageInput, typeof messageOutput> = async (
  { room_id, ...body },
  context,
) => {
  const response = await callApi(
    { method: 'POST', path: path`/rooms/${room_id}/messages`, body },
    context,
  );
  return response.body;
};
