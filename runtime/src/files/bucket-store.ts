import { setTimeout as delay } from 'node:timers/promises';
import { ToolError } from '../call/result/tool-error.js';
import { isNamePart } from '../utils/name-rules.js';
import { TEMPORARY_STATUSES } from '../utils/temporary-statuses.js';
import { bucketFailure, xmlElementText } from './bucket-failure.js';
import {
  changedSinceRead,
  FileExistsError,
  notFound,
  readOnlyError,
  tooLarge,
  tooLargeToRead,
} from './failures.js';
import { mediaTypeOf } from './media-type.js';
import { fileParts, nameParts } from './names.js';
import { fileQuota } from './quota.js';
import { runInOrder } from './run-in-order.js';
import { searchIn } from './search.js';
import type {
  ByteRange,
  Entry,
  FileContent,
  FileLimits,
  FilePage,
  FileStore,
  ListOptions,
  WriteOptions,
} from './store.js';

interface BucketOptions extends Bucket {
  /** Prefix of all keys: the folder of a user, ending with a slash. */
  prefix: string;
  readOnly: boolean;
  limits: FileLimits;
}

/** A user's files in a bucket, and the functions that send requests to it. */
type UserFiles = BucketOptions & ReturnType<typeof requestsTo>;

/** Most entries of a page in S3. */
const MAX_PAGE = 1_000;

/** Returns the store of the files in a bucket with the API of Amazon S3. */
export function bucketStore(options: BucketOptions): FileStore {
  const files: UserFiles = { ...options, ...requestsTo(options) };
  const { signal, limits } = options;
  const store: FileStore = {
    list: (folder, page) => listFolder(files, folder, page),
    read: (name, range) => readFile(files, name, range),
    search: (text, { folder, limit } = {}) =>
      searchIn(store, text, { folder, limit, maxSearched: limits.maxSearched, signal }),
    write: (name, bytes, writeOptions) =>
      runChange(files, () => writeFile(files, name, bytes, writeOptions)),
    move: (from, to) => runChange(files, () => moveFile(files, from, to)),
    remove: (name) => runChange(files, () => removeFile(files, name)),
  };
  return store;
}

const TOKEN = 'continuation-token';

async function listFolder(
  files: UserFiles,
  folder: string,
  { limit = 100, cursor }: ListOptions = {},
): Promise<FilePage> {
  const prefix = [files.prefix, ...nameParts(folder).map((part) => `${part}/`)].join('');
  const page = await requestPage(files, {
    delimiter: '/',
    'max-keys': String(Math.min(limit, MAX_PAGE)),
    prefix,
    ...(cursor !== undefined && { [TOKEN]: cursor }),
  });
  return folderPage(page, prefix);
}

/** Reads a file. The size is requested first, because services respond differently to a range of an empty file. */
async function readFile(files: UserFiles, name: string, range?: ByteRange): Promise<FileContent> {
  const { maxBytes } = files.limits;
  const key = keyOf(files, name);
  const { headers } = await files.request({ method: 'HEAD', key });
  const size = Number(headers.get('content-length') ?? NaN);
  if (!Number.isSafeInteger(size)) throw new Error('S3: the response has no size');
  if (!range && size > maxBytes) throw tooLargeToRead(size, maxBytes);
  const start = Math.min(range?.start ?? 0, size);
  const length = Math.min(range?.length ?? size, maxBytes, size - start);
  const bytes =
    length === 0 ? Buffer.alloc(0) : await readRange(files, key, start, length, headers);
  const modified = Date.parse(headers.get('last-modified') ?? '');
  return {
    bytes,
    size,
    type: mediaTypeOf(bytes, bytes.length === size),
    version: strongTag(headers),
    ...(Number.isFinite(modified) && { changed: new Date(modified).toISOString() }),
  };
}

/**
 * Reads the version of the object that these headers describe. A compressed object is read as it is
 * stored, because its size is that of the stored bytes.
 */
async function readRange(
  { request }: UserFiles,
  key: string,
  start: number,
  length: number,
  headersOfObject: Headers,
): Promise<Buffer> {
  const version = strongTag(headersOfObject);
  const isEncoded = headersOfObject.has('content-encoding');
  const query: Record<string, string> = isEncoded
    ? { 'response-content-encoding': 'identity' }
    : {};
  const range = `bytes=${start}-${start + length - 1}`;
  const headers = { range, ...(version && { 'if-match': version }) };
  const response = await request({ method: 'GET', key, query, headers });
  const bytes = Buffer.from(await response.arrayBuffer());
  const isComplete = response.status !== 206; // RFC 9110 section 14.2: a server may ignore the range
  return isComplete ? bytes.subarray(start, start + length) : bytes;
}

