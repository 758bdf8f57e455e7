import type { CallContext } from '../../../core/define.js';
import { path } from '../../../core/http.js';
import { callApi } from './client.js';

export type GetReportArgs = {
  month: string;
};

export async function getReport({ month }: GetReportArgs, context: CallContext): Promise<unknown> {
  const answer = await callApi({ method: 'GET', path: path`/reports/${month}` }, context);
  return answer.body;
}
