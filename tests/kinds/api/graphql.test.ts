import { expect, it } from 'vitest';
import { operationHeading } from '../../../src/kinds/api/graphql.js';

it.each([
  ['query FindIssues($team: String!) { a }', 'query FindIssues'],
  ['# A query of rooms\nmutation  Add { a(text: "query B") }', 'mutation  Add'],
  ['fragment F on A { b }\nquery Find { a { ...F } }', 'query Find'],
  ['query ($id: ID!) { a }', 'query'],
  ['{ a }', '{'],
])('%j is told by its operation in tests', (document, operation) => {
  expect(operationHeading(document)).toBe(operation);
});
