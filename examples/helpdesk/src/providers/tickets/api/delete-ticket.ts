import type { CallContext } from '../../../core/define.js';
import { path } from '../../../core/http.js';
import { callApi } from './client.js';

export type DeleteTicketArgs = {
  ticket_id: string;
};

export async function deleteTicket(
  { ticket_id }: DeleteTicketArgs,
  context: CallContext,
): Promise<unknown> {
  const answer = await callApi({ method: 'DELETE', path: path`/tickets/${ticket_id}` }, context);
  return answer.body;
}
