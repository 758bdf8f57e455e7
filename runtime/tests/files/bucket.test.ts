import { expect, it } from 'vitest';
import type { ApiError } from '../../src/api/api-error.js';
import { AuthNeededError } from '../../src/credentials/auth-needed.js';
import { accessKeyAuth, fileBucket } from '../../src/files/bucket.js';
import { bucketAndFolder } from '../../src/files/bucket-address.js';
import { changedSinceRead, FileExistsError } from '../../src/files/failures.js';
import { ToolError } from '../../src/index.js';
import { setEnvironment } from '../../src/testing/server/environment.js';
import { listen } from '../listen.js';
import { contextOf, documentsProject } from './project.js';

interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
}

/** Of a file `a`, and no other. */
const FILE_A: Record<string, Reply> = {
  HEAD: { status: 404 },
  'HEAD /files/a': { headers: { etag: '"v1"', 'content-length': '1' } },
};

/** A bucket that replies to a method, or to a whole request, as it is told (an array: to each in turn), for what the local S3 server cannot do. */
async function bucket(replies: Record<string, Reply | Reply[]>, environment: object = {}) {
  const requests: { line: string; headers: NodeJS.Dict<string | string[]> }[] = [];
  const origin = await listen((request, response) => {
    const line = `${request.method} ${request.url}`;
    requests.push({ line, headers: request.headers });
    const planned = replies[line] ?? replies[request.method ?? ''];
    const reply = Array.isArray(planned) ? planned.shift() : planned;
    const { status = 200, headers = {}, body = '' } = reply ?? {};
    response.writeHead(status, headers).end(body);
  });
  documentsProject(`${origin}/files/`);
  setEnvironment('DOCUMENTS', { KEY_ID: 'key-id', SECRET: 'secret', ...environment });
  const variables = {
    accessKeyId: 'DOCUMENTS_KEY_ID',
    secretAccessKey: 'DOCUMENTS_SECRET',
    sessionToken: 'DOCUMENTS_SESSION',
  };
  const auth = accessKeyAuth('documents', variables, { region: 'eu-central-1' });
  const files = fileBucket('documents', auth, { shared: true });
  return { files: await files.of(contextOf('ann')), of: files.of, requests };
}

it('lists page by page', async () => {
  const body = `<?xml version="1.0"?><ListBucketResult><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>
    <NextContinuationToken>a+/=&amp;b</NextContinuationToken>
    <Contents><Key>d/</Key><Size>0</Size></Contents>
    <Contents><Key>d/a+b%2Bc.txt</Key><Size>5</Size></Contents>
    <Contents><Key>d/.env</Key><Size>5</Size></Contents>
    <CommonPrefixes><Prefix>d/sub/</Prefix></CommonPrefixes></ListBucketResult>`;
  const { files, requests } = await bucket({ GET: { body } });
  expect(await files.list('d')).toEqual({
    entries: [
      { name: 'sub', folder: true, size: 0 },
      { name: 'a b+c.txt', folder: false, size: 5 },
    ],
    cursor: 'a+/=&b',
  });
  await files.list('d', { cursor: 'a+/=&b' });
  expect(requests.map(({ line }) => line)).toEqual([
    'GET /files/?list-type=2&encoding-type=url&delimiter=%2F&max-keys=100&prefix=d%2F',
    'GET /files/?list-type=2&encoding-type=url&delimiter=%2F&max-keys=100&prefix=d%2F&continuation-token=a%2B%2F%3D%26b',
  ]);
});

it.each([
  [
    'https://s3.eu-west-1.amazonaws.com/acme/a b/c/',
    'https://s3.eu-west-1.amazonaws.com/acme',
    'a b/c/',
  ],
  [
    'https://acme.s3.eu-west-1.amazonaws.com/docs',
    'https://s3.eu-west-1.amazonaws.com/acme',
    'docs/',
  ],
  ['https://acme.s3.amazonaws.com', 'https://s3.amazonaws.com/acme', ''],
  ['https://s3-eu-west-1.amazonaws.com/acme', 'https://s3-eu-west-1.amazonaws.com/acme', ''],
  ['https://acme.dev/storage/v1/s3/files', 'https://acme.dev/storage/v1/s3/files', ''],
])('%s is a folder of a bucket', (address, url, folder) => {
  const { bucket: found, ...rest } = bucketAndFolder(new URL(address));
  expect({ url: found.href, ...rest }).toEqual({ url, folder });
});

