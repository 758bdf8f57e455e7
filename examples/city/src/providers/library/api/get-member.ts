import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/get-member.js';
import { callApi } from './client.js';

export const getMember: Call<typeof input, typeof output> = async ({ id }, context) => {
  const response = await callApi({ method: 'GET', path: path`/members/${id}` }, context);
  return response.body;
};
