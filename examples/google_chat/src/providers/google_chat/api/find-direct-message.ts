import type { CallContext } from '../../../core/define.js';
import { callApi } from './client.js';

export type FindDirectMessageArgs = {
  name: string;
};

export async function findDirectMessage(
  query: FindDirectMessageArgs,
  context: CallContext,
): Promise<unknown> {
  const answer = await callApi(
    { method: 'GET', path: '/spaces:findDirectMessage', query },
    context,
  );
  return answer.body;
}
