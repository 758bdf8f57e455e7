import type { CallContext } from '../../../core/define.js';
import { path } from '../../../core/http.js';
import { callApi } from './client.js';

export type GetSpaceArgs = {
  space: string;
};

export async function getSpace({ space }: GetSpaceArgs, context: CallContext): Promise<unknown> {
  const answer = await callApi({ method: 'GET', path: path`/spaces/${space}` }, context);
  return answer.body;
}
