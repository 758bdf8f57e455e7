import { ApiError } from '../../../core/api-error.js';
import type { CallContext } from '../../../core/define.js';
import { callApi } from './client.js';

export async function readRooms(
  _variables: Record<string, string>,
  context: CallContext,
): Promise<string | undefined> {
  try {
    const answer = await callApi({ method: 'GET', path: '/rooms' }, context);
    return JSON.stringify(answer.body);
  } catch (error) {
    if (error instanceof ApiError && error.failure === 'missing') return undefined;
    throw error;
  }
}
