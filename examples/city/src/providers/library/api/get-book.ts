import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/get-book.js';
import { callApi } from './client.js';

export const getBook: Call<typeof input, typeof output> = async ({ id }, context) => {
  const response = await callApi({ method: 'GET', path: path`/books/${id}` }, context);
  return response.body;
};
