import { expect, it } from 'vitest';
import { errorsOf, HEAD } from './reading.js';

const errors = (baseUrl: string) =>
  errorsOf(`${HEAD}tools:
  - name: a
    description: d
    inputSchema: { type: object }
    request: { method: POST, path: /r, baseUrl: "${baseUrl}" }
`);

const NO_URL = 'must be an absolute URL in ASCII, such as "https://api.example.com/v1".';

it.each([
  [
    'http://uploads.acme.dev',
    'must begin with "https://"; plain http is for loopback addresses only.',
  ],
  ['https://u:p@uploads.acme.dev', 'must not contain a user name or a password.'],
  ['https://uploads.acme.dev/?a=1', 'must not contain a query.'],
  ['https://uploads.acme.dev/', 'must not end with "/".'],
  ['https://{region}.acme.dev', NO_URL],
  ['uploads', NO_URL],
])('a request cannot have the base URL %s', async (baseUrl, fault) => {
  expect(await errors(baseUrl)).toEqual([expect.stringContaining(`request.baseUrl ${fault}`)]);
});

it.each(['https://uploads.acme.dev', 'https://uploads.acme.dev/v1', 'http://localhost:8080'])(
  'a request can have the base URL %s',
  async (baseUrl) => {
    expect(await errors(baseUrl)).toEqual([]);
  },
);
