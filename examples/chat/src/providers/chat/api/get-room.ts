import type { CallContext } from '../../../core/define.js';
import { path } from '../../../core/http.js';
import { callApi } from './client.js';

export type GetRoomArgs = {
  room_id: string;
};

export async function getRoom({ room_id }: GetRoomArgs, context: CallContext): Promise<unknown> {
  const answer = await callApi({ method: 'GET', path: path`/rooms/${room_id}` }, context);
  return answer.body;
}
