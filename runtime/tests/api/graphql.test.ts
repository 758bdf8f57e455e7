import { expect, it } from 'vitest';
import { graphql, graphqlData } from '../../src/api/graphql.js';
import { changeOutcomeOf } from '../../src/api/outcome.js';
import { isSafe } from '../../src/api/safe.js';
import type { Unchecked } from '../../src/call/define/definitions.js';

const response = (body: unknown, headers = {}) => ({
  status: 200,
  headers: new Headers(headers),
  body: body as Unchecked,
});

it('sends the document with its variables', () => {
  const document = 'query($id: ID!) { issue(id: $id) { title } }';
  expect(graphql('/graphql', document, { id: '"} { secrets' })).toEqual({
    method: 'POST',
    path: '/graphql',
    body: { query: document, variables: { id: '"} { secrets' } },
    safe: true,
  });
});

it('returns the data', () => {
  expect(graphqlData(response({ data: { issue: { title: 'A' } }, errors: [] }))).toEqual({
    issue: { title: 'A' },
  });
});

it('returns the value at a path, also false, zero and an empty list', () => {
  const data = { issueCreate: { issue: { title: 'A' }, errors: [], count: 0, ok: false } };
  const at = (path: string) => graphqlData(response({ data }), path);
  expect(at('issueCreate.issue')).toEqual({ title: 'A' });
  expect([at('issueCreate.errors'), at('issueCreate.count'), at('issueCreate.ok')]).toEqual([
    [],
    0,
    false,
  ]);
});

it.each([
  { issueCreate: { success: true, issue: null } },
  { issueCreate: { success: true } },
  { issueCreate: null },
  {},
])('refuses the data %j, which have nothing at the path', (data) => {
  expect(() => graphqlData(response({ data }), 'issueCreate.issue')).toThrow(
    'The API did not send "issueCreate.issue"',
  );
});

it.each([
  { data: null, errors: [{ message: 'No access\nto "a"' }] },
  { data: { issue: null }, errors: [{ message: 'No access to "a"' }] },
])('refuses a response with errors, which it quotes', (body) => {
  expect(() => graphqlData(response(body))).toThrow(
    /^The API rejected the GraphQL request\. .* The API says: "No access to 'a'"$/,
  );
});

it('reads a throttled request as busy', () => {
  const body = { errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }] };
  expect(() => graphqlData(response(body, { 'retry-after': '8' }))).toThrow(
    'The rate limit of the API is reached. Try again in 8 s.',
  );
});

it.each([undefined, 'text', {}, { data: null }])('refuses %j', (body) => {
  expect(() => graphqlData(response(body))).toThrow('did not send GraphQL data');
});

it('quotes an error in a form of its own', () => {
  const body = { error_code: 'UserUnauthorizedException', error_message: 'User unauthorized' };
  expect(() => graphqlData(response(body))).toThrow(/did not send .* "User unauthorized"$/);
});

it.each([
  ['query { viewer { subscription { plan } } }', true],
  ['query Q($subscription: ID!, $mutation: ID) { issue(id: $subscription) { id } }', true],
  ['{ mutation: viewer { id } }', true],
  ['query mutation @include(if: true) { a } fragment subscription on A { b }', true],
  ['query { a(text: "} mutation {") { b } } # } mutation { c }', true],
  ['mutation { a }', false],
  ['query A { a } mutation B { b }', false],
  ['fragment F on A { a } subscription { b }', false],
  ['{ a }\nmutation { b }', false],
])('%s only reads: %s', (query, reads) => {
  expect(isSafe(graphql('/graphql', query))).toBe(reads);
});

it('a search is no GraphQL request, whatever its text', () => {
  const body = { query: '{ a }' };
  expect(isSafe({ method: 'POST', path: '/search', body })).toBe(false);
  const outcome = (sent: object) => changeOutcomeOf(response({ errors: ['x'] }), { body: sent });
  expect(outcome({ query: 'query about invoice 7', status: 'open' })).toBe('made');
  expect(outcome({ query: 'mutation M { a }', variables: {} })).toBe('none');
});