it('reads plain XML, where the service does not encode names', async () => {
  const body =
    '<a><Contents><Key>a+%41&amp;&#x42;&#67;&bad;.txt</Key><Size>1</Size></Contents></a>';
  const { files } = await bucket({ GET: { body } });
  expect((await files.list('')).entries[0]?.name).toBe('a+%41&BC&bad;.txt');
});

it('signs requests with the key of the user, for the region', async () => {
  const { files, requests } = await bucket({ PUT: {}, HEAD: { status: 404 } });
  await files.write('a b.txt', Buffer.from('x'));
  const [head, , put] = requests;
  expect(head?.line).toBe('HEAD /files/a%20b.txt');
  expect(put?.headers).toMatchObject({
    'if-none-match': '*',
    'x-amz-content-sha256': '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881',
    authorization: expect.stringMatching(
      /^AWS4-HMAC-SHA256 Credential=key-id\/\d{8}\/eu-central-1\/s3\/aws4_request, SignedHeaders=[a-z0-9;-]*x-amz-content-sha256/,
    ) as string,
  });
});

it.each([
  { status: 403, says: 'rejects the access key' },
  { status: 404, says: 'File not found' },
  { status: 412, says: 'already exists' },
  { status: 301, says: 'at another address' },
  { status: 503, says: 'Try again later' },
  { status: 418, says: 'status 418' },
])('reports status $status', async ({ status, says }) => {
  const { files } = await bucket({ PUT: { status, headers: { location: 'http://127.0.0.1:1/' } } });
  await expect(files.write('a', Buffer.from('x'), { overwrite: true })).rejects.toThrow(says);
});

it.each<[string, Reply, number, string]>([
  ['a part', { status: 206, body: '345' }, 3, '345'],
  ['the whole file, where the service ignores the range', { body: '0123456789' }, 3, '345'],
])('reads %s of one version', async (_, reply, start, text) => {
  const headers = { 'content-length': '10', etag: '"v1"' };
  const { files, requests } = await bucket({ HEAD: { headers }, GET: reply });
  expect((await files.read('a', { start, length: 3 })).bytes.toString()).toBe(text);
  expect(requests[1]?.headers).toMatchObject({ range: 'bytes=3-5', 'if-match': '"v1"' });
});

it('reads a compressed object as it is stored', async () => {
  const headers = { 'content-length': '100', 'content-encoding': 'gzip' };
  const { files, requests } = await bucket({
    HEAD: { headers },
    GET: { status: 206, body: '345' },
  });
  expect((await files.read('a', { start: 3, length: 3 })).bytes.toString()).toBe('345');
  expect(requests[1]?.line).toBe('GET /files/a?response-content-encoding=identity');
});

it('a move does not replace a file that another process writes meanwhile', async () => {
  const { files, requests } = await bucket({
    ...FILE_A,
    'HEAD /files/b': [{ status: 404 }, {}],
    PUT: { status: 412 },
  });
  await expect(files.move('a', 'b')).rejects.toThrow(FileExistsError);
  expect(requests[2]?.headers).toMatchObject({ 'if-none-match': '*' });
  const lines = requests.map(({ line }) => line);
  expect(lines).toEqual(['HEAD /files/b', 'HEAD /files/a', 'PUT /files/b', 'HEAD /files/b']);
});

it('a move does not delete what another process writes meanwhile', async () => {
  const { files, requests } = await bucket({ ...FILE_A, DELETE: { status: 412 } });
  await expect(files.move('a', 'b')).rejects.toThrow('changed while it was moved');
  expect(requests[2]?.headers).toMatchObject({ 'x-amz-copy-source-if-match': '"v1"' });
  expect(requests[4]?.headers).toMatchObject({ 'if-match': '"v1"' });
});

