import type { CallContext } from '../../../core/define.js';
import { callApi } from './client.js';

export type FindArticlesArgs = {
  text: string;
  locale: 'en' | 'de' | 'fr';
};

export async function findArticles(
  query: FindArticlesArgs,
  context: CallContext,
): Promise<unknown> {
  const answer = await callApi({ method: 'GET', path: '/articles', query }, context);
  return { articles: answer.body };
}
