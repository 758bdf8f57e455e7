import { expect, it } from 'vitest';
import { toolsOfDocument } from '../../src/openapi/import.js';

const responses = { 200: { description: 'OK' } };
const security = [{ key: [] }];
const harmless = { responses, security };
const page = { name: 'page', in: 'query', schema: { type: 'integer' } };

it.each([
  { what: 'the shortest path', paths: { '/users/me': harmless, '/me': harmless }, is: '/me' },
  { what: 'optional arguments', paths: { '/a': { ...harmless, parameters: [page] } }, is: '/a' },
  {
    what: 'a required argument',
    paths: { '/a': { ...harmless, parameters: [{ ...page, required: true }] } },
    is: undefined,
  },
  {
    what: 'a path to encode',
    paths: { '/räume': harmless, '/longer-path': harmless },
    is: '/longer-path',
  },
  { what: 'a public operation', paths: { '/a': { responses } }, is: undefined },
  {
    what: 'optional credentials',
    paths: { '/a': { ...harmless, security: [{}, ...security] } },
    is: undefined,
  },
  { what: 'a deprecated one', paths: { '/a': { ...harmless, deprecated: true } }, is: undefined },
])('a key is checked with $is for $what', ({ paths, is }) => {
  const other = { '/b': { post: harmless } };
  const reading = Object.entries(paths).map(([path, get]) => [path, { get }] as const);
  const { checkPath } = toolsOfDocument({
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: { ...other, ...Object.fromEntries(reading) },
    components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
  });
  expect(checkPath).toBe(is);
});
