import type { Call } from 'mcp-provider/api';
import type { input, output } from '../tools/add-note.js';
import { callApi } from './client.js';

export const addNote: Call<typeof input, typeof output> = async (body, context) => {
  const response = await callApi({ method: 'POST', path: '/notes', body }, context);
  return response.body;
};
