import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/get-article.js';
import { callApi } from './client.js';

export const getArticle: Call<typeof input, typeof output> = async ({ article_id }, context) => {
  const response = await callApi({ method: 'GET', path: path`/articles/${article_id}` }, context);
  return response.body;
};
