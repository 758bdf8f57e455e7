import type { CallContext } from '../../../core/define.js';
import { path } from '../../../core/http.js';
import { callApi } from './client.js';

export type ReplyToTicketArgs = {
  ticket_id: string;
  text: string;
  notify: boolean;
};

export async function replyToTicket(
  { ticket_id, notify, ...body }: ReplyToTicketArgs,
  context: CallContext,
): Promise<unknown> {
  const answer = await callApi(
    { method: 'POST', path: path`/tickets/${ticket_id}/replies`, query: { notify }, body },
    context,
  );
  return answer.body;
}
