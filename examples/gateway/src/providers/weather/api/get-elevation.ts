import type { Call } from 'mcp-provider/api';
import type { input, output } from '../tools/get-elevation.js';
import { callApi } from './client.js';

export const getElevation: Call<typeof input, typeof output> = async (query, context) => {
  const response = await callApi({ method: 'GET', path: '/elevation', query }, context);
  return response.body;
};