it('a move does not copy what another process writes meanwhile', async () => {
  const { files } = await bucket({ ...FILE_A, PUT: { status: 412 } });
  await expect(files.move('a', 'b')).rejects.toThrow('Move it again');
});

it('a move does not delete a new version where the service does not compare versions', async () => {
  const versions = ['"v1"', '"v2"'].map((etag) => ({ headers: { etag, 'content-length': '1' } }));
  const { files, requests } = await bucket({ ...FILE_A, 'HEAD /files/a': versions });
  await expect(files.move('a', 'b')).rejects.toThrow('Its new version has the old name');
  expect(requests.at(-1)?.line).toBe('HEAD /files/a');
});

it.each([
  ['does not know the condition', [{ status: 501 }, { status: 204 }]],
  ['no longer has the file', [{ status: 404 }]],
])('a move is complete where the service %s', async (_, replies) => {
  const { files, requests } = await bucket({ ...FILE_A, DELETE: [...replies] });
  await files.move('a', 'b');
  const deletes = requests.filter(({ line }) => line === 'DELETE /files/a');
  const conditions = deletes.map(({ headers }) => headers['if-match']);
  expect(conditions).toEqual(['"v1"', undefined].slice(0, replies.length));
});

it('reads a page that is not closed in linear time', async () => {
  const { files } = await bucket({ GET: { body: '<Contents>'.repeat(400_000) } });
  const start = process.cpuUsage();
  expect(await files.list('')).toEqual({ entries: [] });
  expect(process.cpuUsage(start).user).toBeLessThan(5_000_000);
});

it('does not mix two versions of a file', async () => {
  const headers = { 'content-length': '10', etag: '"v1"' };
  const { files } = await bucket({ HEAD: { headers }, GET: { status: 412 } });
  await expect(files.read('a')).rejects.toThrow('changed while it was read');
});

it('reads nothing of an object of 5 GB at once', async () => {
  const headers = { 'content-length': String(5 * 2 ** 30) };
  const { files, requests } = await bucket({ HEAD: { headers }, GET: { status: 206, body: 'x' } });
  await expect(files.read('a')).rejects.toThrow('Read at most 1000000 bytes at once');
  await files.read('a', { start: 0, length: 5 * 2 ** 30 });
  expect(requests.at(-1)?.headers.range).toBe('bytes=0-999999');
});

it('a response that is larger than the limit is not read to its end', async () => {
  const headers = { 'content-length': '10' };
  const body = 'x'.repeat(6_000_000);
  const { files } = await bucket({ HEAD: { headers }, GET: { status: 206, body } });
  await expect(files.read('a')).rejects.toThrow('larger than 5000000 bytes');
});

it('a cursor that the service does not know is an error of the caller', async () => {
  const { files } = await bucket({ GET: { status: 400 } });
  await expect(files.list('', { cursor: 'x' })).rejects.toThrow('The cursor is not one');
});

it('counts pages until there is no room', async () => {
  const body = `<a><NextContinuationToken>next</NextContinuationToken>${'<Contents><Key>x</Key><Size>9</Size></Contents>'.repeat(1_000)}</a>`;
  const { files, requests } = await bucket({ GET: { body } });
  await expect(files.write('a', Buffer.from('x'), { overwrite: true })).rejects.toThrow(
    'at most 10000 files',
  );
  expect(requests.map(({ line }) => line.slice(0, 4))).toEqual(Array(10).fill('GET '));
});

it('keeps the file where a copy fails after its status', async () => {
  const body = '<Error><Code>InternalError</Code></Error>';
  const { files, requests } = await bucket({ ...FILE_A, PUT: { body } });
  await expect(files.move('a', 'b')).rejects.toThrow('failed to copy');
  expect(requests.map(({ line }) => line.split(' ')[0])).toEqual(['HEAD', 'HEAD', 'PUT']);
  expect(requests[2]?.headers['x-amz-copy-source']).toBe('/files/a');
});

