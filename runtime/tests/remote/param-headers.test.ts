import { expect, it } from 'vitest';
import { headerArguments, parameterHeaders } from '../../src/remote/param-headers.js';

const SCHEMA = {
  type: 'object',
  properties: {
    region: { type: 'string', 'x-mcp-header': 'Region' },
    place: { type: 'object', properties: { floor: { type: 'integer', 'x-mcp-header': 'Floor' } } },
    broken: { type: 'string', 'x-mcp-header': 'A b' },
    list: { type: 'array', items: { type: 'string', 'x-mcp-header': 'Item' } },
    plain: { type: 'string' },
  },
};

/** MCP 2026-07-28, "Custom Headers": value encoding. */
it.each<[string, object, Record<string, string>]>([
  ['a text', { region: 'eu west' }, { 'mcp-param-Region': 'eu west' }],
  ['numbers and nesting', { place: { floor: 3 } }, { 'mcp-param-Floor': '3' }],
  ['a boolean', { region: false }, { 'mcp-param-Region': 'false' }],
  ['nothing', {}, {}],
  ['null', { region: null }, {}],
  ['no simple value', { region: { a: 1 }, place: [] }, {}],
  ['an integer that JSON cannot keep', { region: 2 ** 60 }, {}],
  ['other characters', { region: 'Köln' }, { 'mcp-param-Region': '=?base64?S8O2bG4=?=' }],
  ['a line feed', { region: 'a\r\nb: c' }, { 'mcp-param-Region': '=?base64?YQ0KYjogYw==?=' }],
  ['blanks at the ends', { region: ' a' }, { 'mcp-param-Region': '=?base64?IGE=?=' }],
  ['an empty text', { region: '' }, { 'mcp-param-Region': '=?base64??=' }],
  [
    'an encoding',
    { region: '=?base64?YQ==?=' },
    { 'mcp-param-Region': '=?base64?PT9iYXNlNjQ/WVE9PT89?=' },
  ],
  ['other arguments', { broken: 'a', list: ['b'], plain: 'c' }, {}],
])('sends arguments as headers where the schema says so: %s', (_, args, headers) => {
  expect(parameterHeaders(headerArguments(SCHEMA), args)).toEqual(headers);
});
