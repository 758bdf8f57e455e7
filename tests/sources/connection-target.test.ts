import { describe, expect, it } from 'vitest';
import {
  type ConnectionTarget,
  type FileFacts,
  targetIn,
  targetSentence,
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
  ...(
    [
      ['@acme/tools', 'npx -y @acme/tools'],
      ['@acme/tools@1.2.3', 'npx -y @acme/tools@1.2.3'],
      ['acme-mcp', 'npx -y acme-mcp'],
      ['mcp-server-acme@latest', 'npx -y mcp-server-acme@latest'],
      ['acme@1.2.3', 'npx -y acme@1.2.3'],
    ] as const
  ).map(([text, target]): [string, undefined, ConnectionTarget] => [
    text,
    undefined,
    { is: 'server', target },
  ]),
  ...['./server stdio', '../bin/server --db x.db', 'java -jar a.jar', 'tsx src/a.ts'].map(
    (text): [string, undefined, ConnectionTarget] => [
      text,
      undefined,
      { is: 'server', target: text },
    ],
  ),
  ['a.js', file('#!/usr/bin/env node\n'), { is: 'server', target: 'node ./a.js' }],
  [
    'a',
    file('#!/bin/env -S node --import tsx\n'),
    { is: 'server', target: 'node --import tsx ./a' },
  ],
  ['a.ts', file('#!/usr/bin/env ts-node\n'), { is: 'server', target: './a.ts' }],
  ['a.py', file('#!/opt/node/python3\n'), { is: 'server', target: './a.py' }],
  ['./my shop.db', undefined, { is: 'database', url: 'sqlite:./my shop.db' }],
  ['~/My Files/mcp.json', undefined, { is: 'configuration', file: '~/My Files/mcp.json' }],
  ['/home/ann/My\\ Files', undefined, undefined],
  ['../my server', file('#!/bin/sh\n'), { is: 'server', target: '"../my server"' }],
  ['/opt/server', file('\x7fELF'), { is: 'server', target: '/opt/server' }],
  ['a.js', file('import'), undefined],
  ['@acme/tools', folder, { is: 'files', storage: '@acme/tools' }],
  ['mcp', undefined, undefined],
  ...(
    [
      [{ bin: { other: 'b.js', acme: './dist/a.js' }, main: 'm.js' }, 'node ../s/dist/a.js'],
      [{ bin: 'cli.js' }, 'node ../s/cli.js'],
      [
        { scripts: { start: 'node "dist/my server.js" --stdio' }, main: 'm.js' },
        'node "../s/dist/my server.js" --stdio',
      ],
      [{ scripts: { start: 'tsx src/server.ts' } }, 'npm --silent --prefix ../s run start'],
      [
        { scripts: { start: 'node dist/web.js', mcp: 'node dist/mcp.js stdio' } },
        'node ../s/dist/mcp.js stdio',
      ],
      [
        { scripts: { mcp: 'node dist/mcp.js --config ./rooms.json' } },
        'npm --silent --prefix ../s run mcp',
      ],
      [{ bin: { a: 'a.js', b: 'a.js' }, main: 'm.js' }, 'node ../s/a.js'],
      [{ main: './m.js' }, 'node ../s/m.js'],
    ] as const
  ).map(([manifest, target]): [string, FileFacts, ConnectionTarget] => [
    '../s',
    {
      kind: 'directory',
      head: JSON.stringify({
        name: '@x/acme',
        dependencies: { '@modelcontextprotocol/sdk': '1' },
        ...manifest,
      }),
    },
    { is: 'server', target },
  ]),
  [
    's',
    { kind: 'directory', head: '{"keywords":["mcp"],"main":"a.js"}' },
    { is: 'server', target: 'node ./s/a.js' },
  ],
  [
    's',
    { kind: 'directory', head: '{"bin":"a.js","dependencies":{"react":"1"}}' },
    { is: 'files', storage: 's' },
  ],
  [
    's',
    { kind: 'directory', head: '{"dependencies":{"@modelcontextprotocol/sdk":"1"}}' },
    { is: 'files', storage: 's' },
  ],
  ['api.acme.dev/v1', undefined, { is: 'url', url: 'https://api.acme.dev/v1' }],
  ['https://api.acme.dev', undefined, { is: 'url', url: 'https://api.acme.dev' }],
  ['hjkl', undefined, undefined],
])('%s is recognized', (text, found, thing) => expect(targetIn(text, found)).toEqual(thing));

it('says what is typed', () => {
  expect(targetSentence(' npx some-server')).toBe(
    'An MCP server: the command that starts it, its package or its folder.',
  );
  expect(targetSentence('x')).toBe('A known service.');
  expect(targetSentence('hjkl')).toBeUndefined();
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
