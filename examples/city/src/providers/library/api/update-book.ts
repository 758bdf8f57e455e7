import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/update-book.js';
import { callApi } from './client.js';

export const updateBook: Call<typeof input, typeof output> = async ({ id, ...body }, context) => {
  const response = await callApi({ method: 'PATCH', path: path`/books/${id}`, body }, context);
  return response.body;
};
