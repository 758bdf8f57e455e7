import { apiKey, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

const item = { id: 'id', title: 'Broken light', isbn: 'isbn', language: 'en' };

const item2 = { id: 'id_2', title: 'Broken light 2', isbn: 'isbn_2', language: 'en 2' };

const item3 = { id: 'id', name: 'Ada', email: 'ada@example.com' };

const item4 = { id: 'id_2', name: 'Ada 2', email: 'ada@example.com 2' };

const item5 = { id: 'id_2', due: 'due_2', returned: true };

const item6 = { id: 'id', book_id: 'book_id', until: 'until' };

const item7 = { id: 'id_2', book_id: 'book_id_2', until: 'until_2' };

const item8 = { id: 'id', name: 'Ada', address: '1 Example Street' };

const item9 = { id: 'id_2', name: 'Ada 2', address: '1 Example Street 2' };

testProvider(providers, 'library', {
  signIn: apiKey({ header: 'X-Library-Key' }),
  baseUrl: 'https://library.example.com/api',
  tools: {
    list_books: {
      arguments: { q: 'hall', limit: 51 },
      invalid: { q: 42 },
      request: { method: 'GET', path: '/books', query: { q: 'hall', limit: '50' } },
      pages: [
        { response: { items: Array<unknown>(50).fill(item) }, next: { offset: '50' } },
        {
          response: {
            items: [
              item2,
              { id: 'id_3', title: 'Broken light 3', isbn: 'isbn_3', language: 'en 3' },
            ],
          },
        },
      ],
      result: { items: [...Array<unknown>(50).fill(item), item2] },
    },
    add_book: {
      arguments: { title: 'Broken light', isbn: 'isbn', language: 'en' },
      invalid: { title: 42 },
      request: {
        method: 'POST',
        path: '/books',
        body: { title: 'Broken light', isbn: 'isbn', language: 'en' },
      },
      response: item,
    },
    get_book: {
      arguments: { id: 'a?b id' },
      invalid: { id: 42 },
      request: { method: 'GET', path: '/books/a%3Fb%20id' },
      response: item,
    },
    update_book: {
      arguments: { id: 'a?b id', title: 'Broken light', isbn: 'isbn', language: 'en' },
      invalid: { id: 42 },
      request: {
        method: 'PATCH',
        path: '/books/a%3Fb%20id',
        body: { title: 'Broken light', isbn: 'isbn', language: 'en' },
      },
      response: item,
    },
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
        { response: { items: Array<unknown>(50).fill(item3) }, next: { offset: '50' } },
        { response: { items: [item4, { id: 'id_3', name: 'Ada 3', email: 'ada@example.com 3' }] } },
      ],
      result: { items: [...Array<unknown>(50).fill(item3), item4] },
    },
    add_member: {
      arguments: { name: 'Ada', email: 'ada@example.com' },
      invalid: { name: 42 },
      request: {
        method: 'POST',
        path: '/members',
        body: { name: 'Ada', email: 'ada@example.com' },
      },
      response: item3,
    },
    get_member: {
      arguments: { id: 'a?b id' },
      invalid: { id: 42 },
      request: { method: 'GET', path: '/members/a%3Fb%20id' },
      response: item3,
    },
    update_member: {
      arguments: { id: 'a?b id', name: 'Ada', email: 'ada@example.com' },
      invalid: { id: 42 },
      request: {
        method: 'PATCH',
        path: '/members/a%3Fb%20id',
        body: { name: 'Ada', email: 'ada@example.com' },
      },
      response: item3,
    },
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
        {
          response: { items: Array<unknown>(50).fill({ id: 'id', due: 'due', returned: true }) },
          next: { offset: '50' },
        },
        { response: { items: [item5, { id: 'id_3', due: 'due_3', returned: true }] } },
      ],
      result: {
        items: [...Array<unknown>(50).fill({ id: 'id', due: 'due', returned: true }), item5],
      },
    },
    add_loan: {
      arguments: { due: '2026-01-01', returned: true },
      invalid: { due: 42 },
      request: { method: 'POST', path: '/loans', body: { due: '2026-01-01', returned: true } },
      response: { id: 'id', due: 'due', returned: true },
    },
    get_loan: {
      arguments: { id: 'a?b id' },
      invalid: { id: 42 },
      request: { method: 'GET', path: '/loans/a%3Fb%20id' },
      response: { id: 'id', due: 'due', returned: true },
    },
    update_loan: {
      arguments: { id: 'a?b id', due: '2026-01-01', returned: true },
      invalid: { id: 42 },
      request: {
        method: 'PATCH',
        path: '/loans/a%3Fb%20id',
        body: { due: '2026-01-01', returned: true },
      },
      response: { id: 'id', due: 'due', returned: true },
    },
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
        { response: { items: Array<unknown>(50).fill(item6) }, next: { offset: '50' } },
        { response: { items: [item7, { id: 'id_3', book_id: 'book_id_3', until: 'until_3' }] } },
      ],
      result: { items: [...Array<unknown>(50).fill(item6), item7] },
    },
    add_reservation: {
      arguments: { book_id: 'book_id', until: '2026-01-01' },
      invalid: { book_id: 42 },
      request: {
        method: 'POST',
        path: '/reservations',
        body: { book_id: 'book_id', until: '2026-01-01' },
      },
      response: item6,
    },
    get_reservation: {
      arguments: { id: 'a?b id' },
      invalid: { id: 42 },
      request: { method: 'GET', path: '/reservations/a%3Fb%20id' },
      response: item6,
    },
    update_reservation: {
      arguments: { id: 'a?b id', book_id: 'book_id', until: '2026-01-01' },
      invalid: { id: 42 },
      request: {
        method: 'PATCH',
        path: '/reservations/a%3Fb%20id',
        body: { book_id: 'book_id', until: '2026-01-01' },
      },
      response: item6,
    },
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
        { response: { items: Array<unknown>(50).fill(item8) }, next: { offset: '50' } },
        {
          response: {
            items: [item9, { id: 'id_3', name: 'Ada 3', address: '1 Example Street 3' }],
          },
        },
      ],
      result: { items: [...Array<unknown>(50).fill(item8), item9] },
    },
    add_branch: {
      arguments: { name: 'Ada', address: '1 Example Street' },
      invalid: { name: 42 },
      request: {
        method: 'POST',
        path: '/branches',
        body: { name: 'Ada', address: '1 Example Street' },
      },
      response: item8,
    },
    get_branch: {
      arguments: { id: 'a?b id' },
      invalid: { id: 42 },
      request: { method: 'GET', path: '/branches/a%3Fb%20id' },
      response: item8,
    },
    update_branch: {
      arguments: { id: 'a?b id', name: 'Ada', address: '1 Example Street' },
      invalid: { id: 42 },
      request: {
        method: 'PATCH',
        path: '/branches/a%3Fb%20id',
        body: { name: 'Ada', address: '1 Example Street' },
      },
      response: item8,
    },
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
      response: { id: 'id', due: 'due', returned: true },
    },
  },
});
