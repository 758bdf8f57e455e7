import type { CallContext } from '../../../core/define.js';
import { path } from '../../../core/http.js';
import { callApi } from './client.js';

export type GetArticleArgs = {
  article_id: string;
};

export async function getArticle(
  { article_id }: GetArticleArgs,
  context: CallContext,
): Promise<unknown> {
  const answer = await callApi({ method: 'GET', path: path`/articles/${article_id}` }, context);
  return answer.body;
}