async function writeFile(
  files: UserFiles,
  name: string,
  bytes: Uint8Array,
  { overwrite = false, version }: WriteOptions = {},
): Promise<void> {
  const { request, exists, limits } = files;
  const key = keyOf(files, name);
  if (bytes.length > limits.maxBytes) throw tooLarge(limits.maxBytes);
  // The condition in the header decides; this request is for services that ignore it.
  if (!overwrite && (await exists(key))) throw new FileExistsError();
  if (version !== undefined) await requireVersion(files, key, version);
  await requireRoom(files, key, bytes.length);
  const type = { 'content-type': 'application/octet-stream' };
  const replaceCondition: Record<string, string> =
    version === undefined ? {} : { 'if-match': version };
  const condition: Record<string, string> = overwrite ? replaceCondition : { 'if-none-match': '*' };
  const putRequest = { method: 'PUT', key, body: new Uint8Array(bytes) } as const;
  const { status } = await request({ ...putRequest, headers: { ...type, ...condition } }, 501);
  if (status === 501) await request({ ...putRequest, headers: type }); // condition not supported
}

async function moveFile(files: UserFiles, from: string, to: string): Promise<void> {
  const { request, exists, url } = files;
  const [source, target] = [keyOf(files, from), keyOf(files, to)];
  if (await exists(target)) throw new FileExistsError();
  const head = await request({ method: 'HEAD', key: source });
  const version = strongTag(head.headers);
  const headers = {
    'x-amz-copy-source': `${bucketPath(url)}/${source}`,
    'if-none-match': '*',
    ...(version && { 'x-amz-copy-source-if-match': version }),
  };
  const copyResponse = await request({ method: 'PUT', key: target, headers }).catch(
    async (error: unknown) => {
      // One status covers both conditions: the new name, and the version of the file.
      if (!(error instanceof FileExistsError) || (await exists(target))) throw error;
      throw new ToolError('The file was changed while it was moved.', { advice: 'Move it again.' });
    },
  );
  // A copy can fail after its status was sent.
  const hasFailed = (await copyResponse.text()).includes('<Error>');
  if (hasFailed)
    throw new ToolError('The storage failed to copy the file.', { advice: 'Try again.' });
  await removeSource(files, source, version);
}

/**
 * Removes a moved file, but not a version that was written in the meantime. Services compare
 * versions in a DELETE, ignore them, or reject it (501).
 */
async function removeSource(
  { request }: UserFiles,
  key: string,
  version: string | undefined,
): Promise<void> {
  const head = await request({ method: 'HEAD', key }, 404);
  if (!head.ok) return;
  if (strongTag(head.headers) !== version) throw changedDuringMove();
  const headers: Record<string, string> = version ? { 'if-match': version } : {};
  const { status } = await request({ method: 'DELETE', key, headers }, 404, 501);
  if (status === 501) await request({ method: 'DELETE', key }, 404);
}

async function removeFile(files: UserFiles, name: string): Promise<void> {
  const key = keyOf(files, name);
  if (!(await files.exists(key))) throw notFound(); // S3 reports success for a key that does not exist
  await files.request({ method: 'DELETE', key });
}

async function requestPage(
  { request }: UserFiles,
  query: Readonly<Record<string, string>>,
): Promise<Listing> {
  const parameters = { 'list-type': '2', 'encoding-type': 'url', ...query };
  return parseListing(await (await request({ method: 'GET', query: parameters })).text());
}

/** Counts the objects of the user, 1,000 with each request. @throws ToolError if there is no room for the file */
async function requireRoom(files: UserFiles, replacedKey: string, size: number): Promise<void> {
  const { limits, prefix } = files;
  if (limits.quotaBytes === Infinity && limits.maxFiles === Infinity) return;
  const { take } = fileQuota(limits);
  take(size);
  let cursor: string | undefined;
  do {
    const page = await requestPage(files, {
      prefix,
      ...(cursor !== undefined && { [TOKEN]: cursor }),
    });
    for (const file of page.files) if (encodeKey(file.key) !== replacedKey) take(file.size);
    ({ cursor } = page);
  } while (cursor !== undefined);
}

async function requireVersion({ request }: UserFiles, key: string, version: string): Promise<void> {
  const head = await request({ method: 'HEAD', key }, 404);
  if (strongTag(head.headers) !== version) throw changedSinceRead();
}

/** Runs changes one after another. @throws ToolError if the files are read-only */
async function runChange(
  { url, prefix, readOnly }: UserFiles,
  task: () => Promise<void>,
): Promise<void> {
  if (readOnly) throw readOnlyError();
  return runInOrder(`${url.href} ${prefix}`, task);
}

function keyOf({ prefix }: UserFiles, name: string): string {
  const { folders, last } = fileParts(name);
  return encodeKey(prefix + [...folders, last].join('/'));
}

/** Returns the path of the bucket; empty if the host contains the bucket. */
const bucketPath = (url: URL): string => url.pathname.replace(/\/$/, '');

/** Encodes a key as signatures require: all but unreserved characters (RFC 3986 section 2.3). */
const encodeKey = (key: string): string =>
  encodeURIComponent(key)
    .replaceAll('%2F', '/')
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

