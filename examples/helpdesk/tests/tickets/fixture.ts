import type { ProviderFixture } from '../support/fixture.js';
import { signIn } from './sign-in.js';

export const fixture: ProviderFixture = {
  provider: 'tickets',
  prefix: 'TICKETS',
  signIn,
  cases: [
    {
      tool: 'search_tickets',
      args: { query: 'query', status: 'new', limit: 25 },
      invalid: { query: 42, status: 'new', limit: 25 },
      request: { method: 'GET', path: '/tickets/search', query: { query: 'query', status: 'new' } },
      answer: {
        data: [{ id: 'id', subject: 'subject', status: 'status', requester: 'requester' }],
      },
      result: {
        tickets: [{ id: 'id', subject: 'subject', status: 'status', requester: 'requester' }],
      },
      paging: { first: { body: { meta: { next_cursor: 'page-2' } } }, next: { cursor: 'page-2' } },
    },
    {
      tool: 'reply_to_ticket',
      args: { ticket_id: 'ticket_id', text: 'text', notify: true },
      invalid: { ticket_id: 42, text: 'text', notify: true },
      request: {
        method: 'POST',
        path: '/tickets/ticket_id/replies',
        query: { notify: 'true' },
        body: { text: 'text' },
      },
      answer: { id: 'id', created_at: '2026-01-31T09:30:00Z' },
      result: { id: 'id', created_at: '2026-01-31T09:30:00Z' },
    },
    {
      tool: 'delete_ticket',
      args: { ticket_id: 'ticket_id' },
      invalid: { ticket_id: 42 },
      request: { method: 'DELETE', path: '/tickets/ticket_id', query: {} },
      answer: { ok: true },
    },
  ],
};
