import { describe, expect, it } from 'vitest';
import {
  type ConnectionTarget,
  type FileFacts,
  takenFor,
  targetIn,
} from '../../src/sources/connection-target.js';
import { nameOfHost } from '../../src/sources/host-name.js';

const file = (head: string): FileFacts => ({ kind: 'file', head });
const folder: FileFacts = { kind: 'directory', head: '' };

it.each<[string, FileFacts | undefined, ConnectionTarget | undefined]>([
  ['demo', undefined, { is: 'demo' }],
  ['code', undefined, { is: 'code' }],
  ['github', undefined, { is: 'service', id: 'github' }],
  ['GitHub', undefined, { is: 'service', id: 'github' }],
  ['./github', folder, { is: 'files', storage: './github' }],
  ['docs', folder, { is: 'files', storage: 'docs' }],
  ['docs', undefined, undefined],
  ['acme.dev', folder, { is: 'files', storage: 'acme.dev' }],
  ['https://s3.acme.dev/files', undefined, { is: 'files', storage: 'https://s3.acme.dev/files' }],
  [
    'https://acme.s3.eu-central-1.amazonaws.com',
    undefined,
    { is: 'files', storage: 'https://acme.s3.eu-central-1.amazonaws.com' },
  ],
  ['s3://acme/docs', undefined, { is: 'files', storage: 's3://acme/docs' }],
  ['s3:acme', folder, { is: 'files', storage: 's3://acme' }],
  ['https://acme.dev/s3-guide', undefined, { is: 'url', url: 'https://acme.dev/s3-guide' }],
  ['shop.db', undefined, { is: 'database', url: 'sqlite:shop.db' }],
  ...['host=db password=secret', 'Server=db;Pwd=secret', 'dbname=x'].map(
    (url): [string, undefined, ConnectionTarget] => [url, undefined, { is: 'database', url }],
  ),
  ['shop.data', file('SQLite format 3\0'), { is: 'database', url: 'sqlite:shop.data' }],
  ['postgres://db/acme', undefined, { is: 'database', url: 'postgres://db/acme' }],
  ['env:SHOP', undefined, { is: 'database', url: 'env:SHOP' }],
  ['DATABASE_URL', undefined, { is: 'database', url: 'env:DATABASE_URL' }],
  ['acme.yaml', file('openapi: 3.1.0'), { is: 'document', file: 'acme.yaml' }],
  ['spec.json', file('{"name":"acme"}'), { is: 'document', file: 'spec.json' }],
  ['acme', file('openapi: 3.1.0'), { is: 'document', file: 'acme' }],
  ['nowhere.yml', undefined, { is: 'document', file: 'nowhere.yml' }],
  ['notes.txt', file('Notes'), undefined],
  ['npx -y some-server', undefined, { is: 'server', target: 'npx -y some-server' }],
  ['api.acme.dev/v1', undefined, { is: 'url', url: 'https://api.acme.dev/v1' }],
  ['https://api.acme.dev', undefined, { is: 'url', url: 'https://api.acme.dev' }],
  ['hjkl', undefined, undefined],
])('%s is recognized', (text, found, thing) => expect(targetIn(text, found)).toEqual(thing));

it('says what is typed', () => {
  expect(takenFor(' npx some-server')).toBe('A command that starts an MCP server.');
  expect(takenFor('x')).toBe('A known service.');
  expect(takenFor('hjkl')).toBeUndefined();
});

describe('the name of a provider', () => {
  it.each([
    ['https://api.acme.dev/v1', 'acme'],
    ['https://acme.co.uk', 'acme'],
    ['https://chat.internal.acme.com', 'acme'],
    ['http://localhost:8080', 'localhost'],
    ['http://127.0.0.1:9', undefined],
  ])('of %s', (url, name) => expect(nameOfHost(url)).toBe(name));
});
