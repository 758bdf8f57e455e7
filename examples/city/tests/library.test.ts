import { apiKey, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

const book = { id: 'id', title: 'Broken light', isbn: 'isbn', language: 'en' };

const member = { id: 'id', name: 'Ada', email: 'ada@example.com' };

const reservation = { id: 'id', book_id: 'book_id', until: 'until' };

const branch = { id: 'id', name: 'Ada', address: '1 Example Street' };

testProvider(providers, 'library', {
  signIn: apiKey({ header: 'X-Library-Key' }),
  tools: {
    list_books: {
      arguments: { q: 'hall', limit: 21, offset: 1 },
      invalid: { q: 42 },
      request: { method: 'GET', path: '/books', query: { q: 'hall', limit: '21', offset: '1' } },
      response: { items: [book], total: 1 },
    },
    add_book: {
      arguments: { title: 'Broken light', isbn: 'isbn', language: 'en' },
      invalid: { title: 42 },
      request: {
        method: 'POST',
        path: '/books',
        body: { title: 'Broken light', isbn: 'isbn', language: 'en' },
      },
      response: book,
    },
    get_book: {
      arguments: { id: 'a/b id' },
      invalid: { id: 42 },
      request: { method: 'GET', path: '/books/a%2Fb%20id' },
      response: book,
    },
    update_book: {
      arguments: { id: 'a/b id', title: 'Broken light', isbn: 'isbn', language: 'en' },
      invalid: { id: 42 },
      request: {
        method: 'PATCH',
        path: '/books/a%2Fb%20id',
        body: { title: 'Broken light', isbn: 'isbn', language: 'en' },
      },
      response: book,
    },
    delete_book: {
      arguments: { id: 'a/b id' },
      invalid: { id: 42 },
      request: { method: 'DELETE', path: '/books/a%2Fb%20id' },
      status: 204,
      result: 'Done.',
    },
    list_members: {
      arguments: { q: 'hall', limit: 21, offset: 1 },
      invalid: { q: 42 },
      request: { method: 'GET', path: '/members', query: { q: 'hall', limit: '21', offset: '1' } },
      response: { items: [member], total: 1 },
    },
    add_member: {
      arguments: { name: 'Ada', email: 'ada@example.com' },
      invalid: { name: 42 },
      request: {
        method: 'POST',
        path: '/members',
        body: { name: 'Ada', email: 'ada@example.com' },
      },
      response: member,
    },
    get_member: {
      arguments: { id: 'a/b id' },
      invalid: { id: 42 },
      request: { method: 'GET', path: '/members/a%2Fb%20id' },
      response: member,
    },
    update_member: {
      arguments: { id: 'a/b id', name: 'Ada', email: 'ada@example.com' },
      invalid: { id: 42 },
      request: {
        method: 'PATCH',
        path: '/members/a%2Fb%20id',
        body: { name: 'Ada', email: 'ada@example.com' },
      },
      response: member,
    },
    delete_member: {
      arguments: { id: 'a/b id' },
      invalid: { id: 42 },
      request: { method: 'DELETE', path: '/members/a%2Fb%20id' },
      status: 204,
      result: 'Done.',
    },
    list_loans: {
      arguments: { q: 'hall', limit: 21, offset: 1 },
      invalid: { q: 42 },
      request: { method: 'GET', path: '/loans', query: { q: 'hall', limit: '21', offset: '1' } },
      response: { items: [{ id: 'id', due: 'due', returned: true }], total: 1 },
    },
    add_loan: {
      arguments: { due: '2026-01-01', returned: true },
      invalid: { due: 42 },
      request: { method: 'POST', path: '/loans', body: { due: '2026-01-01', returned: true } },
      response: { id: 'id', due: 'due', returned: true },
    },
    get_loan: {
      arguments: { id: 'a/b id' },
      invalid: { id: 42 },
      request: { method: 'GET', path: '/loans/a%2Fb%20id' },
      response: { id: 'id', due: 'due', returned: true },
    },
    update_loan: {
      arguments: { id: 'a/b id', due: '2026-01-01', returned: true },
      invalid: { id: 42 },
      request: {
        method: 'PATCH',
        path: '/loans/a%2Fb%20id',
        body: { due: '2026-01-01', returned: true },
      },
      response: { id: 'id', due: 'due', returned: true },
    },
    delete_loan: {
      arguments: { id: 'a/b id' },
      invalid: { id: 42 },
      request: { method: 'DELETE', path: '/loans/a%2Fb%20id' },
      status: 204,
      result: 'Done.',
    },
    list_reservations: {
      arguments: { q: 'hall', limit: 21, offset: 1 },
      invalid: { q: 42 },
      request: {
        method: 'GET',
        path: '/reservations',
        query: { q: 'hall', limit: '21', offset: '1' },
      },
      response: { items: [reservation], total: 1 },
    },
    add_reservation: {
      arguments: { book_id: 'book_id', until: '2026-01-01' },
      invalid: { book_id: 42 },
      request: {
        method: 'POST',
        path: '/reservations',
        body: { book_id: 'book_id', until: '2026-01-01' },
      },
      response: reservation,
    },
    get_reservation: {
      arguments: { id: 'a/b id' },
      invalid: { id: 42 },
      request: { method: 'GET', path: '/reservations/a%2Fb%20id' },
      response: reservation,
    },
    update_reservation: {
      arguments: { id: 'a/b id', book_id: 'book_id', until: '2026-01-01' },
      invalid: { id: 42 },
      request: {
        method: 'PATCH',
        path: '/reservations/a%2Fb%20id',
        body: { book_id: 'book_id', until: '2026-01-01' },
      },
      response: reservation,
    },
    delete_reservation: {
      arguments: { id: 'a/b id' },
      invalid: { id: 42 },
      request: { method: 'DELETE', path: '/reservations/a%2Fb%20id' },
      status: 204,
      result: 'Done.',
    },
    list_branches: {
      arguments: { q: 'hall', limit: 21, offset: 1 },
      invalid: { q: 42 },
      request: { method: 'GET', path: '/branches', query: { q: 'hall', limit: '21', offset: '1' } },
      response: { items: [branch], total: 1 },
    },
    add_branch: {
      arguments: { name: 'Ada', address: '1 Example Street' },
      invalid: { name: 42 },
      request: {
        method: 'POST',
        path: '/branches',
        body: { name: 'Ada', address: '1 Example Street' },
      },
      response: branch,
    },
    get_branch: {
      arguments: { id: 'a/b id' },
      invalid: { id: 42 },
      request: { method: 'GET', path: '/branches/a%2Fb%20id' },
      response: branch,
    },
    update_branch: {
      arguments: { id: 'a/b id', name: 'Ada', address: '1 Example Street' },
      invalid: { id: 42 },
      request: {
        method: 'PATCH',
        path: '/branches/a%2Fb%20id',
        body: { name: 'Ada', address: '1 Example Street' },
      },
      response: branch,
    },
    delete_branch: {
      arguments: { id: 'a/b id' },
      invalid: { id: 42 },
      request: { method: 'DELETE', path: '/branches/a%2Fb%20id' },
      status: 204,
      result: 'Done.',
    },
    renew_loan: {
      arguments: { id: 'a/b id', days: 1 },
      invalid: { id: 42 },
      request: { method: 'POST', path: '/loans/a%2Fb%20id/renewals', body: { days: '1' } },
      response: { id: 'id', due: 'due', returned: true },
    },
  },
});
