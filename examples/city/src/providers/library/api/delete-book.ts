import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input } from '../tools/delete-book.js';
import { callApi } from './client.js';

export const deleteBook: Call<typeof input> = async ({ id }, context) => {
  const response = await callApi({ method: 'DELETE', path: path`/books/${id}` }, context);
  return response.body;
};
