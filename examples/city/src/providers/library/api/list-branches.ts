import type { Call } from 'mcp-provider/api';
import type { input, output } from '../tools/list-branches.js';
import { callApi } from './client.js';

export const listBranches: Call<typeof input, typeof output> = async (query, context) => {
  const response = await callApi({ method: 'GET', path: '/branches', query }, context);
  return response.body;
};
