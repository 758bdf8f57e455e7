import type { Call } from 'mcp-provider/api';
import { path, text } from 'mcp-provider/api';
import type { input } from '../tools/set-note.js';
import { callApi } from './client.js';

export const setNote: Call<typeof input> = async ({ file_id, note }, context) => {
  const response = await callApi(
    { method: 'PUT', path: path`/files/${file_id}/note`, body: text(note, 'text/markdown') },
    context,
  );
  return response.body;
};
