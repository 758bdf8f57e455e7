import { expect, it } from 'vitest';
import { documentServers, withServerPath } from '../../src/openapi/document/servers.js';

it.each([
  ['https://api.test', '/v1', 'https://api.test/v1'],
  ['https://api.test/', '/v1', 'https://api.test/'],
  ['https://api.test/v2', '/v1', 'https://api.test/v2'],
  ['https://api.test', 'https://other.test/v1', 'https://api.test'],
])('the base URL %s has the path of the server %s', (stated, url, expected) => {
  const servers = documentServers({ servers: [{ url }] });
  expect(withServerPath(stated, servers)).toBe(expected);
});

it.each([
  ['{address}/api', { address: { default: 'https://demo.test' } }, 'address'],
  ['https://{tenant}.api.test/v1', { tenant: { default: 'acme' } }, 'tenant'],
  ['https://{region}.api.test', { region: { default: 'eu', enum: ['eu', 'us'] } }, undefined],
  [
    'https://api.test:{port}/{version}',
    { port: { default: '443' }, version: { default: 'v1' } },
    undefined,
  ],
  ['{scheme}://api.test', { scheme: { default: 'https' } }, undefined],
])('the host of %s depends on its user or not', (url, variables, hostVariable) => {
  expect(documentServers({ servers: [{ url, variables }] })[0]?.hostVariable).toBe(hostVariable);
});

it('the base URL has the path of a server whose host is a variable', () => {
  const url = '{address}/api/v1';
  const servers = documentServers({
    servers: [{ url, variables: { address: { default: 'https://demo.test' } } }],
  });
  expect(withServerPath('https://mine.test', servers)).toBe('https://mine.test/api/v1');
  expect(withServerPath('https://mine.test/keep', servers)).toBe('https://mine.test/keep');
});