interface Bucket {
  /** URL of the bucket, such as `https://s3.eu-central-1.amazonaws.com/acme-files`. */
  url: URL;
  signal: AbortSignal;
  /** Sends a request with the caller's credentials. */
  fetch(url: URL, init: RequestInit): Promise<Response>;
}

interface BucketRequest {
  method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  /** Encoded key. */
  key?: string | undefined;
  query?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  body?: Uint8Array<ArrayBuffer>;
}

/** Pauses before a failed reading request is repeated. */
const PAUSES_MS = [200, 800];

function requestsTo({ url, signal, fetch }: Bucket) {
  async function sendRequest({ method, key = '', query = {}, ...init }: BucketRequest) {
    const address = new URL(url);
    address.pathname = `${bucketPath(url)}/${key}`;
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
    for (const pause of method === 'GET' || method === 'HEAD' ? PAUSES_MS : []) {
      const response = await fetch(address, { method, ...init, signal });
      if (!TEMPORARY_STATUSES.has(response.status)) return response;
      await delay(pause, undefined, { signal });
    }
    return fetch(address, { method, ...init, signal });
  }

  /** @throws ToolError for a status that is neither a success nor expected */
  async function request(bucketRequest: BucketRequest, ...expected: number[]): Promise<Response> {
    const response = await sendRequest(bucketRequest);
    if (response.ok || expected.includes(response.status)) return response;
    const failure = conditionFailure(bucketRequest, response.status);
    if (failure) throw failure;
    // A response to HEAD has no body with the error of S3, so GET is sent.
    const { key } = bucketRequest;
    const failedResponse =
      bucketRequest.method === 'HEAD'
        ? await sendRequest({ method: 'GET', key, headers: { range: 'bytes=0-0' } })
        : response;
    throw bucketFailure(failedResponse.ok ? response : failedResponse, await failedResponse.text());
  }

  const exists = async (key: string): Promise<boolean> =>
    (await request({ method: 'HEAD', key }, 404)).ok;

  return { request, exists };
}

/** Returns the strong ETag of a version; `If-Match` matches no other one (RFC 9110 section 13.1.1). */
function strongTag(headers: Headers): string | undefined {
  const tag = headers.get('etag');
  return tag?.startsWith('"') ? tag : undefined;
}

const changedDuringMove = (): ToolError =>
  new ToolError('The file was changed while it was moved. Its new version has the old name.');

/** Returns the error for a request that depends on a version, or continues a listing. */
function conditionFailure({ method, query = {}, headers = {} }: BucketRequest, status: number) {
  if (status === 400 && query[TOKEN] !== undefined)
    return new ToolError('The cursor is not one that this tool returned.');
  if (status === 412 && method === 'GET')
    return new ToolError('The file was changed while it was read.', { advice: 'Read it again.' });
  if (status === 412 && method === 'DELETE') return changedDuringMove();
  if (status === 412 && 'if-match' in headers) return changedSinceRead();
  return status === 409 || status === 412 ? new FileExistsError() : undefined;
}

/** A page of an S3 bucket, with complete keys. */
interface Listing {
  /** Common prefixes, each with a slash at the end. */
  folders: string[];
  files: { key: string; size: number }[];
  /** Continuation token; absent on the last page. */
  cursor?: string;
}

/**
 * Parses a response to `ListObjectsV2`. Its XML has no relevant attributes, comments or CDATA.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
function parseListing(xml: string): Listing {
  // Services that do not support `encoding-type` send unencoded keys.
  const isEncoded = xmlElementText(xml, 'EncodingType') === 'url';
  const keyOf = (text: string) =>
    isEncoded ? decodeURIComponent(text.replaceAll('+', ' ')) : text;
  const cursor = xmlElementText(xml, 'NextContinuationToken');
  return {
    folders: elementContents(xml, 'CommonPrefixes').map((inner) =>
      keyOf(xmlElementText(inner, 'Prefix')),
    ),
    files: elementContents(xml, 'Contents').map((inner) => ({
      key: keyOf(xmlElementText(inner, 'Key')),
      size: Number(xmlElementText(inner, 'Size')),
    })),
    ...(cursor !== '' && { cursor }),
  };
}

/** Returns the page of a folder. @param prefix prefix of all its keys, including the folder */
function folderPage({ folders, files, cursor }: Listing, prefix: string): FilePage {
  const nameOf = (key: string) => key.slice(prefix.length).replace(/\/$/, '');
  const entries: Entry[] = [
    ...folders.map((key) => ({ name: nameOf(key), folder: true, size: 0 })),
    ...files.map(({ key, size }) => ({ name: nameOf(key), folder: false, size })),
  ];
  return {
    // Keys that are not valid names cannot be read. The prefix itself represents an empty folder.
    entries: entries.filter(({ name }) => isNamePart(name)),
    ...(cursor !== undefined && { cursor }),
  };
}

const elementContents = (xml: string, tag: string): string[] =>
  xml
    .split(`<${tag}>`)
    .slice(1)
    .map((rest) => rest.split(`</${tag}>`, 1)[0] ?? '');
