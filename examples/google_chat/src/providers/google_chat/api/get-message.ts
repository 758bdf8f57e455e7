import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/get-message.js';
import { callApi } from './client.js';

export const getMessage: Call<typeof input, typeof output> = async (
  { space, message },
  context,
) => {
  const response = await callApi(
    { method: 'GET', path: path`/spaces/${space}/messages/${message}` },
    context,
  );
  return response.body;
};
