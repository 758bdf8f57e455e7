import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/get-branch.js';
import { callApi } from './client.js';

export const getBranch: Call<typeof input, typeof output> = async ({ id }, context) => {
  const response = await callApi({ method: 'GET', path: path`/branches/${id}` }, context);
  return response.body;
};
