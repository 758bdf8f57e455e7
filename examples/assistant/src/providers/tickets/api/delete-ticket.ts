import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input } from '../tools/delete-ticket.js';
import { callApi } from './client.js';

export const deleteTicket: Call<typeof input> = async ({ ticket_id }, context) => {
  const response = await callApi({ method: 'DELETE', path: path`/tickets/${ticket_id}` }, context);
  return response.body;
};
