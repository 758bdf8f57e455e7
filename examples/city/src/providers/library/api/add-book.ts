import type { Call } from 'mcp-provider/api';
import type { input, output } from '../tools/add-book.js';
import { callApi } from './client.js';

export const addBook: Call<typeof input, typeof output> = async (body, context) => {
  const response = await callApi({ method: 'POST', path: '/books', body }, context);
  return response.body;
};
