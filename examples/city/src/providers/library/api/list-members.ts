import type { Call } from 'mcp-provider/api';
import type { input, output } from '../tools/list-members.js';
import { callApi } from './client.js';

export const listMembers: Call<typeof input, typeof output> = async (query, context) => {
  const response = await callApi({ method: 'GET', path: '/members', query }, context);
  return response.body;
};
