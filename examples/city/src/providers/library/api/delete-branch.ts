import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input } from '../tools/delete-branch.js';
import { callApi } from './client.js';

export const deleteBranch: Call<typeof input> = async ({ id }, context) => {
  const response = await callApi({ method: 'DELETE', path: path`/branches/${id}` }, context);
  return response.body;
};
