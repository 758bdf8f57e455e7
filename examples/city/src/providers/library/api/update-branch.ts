import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/update-branch.js';
import { callApi } from './client.js';

export const updateBranch: Call<typeof input, typeof output> = async ({ id, ...body }, context) => {
  const response = await callApi({ method: 'PATCH', path: path`/branches/${id}`, body }, context);
  return response.body;
};
