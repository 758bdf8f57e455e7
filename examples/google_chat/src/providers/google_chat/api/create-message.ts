import type { CallContext } from '../../../core/define.js';
import { path } from '../../../core/http.js';
import { callApi } from './client.js';

export type CreateMessageArgs = {
  space: string;
  text: string;
  thread?: { name: string };
  messageReplyOption?: 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD' | 'REPLY_MESSAGE_OR_FAIL';
};

export async function createMessage(
  { space, messageReplyOption, ...body }: CreateMessageArgs,
  context: CallContext,
): Promise<unknown> {
  const answer = await callApi(
    { method: 'POST', path: path`/spaces/${space}/messages`, query: { messageReplyOption }, body },
    context,
  );
  return answer.body;
}