it.each<[string, Reply, Reply]>([
  [
    'is too long to be read to its end',
    { headers: { 'content-length': '200001' } },
    { status: 206, body: 'x'.repeat(200_000) },
  ],
  ['cannot be read by this user', { status: 403 }, {}],
])('a search is not complete where a file %s', async (_, head, get) => {
  const body =
    '<ListBucketResult><Contents><Key>a</Key><Size>200001</Size></Contents></ListBucketResult>';
  const { files } = await bucket({ GET: { body }, 'HEAD /files/a': head, 'GET /files/a': get });
  expect(await files.search('y')).toEqual({ matches: [], complete: false });
});

const ERRORS: readonly [code: string, status: number, says: string, also?: string][] = [
  ['ExpiredToken', 400, 'has expired, or is invalid. Sign in'],
  ['NoSuchBucket', 404, 'The bucket does not exist. Correct "storage".'],
  ['NoSuchKey', 404, 'File not found.'],
  ['InvalidObjectState', 403, 'The file is archived. Restore it'],
  ['RequestTimeTooSkewed', 403, 'Set the clock of the server.'],
  ['SignatureDoesNotMatch', 403, 'The storage rejects the access key.'],
  ['AccessDenied', 403, 'does not allow this access key to do that'],
  ['PermanentRedirect', 301, 'in the region "eu-west-1"', '<Region>eu-west-1</Region>'],
  ['AuthorizationHeaderMalformed', 400, 'in the region "eu-west-1"', '<Region>eu-west-1</Region>'],
  ['SlowDown', 503, 'The storage is overloaded or out of order. Try again later.'],
  ['NotImplemented', 400, 'status 400'],
];

it.each(ERRORS)('says what to do about %s', async (code, status, says, also = '') => {
  const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>secret</Message>${also}</Error>`;
  const { files } = await bucket({ HEAD: { status }, GET: { status, body } });
  for (const call of [() => files.read('a'), () => files.list(''), () => files.search('x')]) {
    const failure = await call().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ToolError);
    expect((failure as Error).message).toContain(says);
    expect((failure as Error).message).not.toContain('secret');
    const isRejected = ['ExpiredToken', 'SignatureDoesNotMatch'].includes(code);
    expect((failure as ApiError).failure).toBe(isRejected ? 'unauthorized' : undefined);
  }
});

it('repeats what reads while the storage is overloaded', async () => {
  const slow = { status: 503 };
  const { files, requests } = await bucket({ GET: [slow, slow, { body: '<a></a>' }] });
  expect(await files.list('')).toEqual({ entries: [] });
  expect(requests).toHaveLength(3);
});

it('says that nothing responds', async () => {
  const { of } = await bucket({});
  setEnvironment('DOCUMENTS', { STORAGE: 'http://127.0.0.1:1/files' });
  const files = await of(contextOf('ann'));
  await expect(files.list('')).rejects.toThrow('The storage cannot be reached');
});

it('signs requests with the session token of temporary keys', async () => {
  const { files, requests } = await bucket({ GET: { body: '<a></a>' } }, { SESSION: 'token+/=' });
  await files.list('');
  expect(requests[0]?.headers['x-amz-security-token']).toBe('token+/=');
  expect(requests[0]?.headers.authorization).toContain('x-amz-security-token');
});

it('replaces only the version that it is told, also where the service compares none', async () => {
  const headers = { etag: '"v1"', 'content-length': '1' };
  const { files, requests } = await bucket({
    HEAD: { headers },
    GET: { body: '<a></a>' },
    PUT: [{ status: 501 }, {}, { status: 412 }],
  });
  const write = (version: string) =>
    files.write('a', Buffer.from('x'), { overwrite: true, version });
  await expect(write('"v0"')).rejects.toThrow(changedSinceRead());
  await write('"v1"');
  await expect(write('"v1"')).rejects.toThrow(changedSinceRead());
  const puts = requests.filter(({ line }) => line === 'PUT /files/a');
  expect(puts.map((put) => put.headers['if-match'])).toEqual(['"v1"', undefined, '"v1"']);
});

it('sends nothing for a caller without an access key', async () => {
  const { of, requests } = await bucket({});
  const files = await of(contextOf('https://issuer.example|ben'));
  await expect(files.list('')).rejects.toThrow(AuthNeededError);
  expect(requests).toEqual([]);
});
