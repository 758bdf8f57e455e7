import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/get-report.js';
import { callApi } from './client.js';

export const getReport: Call<typeof input, typeof output> = async ({ month }, context) => {
  const response = await callApi({ method: 'GET', path: path`/reports/${month}` }, context);
  return response.body;
};
