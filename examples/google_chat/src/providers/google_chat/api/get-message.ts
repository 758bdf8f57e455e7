import type { CallContext } from '../../../core/define.js';
import { path } from '../../../core/http.js';
import { callApi } from './client.js';

export type GetMessageArgs = {
  space: string;
  message: string;
};

export async function getMessage(
  { space, message }: GetMessageArgs,
  context: CallContext,
): Promise<unknown> {
  const answer = await callApi(
    { method: 'GET', path: path`/spaces/${space}/messages/${message}` },
    context,
  );
  return answer.body;
}
