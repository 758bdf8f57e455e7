import { expect, it } from 'vitest';
import { serversOf, withServerPath } from '../../src/openapi/document/servers.js';

it.each([
  ['https://api.test', '/v1', 'https://api.test/v1'],
  ['https://api.test/', '/v1', 'https://api.test/'],
  ['https://api.test/v2', '/v1', 'https://api.test/v2'],
  ['https://api.test', 'https://other.test/v1', 'https://api.test'],
])('the base URL %s has the path of the server %s', (stated, url, expected) => {
  const servers = serversOf({ servers: [{ url }] });
  expect(withServerPath(stated, servers)).toBe(expected);
});
