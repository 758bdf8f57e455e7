import type { Call } from 'mcp-provider/api';
import type { input, output } from '../tools/add-branch.js';
import { callApi } from './client.js';

export const addBranch: Call<typeof input, typeof output> = async (body, context) => {
  const response = await callApi({ method: 'POST', path: '/branches', body }, context);
  return response.body;
};
