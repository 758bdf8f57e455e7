import type { CallContext } from '../../../core/define.js';
import { callApi } from './client.js';

export type AddRoomArgs = {
  name: string;
};

export async function addRoom(body: AddRoomArgs, context: CallContext): Promise<unknown> {
  const answer = await callApi({ method: 'POST', path: '/rooms', body }, context);
  return answer.body;
}
