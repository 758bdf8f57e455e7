import { apiKey, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

const book = { id: 'ID-1', title: 'Book 1', isbn: '9780306406151', language: 'en' };

const book2 = { id: 'ID-2', title: 'Book 2', isbn: '9780306406152', language: 'de' };

const book3 = { id: 'ID-3', title: 'Book 3', isbn: '9780306406153', language: 'fr' };

const member = { id: 'ID-1', name: 'Ada', email: 'Ada@Example.com' };

const member2 = { id: 'ID-2', name: 'Grace', email: 'Grace@Example.com' };

const member3 = { id: 'ID-3', name: 'Alan', email: 'Alan@Example.com' };

const loan = {
  id: 'ID-1',
  book_id: 'Book-1',
  member_id: 'Member-1',
  due: '2026-01-01',
  returned: true,
};

const loan2 = {
  id: 'ID-2',
  book_id: 'Book-2',
  member_id: 'Member-2',
  due: '2026-01-02',
  returned: true,
};

const loan3 = {
  id: 'ID-3',
  book_id: 'Book-3',
  member_id: 'Member-3',
  due: '2026-01-03',
  returned: true,
};

const reservation = { id: 'ID-1', book_id: 'Book-1', member_id: 'Member-1', until: '2026-01-01' };

const reservation2 = { id: 'ID-2', book_id: 'Book-2', member_id: 'Member-2', until: '2026-01-02' };

const reservation3 = { id: 'ID-3', book_id: 'Book-3', member_id: 'Member-3', until: '2026-01-03' };

const branch = { id: 'ID-1', name: 'Branch 1', address: '1 Example Street' };

const branch2 = { id: 'ID-2', name: 'Branch 2', address: '2 Example Street' };

const branch3 = { id: 'ID-3', name: 'Branch 3', address: '3 Example Street' };

testProvider(providers, 'library', {
  signIn: apiKey({ header: 'X-Library-Key' }),
  baseUrl: 'https://library.example.com/api',
  checkPath: '/books',
  surface: 'search',
  tokenPath: 'city',
  tools: {
    list_books: [
      {
        arguments: { q: 'Berlin', limit: 2 },
        invalid: { q: 42 },
        request: { method: 'GET', path: '/books', query: { q: 'Berlin', limit: '2' } },
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
    add_book: [
      {
        arguments: { title: 'Book 1', isbn: '9780306406151', language: 'en' },
        invalid: { title: 42 },
        request: {
          method: 'POST',
          path: '/books',
          body: { title: 'Book 1', isbn: '9780306406151', language: 'en' },
        },
        response: book,
      },
      {
        arguments: { title: 'Book 1', isbn: '9780306406151' },
        request: {
          method: 'POST',
          path: '/books',
          body: { title: 'Book 1', isbn: '9780306406151' },
        },
        response: book,
      },
    ],
    get_book: {
      arguments: { id: ' A?b id' },
      invalid: { id: 42 },
      request: { method: 'GET', path: '/books/%20A%3Fb%20id' },
      response: { ...book, id: ' A?b id' },
    },
    update_book: [
      {
        arguments: { ...book, id: ' A?b id' },
        invalid: { id: 42 },
        request: {
          method: 'PATCH',
          path: '/books/%20A%3Fb%20id',
          body: { title: 'Book 1', isbn: '9780306406151', language: 'en' },
        },
        response: { ...book, id: ' A?b id' },
      },
      {
        arguments: { id: ' A?b id', title: 'Book 1' },
        request: { method: 'PATCH', path: '/books/%20A%3Fb%20id', body: { title: 'Book 1' } },
        response: { ...book, id: ' A?b id' },
      },
      { arguments: { id: ' A?b id' }, error: 'Nothing would change.' },
    ],
    delete_book: {
      arguments: { id: ' A?b id' },
      invalid: { id: 42 },
      asks: [{ message: 'Delete book  A?b id?' }],
      request: { method: 'DELETE', path: '/books/%20A%3Fb%20id' },
      status: 204,
      result: 'Done.',
    },
    list_members: [
      {
        arguments: { q: 'Berlin', limit: 2 },
        invalid: { q: 42 },
        request: { method: 'GET', path: '/members', query: { q: 'Berlin', limit: '2' } },
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
      arguments: { name: 'Ada', email: 'Ada@Example.com' },
      invalid: { name: 42 },
      request: {
        method: 'POST',
        path: '/members',
        body: { name: 'Ada', email: 'Ada@Example.com' },
      },
      response: member,
    },
    get_member: {
      arguments: { id: ' A?b id' },
      invalid: { id: 42 },
      request: { method: 'GET', path: '/members/%20A%3Fb%20id' },
      response: { ...member, id: ' A?b id' },
    },
    update_member: [
      {
        arguments: { ...member, id: ' A?b id' },
        invalid: { id: 42 },
        request: {
          method: 'PATCH',
          path: '/members/%20A%3Fb%20id',
          body: { name: 'Ada', email: 'Ada@Example.com' },
        },
        response: { ...member, id: ' A?b id' },
      },
      {
        arguments: { id: ' A?b id', name: 'Ada' },
        request: { method: 'PATCH', path: '/members/%20A%3Fb%20id', body: { name: 'Ada' } },
        response: { ...member, id: ' A?b id' },
      },
      { arguments: { id: ' A?b id' }, error: 'Nothing would change.' },
    ],
    delete_member: {
      arguments: { id: ' A?b id' },
      invalid: { id: 42 },
      asks: [{ message: 'Delete member  A?b id?' }],
      request: { method: 'DELETE', path: '/members/%20A%3Fb%20id' },
      status: 204,
      result: 'Done.',
    },
    list_loans: [
      {
        arguments: { q: 'Berlin', limit: 2 },
        invalid: { q: 42 },
        request: { method: 'GET', path: '/loans', query: { q: 'Berlin', limit: '2' } },
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
    add_loan: [
      {
        arguments: { book_id: 'Book-1', member_id: 'Member-1', due: '2026-01-01', returned: true },
        invalid: { book_id: 42 },
        request: {
          method: 'POST',
          path: '/loans',
          body: { book_id: 'Book-1', member_id: 'Member-1', due: '2026-01-01', returned: true },
        },
        response: loan,
      },
      {
        arguments: { book_id: 'Book-1', member_id: 'Member-1', due: '2026-01-01' },
        request: {
          method: 'POST',
          path: '/loans',
          body: { book_id: 'Book-1', member_id: 'Member-1', due: '2026-01-01' },
        },
        response: loan,
      },
    ],
    get_loan: {
      arguments: { id: ' A?b id' },
      invalid: { id: 42 },
      request: { method: 'GET', path: '/loans/%20A%3Fb%20id' },
      response: { ...loan, id: ' A?b id' },
    },
    update_loan: [
      {
        arguments: { id: ' A?b id', due: '2026-01-01', returned: true },
        invalid: { id: 42 },
        request: {
          method: 'PATCH',
          path: '/loans/%20A%3Fb%20id',
          body: { due: '2026-01-01', returned: true },
        },
        response: { ...loan, id: ' A?b id' },
      },
      {
        arguments: { id: ' A?b id', due: '2026-01-01' },
        request: { method: 'PATCH', path: '/loans/%20A%3Fb%20id', body: { due: '2026-01-01' } },
        response: { ...loan, id: ' A?b id' },
      },
      { arguments: { id: ' A?b id' }, error: 'Nothing would change.' },
    ],
    delete_loan: {
      arguments: { id: ' A?b id' },
      invalid: { id: 42 },
      asks: [{ message: 'Delete loan  A?b id?' }],
      request: { method: 'DELETE', path: '/loans/%20A%3Fb%20id' },
      status: 204,
      result: 'Done.',
    },
    list_reservations: [
      {
        arguments: { q: 'Berlin', limit: 2 },
        invalid: { q: 42 },
        request: { method: 'GET', path: '/reservations', query: { q: 'Berlin', limit: '2' } },
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
    add_reservation: [
      {
        arguments: { book_id: 'Book-1', member_id: 'Member-1', until: '2026-01-01' },
        invalid: { book_id: 42 },
        request: {
          method: 'POST',
          path: '/reservations',
          body: { book_id: 'Book-1', member_id: 'Member-1', until: '2026-01-01' },
        },
        response: reservation,
      },
      {
        arguments: { book_id: 'Book-1', member_id: 'Member-1' },
        request: {
          method: 'POST',
          path: '/reservations',
          body: { book_id: 'Book-1', member_id: 'Member-1' },
        },
        response: reservation,
      },
    ],
    get_reservation: {
      arguments: { id: ' A?b id' },
      invalid: { id: 42 },
      request: { method: 'GET', path: '/reservations/%20A%3Fb%20id' },
      response: { ...reservation, id: ' A?b id' },
    },
    update_reservation: [
      {
        arguments: { id: ' A?b id', book_id: 'Book-1', until: '2026-01-01' },
        invalid: { id: 42 },
        request: {
          method: 'PATCH',
          path: '/reservations/%20A%3Fb%20id',
          body: { book_id: 'Book-1', until: '2026-01-01' },
        },
        response: { ...reservation, id: ' A?b id' },
      },
      {
        arguments: { id: ' A?b id', book_id: 'Book-1' },
        request: {
          method: 'PATCH',
          path: '/reservations/%20A%3Fb%20id',
          body: { book_id: 'Book-1' },
        },
        response: { ...reservation, id: ' A?b id' },
      },
      { arguments: { id: ' A?b id' }, error: 'Nothing would change.' },
    ],
    delete_reservation: {
      arguments: { id: ' A?b id' },
      invalid: { id: 42 },
      asks: [{ message: 'Delete reservation  A?b id?' }],
      request: { method: 'DELETE', path: '/reservations/%20A%3Fb%20id' },
      status: 204,
      result: 'Done.',
    },
    list_branches: [
      {
        arguments: { q: 'Berlin', limit: 2 },
        invalid: { q: 42 },
        request: { method: 'GET', path: '/branches', query: { q: 'Berlin', limit: '2' } },
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
      arguments: { name: 'Branch 1', address: '1 Example Street' },
      invalid: { name: 42 },
      request: {
        method: 'POST',
        path: '/branches',
        body: { name: 'Branch 1', address: '1 Example Street' },
      },
      response: branch,
    },
    get_branch: {
      arguments: { id: ' A?b id' },
      invalid: { id: 42 },
      request: { method: 'GET', path: '/branches/%20A%3Fb%20id' },
      response: { ...branch, id: ' A?b id' },
    },
    update_branch: [
      {
        arguments: { ...branch, id: ' A?b id' },
        invalid: { id: 42 },
        request: {
          method: 'PATCH',
          path: '/branches/%20A%3Fb%20id',
          body: { name: 'Branch 1', address: '1 Example Street' },
        },
        response: { ...branch, id: ' A?b id' },
      },
      {
        arguments: { id: ' A?b id', name: 'Branch 1' },
        request: { method: 'PATCH', path: '/branches/%20A%3Fb%20id', body: { name: 'Branch 1' } },
        response: { ...branch, id: ' A?b id' },
      },
      { arguments: { id: ' A?b id' }, error: 'Nothing would change.' },
    ],
    delete_branch: {
      arguments: { id: ' A?b id' },
      invalid: { id: 42 },
      asks: [{ message: 'Delete branch  A?b id?' }],
      request: { method: 'DELETE', path: '/branches/%20A%3Fb%20id' },
      status: 204,
      result: 'Done.',
    },
    renew_loan: {
      arguments: { id: ' A?b id', days: 1 },
      invalid: { id: 42 },
      request: { method: 'POST', path: '/loans/%20A%3Fb%20id/renewals', body: { days: '1' } },
      response: { ...loan, id: ' A?b id' },
    },
  },
});
