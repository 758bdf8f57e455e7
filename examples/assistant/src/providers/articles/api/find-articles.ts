import type { Call } from 'mcp-provider/api';
import type { input, output } from '../tools/find-articles.js';
import { callApi } from './client.js';

export const findArticles: Call<typeof input, typeof output> = async (query, context) => {
  const response = await callApi({ method: 'GET', path: '/articles', query }, context);
  return { articles: response.body };
};
