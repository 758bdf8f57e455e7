import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/suggest-edit.js';
import { callApi } from './client.js';

export const suggestEdit: Call<typeof input, typeof output> = async (
  { article_id, ...body },
  context,
) => {
  const response = await callApi(
    { method: 'POST', path: path`/articles/${article_id}/suggestions`, body },
    context,
  );
  return response.body;
};
