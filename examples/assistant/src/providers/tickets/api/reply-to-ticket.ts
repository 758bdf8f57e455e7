import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/reply-to-ticket.js';
import { callApi } from './client.js';

export const replyToTicket: Call<typeof input, typeof output> = async (
  { ticket_id, notify, ...body },
  context,
) => {
  const response = await callApi(
    { method: 'POST', path: path`/tickets/${ticket_id}/replies`, query: { notify }, body },
    context,
  );
  return response.body;
};
