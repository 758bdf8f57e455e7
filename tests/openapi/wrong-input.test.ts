import { expect, it } from 'vitest';
import {
  documentVersion,
  InvalidDocumentError,
  parseJsonOrYaml,
  repeatedKeys,
} from '../../src/openapi/document/read.js';

it.each([
  ['an empty file', ' \n', 'It is empty.'],
  ['a page', '<!doctype html>\n<html>', 'It is a page in HTML or XML.'],
  ['a list', '[]', 'The document is not an object.'],
  [
    'tabs',
    'openapi: 3.0.0\ninfo:\n\ttitle: A\n',
    'Tabs are not allowed as indentation at line 3, column 1.',
  ],
  ['half a document', '{"openapi": "3.0.0"', 'Flow map must end with a } at line 1, column 20.'],
  [
    'Swagger 1',
    '{"swaggerVersion": "1.2"}',
    'It is a Swagger 1 document, not an OpenAPI document.',
  ],
  ['another version', 'openapi: 4.0.0', 'OpenAPI "4.0.0" is not supported.'],
  [
    'Postman',
    '{"info": {"_postman_id": "a"}, "item": []}',
    'It is a Postman collection, not an OpenAPI document.',
  ],
  ['AsyncAPI', 'asyncapi: 3.0.0', 'It is an AsyncAPI document, not an OpenAPI document.'],
  ['OpenRPC', 'openrpc: 1.2.6', 'It is an OpenRPC document, not an OpenAPI document.'],
  ['GraphQL', '{"data": {"__schema": {}}}', 'It is a GraphQL schema, not an OpenAPI document.'],
  [
    'Google',
    '{"discoveryVersion": "v1"}',
    'It is a Google API discovery document, not an OpenAPI document.',
  ],
  ['another file', 'a: 1', 'The document has neither "openapi" nor "swagger".'],
])('%s is rejected', (_, text, message) => {
  expect(() => documentVersion(parseJsonOrYaml(text))).toThrow(new InvalidDocumentError(message));
});

it.each([
  ['YAML', 'paths:\n  /a: { get: {} }\n  /a: { post: {} }\n', [{ key: '/a', line: 3 }]],
  ['JSON', '{\n"a": { "b": 1,\n"b": [{ "b": 1 }, { "b": 2 }] }}', [{ key: 'b', line: 3 }]],
  ['neither', 'a: { b: 1 }\nb: { b: 1 }\n', []],
])('keys that %s repeats are found', (_, text, expected) => {
  expect(repeatedKeys(text)).toEqual(expected);
});
