import type { CallContext } from '../../../core/define.js';
import { path } from '../../../core/http.js';
import { callApi } from './client.js';

export type SendMessageArgs = {
  room_id: string;
  text: string;
};

export async function sendMessage(
  { room_id, ...body }: SendMessageArgs,
  context: CallContext,
): Promise<unknown> {
  const answer = await callApi(
    { method: 'POST', path: path`/rooms/${room_id}/messages`, body },
    context,
  );
  return answer.body;
}
