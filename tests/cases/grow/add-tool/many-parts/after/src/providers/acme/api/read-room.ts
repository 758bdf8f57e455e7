import { ApiError } from '../../../core/api-error.js';
import type { CallContext } from '../../../core/define.js';
import { path } from '../../../core/http.js';
import { callApi } from './client.js';

export async function readRoom(
  variables: Record<string, string>,
  context: CallContext,
): Promise<string | undefined> {
  const { room_id = '' } = variables;
  try {
    const answer = await callApi({ method: 'GET', path: path`/rooms/${room_id}` }, context);
    return JSON.stringify(answer.body);
  } catch (error) {
    if (error instanceof ApiError && error.failure === 'missing') return undefined;
    throw error;
  }
}
