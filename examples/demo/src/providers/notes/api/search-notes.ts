import type { Call } from 'mcp-provider/api';
import type { input, output } from '../tools/search-notes.js';
import { callApi } from './client.js';

export const searchNotes: Call<typeof input, typeof output> = async (query, context) => {
  const response = await callApi({ method: 'GET', path: '/notes', query }, context);
  return { notes: response.body };
};
