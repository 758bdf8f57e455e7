import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input } from '../tools/delete-member.js';
import { callApi } from './client.js';

export const deleteMember: Call<typeof input> = async ({ id }, context) => {
  const response = await callApi({ method: 'DELETE', path: path`/members/${id}` }, context);
  return response.body;
};
