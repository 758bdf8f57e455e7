import { apiKey, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

const book = { id: 'ID-1', title: 'Book 1', isbn: '9780306406157', language: 'de' };

const book2 = { id: 'ID-2', title: 'Book 2', isbn: '9780306406164', language: 'en' };

const book3 = { id: 'ID-3', title: 'Book 3', isbn: '9780306406171', language: 'fr' };

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
  returned: false,
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
        arguments: { title: 'Book 1', isbn: '9780306406157', language: 'de' },
        request: {
          method: 'POST',
          path: '/books',
          body: { title: 'Book 1', isbn: '9780306406157', language: 'de' },
        },
        response: book,
      },
      {
        arguments: { title: 'Book 1', isbn: '9780306406157' },
        request: {
          method: 'POST',
          path: '/books',
          body: { title: 'Book 1', isbn: '9780306406157' },
        },
        response: book,
      },
    ],
    get_book: {
      arguments: { id: 'ID-1' },
      request: { method: 'GET', path: '/books/ID-1' },
      response: book,
    },
    update_book: [
      {
        arguments: book,
        request: {
          method: 'PATCH',
          path: '/books/ID-1',
          body: { title: 'Book 1', isbn: '9780306406157', language: 'de' },
        },
        response: book,
      },
      {
        arguments: { id: 'ID-1', title: 'Book 1' },
        request: { method: 'PATCH', path: '/books/ID-1', body: { title: 'Book 1' } },
        response: book,
      },
      { arguments: { id: 'ID-1' }, error: 'Nothing would change.' },
    ],
    delete_book: {
      arguments: { id: 'ID-1' },
      asks: [{ message: 'Delete book "ID-1"?' }],
      request: { method: 'DELETE', path: '/books/ID-1' },
      status: 204,
      result: 'Done.',
    },
    list_members: [
      {
        arguments: { q: 'Berlin', limit: 2 },
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
      request: {
        method: 'POST',
        path: '/members',
        body: { name: 'Ada', email: 'Ada@Example.com' },
      },
      response: member,
    },
    get_member: {
      arguments: { id: 'ID-1' },
      request: { method: 'GET', path: '/members/ID-1' },
      response: member,
    },
    update_member: [
      {
        arguments: member,
        request: {
          method: 'PATCH',
          path: '/members/ID-1',
          body: { name: 'Ada', email: 'Ada@Example.com' },
        },
        response: member,
      },
      {
        arguments: { id: 'ID-1', name: 'Ada' },
        request: { method: 'PATCH', path: '/members/ID-1', body: { name: 'Ada' } },
        response: member,
      },
      { arguments: { id: 'ID-1' }, error: 'Nothing would change.' },
    ],
    delete_member: {
      arguments: { id: 'ID-1' },
      asks: [{ message: 'Delete member "ID-1"?' }],
      request: { method: 'DELETE', path: '/members/ID-1' },
      status: 204,
      result: 'Done.',
    },
    list_loans: [
      {
        arguments: { q: 'Berlin', limit: 2 },
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
      arguments: { id: 'ID-1' },
      request: { method: 'GET', path: '/loans/ID-1' },
      response: loan,
    },
    update_loan: [
      {
        arguments: { id: 'ID-1', due: '2026-01-01', returned: true },
        request: {
          method: 'PATCH',
          path: '/loans/ID-1',
          body: { due: '2026-01-01', returned: true },
        },
        response: loan,
      },
      {
        arguments: { id: 'ID-1', due: '2026-01-01' },
        request: { method: 'PATCH', path: '/loans/ID-1', body: { due: '2026-01-01' } },
        response: loan,
      },
      { arguments: { id: 'ID-1' }, error: 'Nothing would change.' },
    ],
    delete_loan: {
      arguments: { id: 'ID-1' },
      asks: [{ message: 'Delete loan "ID-1"?' }],
      request: { method: 'DELETE', path: '/loans/ID-1' },
      status: 204,
      result: 'Done.',
    },
    list_reservations: [
      {
        arguments: { q: 'Berlin', limit: 2 },
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
      arguments: { id: 'ID-1' },
      request: { method: 'GET', path: '/reservations/ID-1' },
      response: reservation,
    },
    update_reservation: [
      {
        arguments: { id: 'ID-1', book_id: 'Book-1', until: '2026-01-01' },
        request: {
          method: 'PATCH',
          path: '/reservations/ID-1',
          body: { book_id: 'Book-1', until: '2026-01-01' },
        },
        response: reservation,
      },
      {
        arguments: { id: 'ID-1', book_id: 'Book-1' },
        request: { method: 'PATCH', path: '/reservations/ID-1', body: { book_id: 'Book-1' } },
        response: reservation,
      },
      { arguments: { id: 'ID-1' }, error: 'Nothing would change.' },
    ],
    delete_reservation: {
      arguments: { id: 'ID-1' },
      asks: [{ message: 'Delete reservation "ID-1"?' }],
      request: { method: 'DELETE', path: '/reservations/ID-1' },
      status: 204,
      result: 'Done.',
    },
    list_branches: [
      {
        arguments: { q: 'Berlin', limit: 2 },
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
      request: {
        method: 'POST',
        path: '/branches',
        body: { name: 'Branch 1', address: '1 Example Street' },
      },
      response: branch,
    },
    get_branch: {
      arguments: { id: 'ID-1' },
      request: { method: 'GET', path: '/branches/ID-1' },
      response: branch,
    },
    update_branch: [
      {
        arguments: branch,
        request: {
          method: 'PATCH',
          path: '/branches/ID-1',
          body: { name: 'Branch 1', address: '1 Example Street' },
        },
        response: branch,
      },
      {
        arguments: { id: 'ID-1', name: 'Branch 1' },
        request: { method: 'PATCH', path: '/branches/ID-1', body: { name: 'Branch 1' } },
        response: branch,
      },
      { arguments: { id: 'ID-1' }, error: 'Nothing would change.' },
    ],
    delete_branch: {
      arguments: { id: 'ID-1' },
      asks: [{ message: 'Delete branch "ID-1"?' }],
      request: { method: 'DELETE', path: '/branches/ID-1' },
      status: 204,
      result: 'Done.',
    },
    renew_loan: {
      arguments: { id: 'ID-1', days: 1 },
      request: { method: 'POST', path: '/loans/ID-1/renewals', body: { days: '1' } },
      response: loan,
    },
  },
});
