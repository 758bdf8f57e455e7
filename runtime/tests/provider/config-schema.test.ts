import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@cfworker/json-schema';
import { expect, it } from 'vitest';
import { readConfig } from '../../src/project/config-file.js';
import { projectFolder } from '../small-project.js';

const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../provider-config.schema.json'), 'utf8'),
) as object;

const other = { name: 'One', description: 'One.', auth: 'none' };
const entry = { ...other, base_url: 'https://one.example.com' };
const mcp = (server: string) => ({ ...other, kind: 'mcp', server });
const sql = (url: string) => ({ ...other, kind: 'sql', database_url: url });

const valid: object[] = [
  entry,
  { ...entry, kind: 'api', port: 8710, check_path: '/me', scopes: ['a:b', 'https://x/y'] },
  { ...entry, base_url: 'http://127.0.0.1:8000/v1', base_urls: ['http://[::1]'] },
  { ...entry, callback_url: 'http://localhost:1/auth/callback?x', surface: 'search' },
  ...[
    'http://hr',
    'http://hr.prod.svc.cluster.local:8080/v1',
    'http://10.0.3.7',
    'http://[fd00::1]',
  ].map((url) => ({ ...entry, base_url: url, base_urls: [url], allow_http: true })),
  mcp('https://one.example.com/mcp?key'),
  mcp('npx -y "one server"@1.0.0'),
  { ...other, kind: 'files', storage: '../notes' },
  { ...other, kind: 'code' },
  sql('postgres://db.example.com:5432/acme?sslmode=require&sslrootcert=ca.pem'),
  sql('sqlite:acme.db'),
];
const invalid: object[] = [
  other,
  { ...entry, name: '' },
  { ...entry, kind: 'other' },
  { ...entry, kind: 'code' },
  { ...entry, storage: 'notes' },
  { ...entry, colour: 'red' },
  { ...entry, base_url: 'http://hr.internal' },
  { ...entry, base_urls: ['http://hr.internal'], allow_http: false },
  ...['http://one.example.com', 'http://172.32.0.1', 'http://8.8.8.8', 'http://hr?x'].map(
    (url) => ({
      ...entry,
      base_url: url,
      allow_http: true,
    }),
  ),
  ...[
    'one',
    'http://one.example.com',
    'http://localhost.example.com',
    'https://a:b@one.example.com',
  ]
    .concat('https://{tenant}.example.com', 'https://one.example.com?a=b', 'https://', 'ftp://one')
    .map((url) => ({ ...entry, base_url: url })),
  { ...entry, base_urls: 'https://one.example.com' },
  { ...entry, callback_url: 'http://one.example.com/auth/callback' },
  { ...entry, check_path: 'me' },
  { ...entry, port: 0 },
  { ...entry, port: '8710' },
  { ...entry, surface: 'all' },
  { ...entry, shared_credentials: 'yes' },
  ...[['a b'], ['a,b'], ['a', 'a'], ['']].map((scopes) => ({ ...entry, scopes })),
  { ...entry, kind: 'mcp' },
  mcp('http://one.example.com/mcp'),
  mcp(' '),
  ...['db.example.com/acme', 'postgres://user@db.example.com/acme', 'postgres://db.example.com']
    .concat('mysql://db/acme?password=x', 'postgres://db/acme?sslmode=require&user=x', 'sqlite:')
    .map(sql),
];

it.each([
  ...valid.map((one) => [true, one] as const),
  ...invalid.map((one) => [false, one] as const),
])('says %s to %j in the published schema, as the start does', (isValid, one) => {
  const config = { providers: { one } };
  expect(new Validator(schema, '2020-12').validate(config).valid).toBe(isValid);
  const read = () => readConfig(projectFolder(JSON.stringify(config)));
  if (isValid) expect(read).not.toThrow();
  else expect(read).toThrow('Invalid configuration');
});

it.each(['../tokens', '', 'tokens'])('refuses to store credentials in the project: %j', (path) => {
  const root = projectFolder('');
  const tokens = path.startsWith('..') ? path : join(root, path);
  const config = { providers: { one: { ...entry, token_path: tokens } } };
  writeFileSync(join(root, 'provider-config.yaml'), JSON.stringify(config));
  expect(() => readConfig(root)).toThrow('"providers.one.token_path" must stay');
});
