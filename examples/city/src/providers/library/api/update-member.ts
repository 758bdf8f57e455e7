import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/update-member.js';
import { callApi } from './client.js';

export const updateMember: Call<typeof input, typeof output> = async ({ id, ...body }, context) => {
  const response = await callApi({ method: 'PATCH', path: path`/members/${id}`, body }, context);
  return response.body;
};
