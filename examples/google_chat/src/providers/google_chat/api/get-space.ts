import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/get-space.js';
import { callApi } from './client.js';

export const getSpace: Call<typeof input, typeof output> = async ({ space }, context) => {
  const response = await callApi({ method: 'GET', path: path`/spaces/${space}` }, context);
  return response.body;
};
