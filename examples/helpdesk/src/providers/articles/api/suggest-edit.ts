import type { CallContext } from '../../../core/define.js';
import { path } from '../../../core/http.js';
import { callApi } from './client.js';

export type SuggestEditArgs = {
  article_id: string;
  suggestion: string;
};

export async function suggestEdit(
  { article_id, ...body }: SuggestEditArgs,
  context: CallContext,
): Promise<unknown> {
  const answer = await callApi(
    { method: 'POST', path: path`/articles/${article_id}/suggestions`, body },
    context,
  );
  return answer.body;
}
