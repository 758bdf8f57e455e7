import { apiKey, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

const book = { id: 'id', title: 'Broken light', isbn: 'isbn', language: 'en' };

const book2 = { id: 'id_2', title: 'Broken light 2', isbn: 'isbn_2', language: 'de' };

const book3 = { id: 'id_3', title: 'Broken light 3', isbn: 'isbn_3', language: 'fr' };

const member = { id: 'id', name: 'Ada', email: 'ada@example.com' };

const member2 = { id: 'id_2', name: 'Ada 2', email: 'ada2@example.com' };

const member3 = { id: 'id_3', name: 'Ada 3', email: 'ada3@example.com' };

const loan = { id: 'id', due: '2026-01-01', returned: true };

const loan2 = { id: 'id_2', due: '2026-01-02', returned: true };

const loan3 = { id: 'id_3', due: '2026-01-03', returned: true };

const reservation = { id: 'id', book_id: 'book_id', until: '2026-01-01' };

const reservation2 = { id: 'id_2', book_id: 'book_id_2', until: '2026-01-02' };

const reservation3 = { id: 'id_3', book_id: 'book_id_3', until: '2026-01-03' };

const branch = { id: 'id', name: 'Ada', address: '1 Example Street' };

const branch2 = { id: 'id_2', name: 'Ada 2', address: '2 Example Street' };

const branch3 = { id: 'id_3', name: 'Ada 3', address: '3 Example Street' };

testProvider(providers, 'library', {
  signIn: apiKey({ header: 'X-Library-Key' }),
  baseUrl: 'https://library.example.com/api',
  checkPath: '/books',
  tokenPath: 'city',
  tools: {
    list_books: [
      {
        arguments: { q: 'hall', limit: 2 },
        invalid: { q: 42 },
        request: { method: 'GET', path: '/books', query: { q: 'hall', limit: '2' } },
        pages: [
          { response: { items: [book], total: 3 }, next: { offset: '1' } },
          { response: { items: [book2, book3], total: 3 } },
        ],
        result: { items: [book, book2], truncated: true },
      },
      {
        arguments: { limit: 500 },
        request: { method: 'GET', path: '/books', query: { limit: '50' } },
        response: { items: [book2, book3], total: 2 },
        result: { items: [book2, book3] },
      },
    ],
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
    list_members: [
      {
        arguments: { q: 'hall', limit: 2 },
        invalid: { q: 42 },
        request: { method: 'GET', path: '/members', query: { q: 'hall', limit: '2' } },
        pages: [
          { response: { items: [member], total: 3 }, next: { offset: '1' } },
          { response: { items: [member2, member3], total: 3 } },
        ],
        result: { items: [member, member2], truncated: true },
      },
      {
        arguments: { limit: 500 },
        request: { method: 'GET', path: '/members', query: { limit: '50' } },
        response: { items: [member2, member3], total: 2 },
        result: { items: [member2, member3] },
      },
    ],
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
    list_loans: [
      {
        arguments: { q: 'hall', limit: 2 },
        invalid: { q: 42 },
        request: { method: 'GET', path: '/loans', query: { q: 'hall', limit: '2' } },
        pages: [
          { response: { items: [loan], total: 3 }, next: { offset: '1' } },
          { response: { items: [loan2, loan3], total: 3 } },
        ],
        result: { items: [loan, loan2], truncated: true },
      },
      {
        arguments: { limit: 500 },
        request: { method: 'GET', path: '/loans', query: { limit: '50' } },
        response: { items: [loan2, loan3], total: 2 },
        result: { items: [loan2, loan3] },
      },
    ],
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
    list_reservations: [
      {
        arguments: { q: 'hall', limit: 2 },
        invalid: { q: 42 },
        request: { method: 'GET', path: '/reservations', query: { q: 'hall', limit: '2' } },
        pages: [
          { response: { items: [reservation], total: 3 }, next: { offset: '1' } },
          { response: { items: [reservation2, reservation3], total: 3 } },
        ],
        result: { items: [reservation, reservation2], truncated: true },
      },
      {
        arguments: { limit: 500 },
        request: { method: 'GET', path: '/reservations', query: { limit: '50' } },
        response: { items: [reservation2, reservation3], total: 2 },
        result: { items: [reservation2, reservation3] },
      },
    ],
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
    list_branches: [
      {
        arguments: { q: 'hall', limit: 2 },
        invalid: { q: 42 },
        request: { method: 'GET', path: '/branches', query: { q: 'hall', limit: '2' } },
        pages: [
          { response: { items: [branch], total: 3 }, next: { offset: '1' } },
          { response: { items: [branch2, branch3], total: 3 } },
        ],
        result: { items: [branch, branch2], truncated: true },
      },
      {
        arguments: { limit: 500 },
        request: { method: 'GET', path: '/branches', query: { limit: '50' } },
        response: { items: [branch2, branch3], total: 2 },
        result: { items: [branch2, branch3] },
      },
    ],
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
