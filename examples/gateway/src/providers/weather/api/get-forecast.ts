import type { Call } from 'mcp-provider/api';
import type { input, output } from '../tools/get-forecast.js';
import { callApi } from './client.js';

export const getForecast: Call<typeof input, typeof output> = async (query, context) => {
  const response = await callApi({ method: 'GET', path: '/forecast', query }, context);
  return response.body;
};
