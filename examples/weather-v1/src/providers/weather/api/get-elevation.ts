import type { CallContext } from '../../../core/define.js';
import { callApi } from './client.js';

export type GetElevationArgs = {
  latitude: number;
  longitude: number;
};

export async function getElevation(
  query: GetElevationArgs,
  context: CallContext,
): Promise<unknown> {
  const answer = await callApi({ method: 'GET', path: '/elevation', query }, context);
  return answer.body;
}
