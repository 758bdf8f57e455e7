import { apiKey, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

const book = { id: 'id', title: 'Broken light', isbn: 'isbn', language: 'en' };

const book2 = { id: 'id_2', title: 'Broken light 2', isbn: 'isbn_2', language: 'de' };

const member = { id: 'id', name: 'Ada', email: 'ada@example.com' };

const member2 = { id: 'id_2', name: 'Ada 2', email: 'ada2@example.com' };

const loan = { id: 'id', due: '2026-01-01', returned: true };

const loan2 = { id: 'id_2', due: '2026-01-02', returned: true };

const reservation = { id: 'id', book_id: 'book_id', until: '2026-01-01' };

const reservation2 = { id: 'id_2', book_id: 'book_id_2', until: '2026-01-02' };

const branch = { id: 'id', name: 'Ada', address: '1 Example Street' };

const branch2 = { id: 'id_2', name: 'Ada 2', address: '2 Example Street' };

testProvider(providers, 'library', {
  signIn: apiKey({ header: 'X-Library-Key' }),
  baseUrl: 'https://library.example.com/api',
  checkPath: '/books',
  tokenPath: 'city',
  tools: {
    list_books: {
      arguments: { q: 'hall', limit: 51 },
      invalid: { q: 42 },
      request: { method: 'GET', path: '/books', query: { q: 'hall', limit: '50' } },
      pages: [
        { response: { items: Array<unknown>(50).fill(book) }, next: { offset: '50' } },
        {
          response: {
            items: [book2, { id: 'id_3', title: 'Broken light 3', isbn: 'isbn_3', language: 'fr' }],
          },
        },
      ],
      result: { items: [...Array<unknown>(50).fill(book), book2], truncated: true },
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
      arguments: { id: 'a?b id' },
      invalid: { id: 42 },
      request: { method: 'GET', path: '/books/a%3Fb%20id' },
      response: book,
    },
    update_book: [
      {
        arguments: { id: 'a?b id', title: 'Broken light', isbn: 'isbn', language: 'en' },
        invalid: { id: 42 },
        request: {
          method: 'PATCH',
          path: '/books/a%3Fb%20id',
          body: { title: 'Broken light', isbn: 'isbn', language: 'en' },
        },
        response: book,
      },
      {
        arguments: { id: 'a?b id', title: 'Broken light' },
        request: { method: 'PATCH', path: '/books/a%3Fb%20id', body: { title: 'Broken light' } },
        response: book,
      },
    ],
    delete_book: {
      arguments: { id: 'a?b id' },
      invalid: { id: 42 },
      request: { method: 'DELETE', path: '/books/a%3Fb%20id' },
      status: 204,
      result: 'Done.',
    },
    list_members: {
      arguments: { q: 'hall', limit: 51 },
      invalid: { q: 42 },
      request: { method: 'GET', path: '/members', query: { q: 'hall', limit: '50' } },
      pages: [
        { response: { items: Array<unknown>(50).fill(member) }, next: { offset: '50' } },
        {
          response: { items: [member2, { id: 'id_3', name: 'Ada 3', email: 'ada3@example.com' }] },
        },
      ],
      result: { items: [...Array<unknown>(50).fill(member), member2], truncated: true },
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
      arguments: { id: 'a?b id' },
      invalid: { id: 42 },
      request: { method: 'GET', path: '/members/a%3Fb%20id' },
      response: member,
    },
    update_member: [
      {
        arguments: { id: 'a?b id', name: 'Ada', email: 'ada@example.com' },
        invalid: { id: 42 },
        request: {
          method: 'PATCH',
          path: '/members/a%3Fb%20id',
          body: { name: 'Ada', email: 'ada@example.com' },
        },
        response: member,
      },
      {
        arguments: { id: 'a?b id', name: 'Ada' },
        request: { method: 'PATCH', path: '/members/a%3Fb%20id', body: { name: 'Ada' } },
        response: member,
      },
    ],
    delete_member: {
      arguments: { id: 'a?b id' },
      invalid: { id: 42 },
      request: { method: 'DELETE', path: '/members/a%3Fb%20id' },
      status: 204,
      result: 'Done.',
    },
    list_loans: {
      arguments: { q: 'hall', limit: 51 },
      invalid: { q: 42 },
      request: { method: 'GET', path: '/loans', query: { q: 'hall', limit: '50' } },
      pages: [
        { response: { items: Array<unknown>(50).fill(loan) }, next: { offset: '50' } },
        { response: { items: [loan2, { id: 'id_3', due: '2026-01-03', returned: true }] } },
      ],
      result: { items: [...Array<unknown>(50).fill(loan), loan2], truncated: true },
    },
    add_loan: {
      arguments: { due: '2026-01-01', returned: true },
      invalid: { due: 42 },
      request: { method: 'POST', path: '/loans', body: { due: '2026-01-01', returned: true } },
      response: loan,
    },
    get_loan: {
      arguments: { id: 'a?b id' },
      invalid: { id: 42 },
      request: { method: 'GET', path: '/loans/a%3Fb%20id' },
      response: loan,
    },
    update_loan: [
      {
        arguments: { id: 'a?b id', due: '2026-01-01', returned: true },
        invalid: { id: 42 },
        request: {
          method: 'PATCH',
          path: '/loans/a%3Fb%20id',
          body: { due: '2026-01-01', returned: true },
        },
        response: loan,
      },
      {
        arguments: { id: 'a?b id', due: '2026-01-01' },
        request: { method: 'PATCH', path: '/loans/a%3Fb%20id', body: { due: '2026-01-01' } },
        response: loan,
      },
    ],
    delete_loan: {
      arguments: { id: 'a?b id' },
      invalid: { id: 42 },
      request: { method: 'DELETE', path: '/loans/a%3Fb%20id' },
      status: 204,
      result: 'Done.',
    },
    list_reservations: {
      arguments: { q: 'hall', limit: 51 },
      invalid: { q: 42 },
      request: { method: 'GET', path: '/reservations', query: { q: 'hall', limit: '50' } },
      pages: [
        { response: { items: Array<unknown>(50).fill(reservation) }, next: { offset: '50' } },
        {
          response: {
            items: [reservation2, { id: 'id_3', book_id: 'book_id_3', until: '2026-01-03' }],
          },
        },
      ],
      result: { items: [...Array<unknown>(50).fill(reservation), reservation2], truncated: true },
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
      arguments: { id: 'a?b id' },
      invalid: { id: 42 },
      request: { method: 'GET', path: '/reservations/a%3Fb%20id' },
      response: reservation,
    },
    update_reservation: [
      {
        arguments: { id: 'a?b id', book_id: 'book_id', until: '2026-01-01' },
        invalid: { id: 42 },
        request: {
          method: 'PATCH',
          path: '/reservations/a%3Fb%20id',
          body: { book_id: 'book_id', until: '2026-01-01' },
        },
        response: reservation,
      },
      {
        arguments: { id: 'a?b id', book_id: 'book_id' },
        request: {
          method: 'PATCH',
          path: '/reservations/a%3Fb%20id',
          body: { book_id: 'book_id' },
        },
        response: reservation,
      },
    ],
    delete_reservation: {
      arguments: { id: 'a?b id' },
      invalid: { id: 42 },
      request: { method: 'DELETE', path: '/reservations/a%3Fb%20id' },
      status: 204,
      result: 'Done.',
    },
    list_branches: {
      arguments: { q: 'hall', limit: 51 },
      invalid: { q: 42 },
      request: { method: 'GET', path: '/branches', query: { q: 'hall', limit: '50' } },
      pages: [
        { response: { items: Array<unknown>(50).fill(branch) }, next: { offset: '50' } },
        {
          response: {
            items: [branch2, { id: 'id_3', name: 'Ada 3', address: '3 Example Street' }],
          },
        },
      ],
      result: { items: [...Array<unknown>(50).fill(branch), branch2], truncated: true },
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
      arguments: { id: 'a?b id' },
      invalid: { id: 42 },
      request: { method: 'GET', path: '/branches/a%3Fb%20id' },
      response: branch,
    },
    update_branch: [
      {
        arguments: { id: 'a?b id', name: 'Ada', address: '1 Example Street' },
        invalid: { id: 42 },
        request: {
          method: 'PATCH',
          path: '/branches/a%3Fb%20id',
          body: { name: 'Ada', address: '1 Example Street' },
        },
        response: branch,
      },
      {
        arguments: { id: 'a?b id', name: 'Ada' },
        request: { method: 'PATCH', path: '/branches/a%3Fb%20id', body: { name: 'Ada' } },
        response: branch,
      },
    ],
    delete_branch: {
      arguments: { id: 'a?b id' },
      invalid: { id: 42 },
      request: { method: 'DELETE', path: '/branches/a%3Fb%20id' },
      status: 204,
      result: 'Done.',
    },
    renew_loan: {
      arguments: { id: 'a?b id', days: 1 },
      invalid: { id: 42 },
      request: { method: 'POST', path: '/loans/a%3Fb%20id/renewals', body: { days: '1' } },
      response: loan,
    },
  },
});
