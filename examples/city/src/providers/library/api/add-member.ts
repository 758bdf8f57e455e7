import type { Call } from 'mcp-provider/api';
import type { input, output } from '../tools/add-member.js';
import { callApi } from './client.js';

export const addMember: Call<typeof input, typeof output> = async (body, context) => {
  const response = await callApi({ method: 'POST', path: '/members', body }, context);
  return response.body;
};
