import { apiKey, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

const ticket = { id: 'ID-1', subject: 'Plans for May', status: 'new', requester: 'Ada' };

const ticket2 = { id: 'ID-2', subject: 'Plans for June', status: 'new' };

const ticket3 = { id: 'ID-3', subject: 'Plans for July', status: 'new' };

const reply = { id: 'ID-1', created_at: '2026-01-01T09:30:00Z' };

testProvider(providers, 'tickets', {
  signIn: apiKey({ header: 'X-Api-Key' }),
  baseUrl: 'https://desk.example.com/api/v2',
  checkPath: '/me',
  tokenPath: 'helpdesk',
  tools: {
    search_tickets: [
      {
        arguments: { query: 'first of May', status: 'new', limit: 2 },
        request: {
          method: 'GET',
          path: '/tickets/search',
          query: { query: 'first of May', status: 'new', per_page: '2' },
        },
        pages: [
          {
            response: { data: [ticket], meta: { next_cursor: 'page-2' } },
            next: { cursor: 'page-2' },
          },
          { response: { data: [ticket2, ticket3] } },
        ],
        result: { tickets: [ticket, ticket2], truncated: true },
      },
      {
        arguments: { query: 'first of May', limit: 200 },
        request: {
          method: 'GET',
          path: '/tickets/search',
          query: { query: 'first of May', per_page: '100' },
        },
        response: { data: [ticket2, ticket3] },
        result: { tickets: [ticket2, ticket3] },
      },
    ],
    get_ticket: {
      arguments: { ticket_id: 'Ticket-1' },
      request: { method: 'GET', path: '/tickets/Ticket-1' },
      response: {
        id: 'Ticket-1',
        subject: 'Plans for May',
        status: 'new',
        requester: 'Ada',
        text: 'See you at nine.',
        replies: [
          { author: 'Grace', text: 'The train is late.', created_at: '2026-01-01T09:30:00Z' },
        ],
      },
    },
    reply_to_ticket: [
      {
        arguments: { ticket_id: 'Ticket-1', text: 'See you at nine.', notify: false },
        asks: [
          {
            message:
              'Send this reply to the person who opened ticket "Ticket-1"? "See you at nine."',
          },
        ],
        request: {
          method: 'POST',
          path: '/tickets/Ticket-1/replies',
          query: { notify: 'false' },
          body: { text: 'See you at nine.' },
        },
        response: reply,
      },
      {
        arguments: { ticket_id: 'Ticket-1', text: 'See you at nine.' },
        asks: [
          {
            message:
              'Send this reply to the person who opened ticket "Ticket-1"? "See you at nine."',
          },
        ],
        request: {
          method: 'POST',
          path: '/tickets/Ticket-1/replies',
          query: { notify: 'true' },
          body: { text: 'See you at nine.' },
        },
        response: reply,
      },
    ],
    delete_ticket: {
      arguments: { ticket_id: 'Ticket-1' },
      asks: [{ message: 'Delete ticket "Ticket-1" and its replies?' }],
      request: { method: 'DELETE', path: '/tickets/Ticket-1' },
      status: 204,
      result: 'Done.',
    },
  },
});
