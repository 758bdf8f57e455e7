import type { Call } from 'mcp-provider/api';
import type { input, output } from '../tools/find-direct-message.js';
import { callApi } from './client.js';

export const findDirectMessage: Call<typeof input, typeof output> = async (query, context) => {
  const response = await callApi(
    { method: 'GET', path: '/spaces:findDirectMessage', query },
    context,
  );
  return response.body;
};
