import type { Call } from 'mcp-provider/api';
import type { input, output } from '../tools/list-books.js';
import { callApi } from './client.js';

export const listBooks: Call<typeof input, typeof output> = async (query, context) => {
  const response = await callApi({ method: 'GET', path: '/books', query }, context);
  return response.body;
};
