import { setTimeout as delay } from 'node:timers/promises';
import { ToolError } from '../call/define.js';
import { bucketFailure, isPassing, textIn } from './bucket-failure.js';
import {
  changedSince,
  FileExistsError,
  notFound,
  tooLargeToRead,
  readOnlyError,
  tooLarge,
} from './failures.js';
import { inTurn } from './in-turn.js';
import { mediaTypeOf } from './media-type.js';
import { isPart } from '../utils/name-rules.js';
import { fileParts, partsOf } from './names.js';
import { room } from './quota.js';
import { searchIn } from './search.js';
import type { Entry, FileLimits, FilePage, FileStore } from './store.js';

interface BucketOptions extends Bucket {
  /** Beginning of all keys: the folder of a user, with a slash. */
  prefix: string;
  readOnly: boolean;
  limits: FileLimits;
}

/** A page of S3 has no more entries. */
const MAX_PAGE = 1_000;

/** Files in a bucket with the API of Amazon S3. */
export function bucketStore(options: BucketOptions): FileStore {
  const { url, prefix, limits, signal } = options;
  const bucket = url.pathname.replace(/\/$/, '');
  const { request, exists } = requestsTo(options);

  /** Of the version that these headers are of. A compressed object is read as it is stored: its size is that. */
  async function bytesOf(key: string, start: number, length: number, stored: Headers) {
    const version = strongTag(stored);
    const isEncoded = stored.has('content-encoding');
    const query: Record<string, string> = isEncoded
      ? { 'response-content-encoding': 'identity' }
      : {};
    const range = `bytes=${start}-${start + length - 1}`;
    const headers = { range, ...(version && { 'if-match': version }) };
    const response = await request({ method: 'GET', key, query, headers });
    const bytes = Buffer.from(await response.arrayBuffer());
    const isWhole = response.status !== 206; // RFC 9110 section 14.2: a server may ignore the range
    return isWhole ? bytes.subarray(start, start + length) : bytes;
  }

  const pageAt = async (query: Readonly<Record<string, string>>): Promise<Listing> => {
    const all = { 'list-type': '2', 'encoding-type': 'url', ...query };
    return listingIn(await (await request({ method: 'GET', query: all })).text());
  };

  /** Counts the objects of the user, 1,000 with each request. @throws ToolError where there is no room for the file */
  async function requireRoom(replaced: string, size: number): Promise<void> {
    if (limits.quotaBytes === Infinity && limits.maxFiles === Infinity) return;
    const { take } = room(limits);
    take(size);
    let cursor: string | undefined;
    do {
      const page = await pageAt({ prefix, ...(cursor !== undefined && { [TOKEN]: cursor }) });
      for (const file of page.files) if (escaped(file.key) !== replaced) take(file.size);
      ({ cursor } = page);
    } while (cursor !== undefined);
  }

  function keyOf(name: string): string {
    const { folders, last } = fileParts(name);
    return escaped(prefix + [...folders, last].join('/'));
  }

  async function change(work: () => Promise<void>): Promise<void> {
    if (options.readOnly) throw readOnlyError();
    return inTurn(`${url.href} ${prefix}`, work);
  }

  async function requireVersion(key: string, version: string): Promise<void> {
    const head = await request({ method: 'HEAD', key }, 404);
    if (strongTag(head.headers) !== version) throw changedSince();
  }

  /** What was written meanwhile is not deleted. Services compare versions in a DELETE, ignore them, or reject it (501). */
  async function removeMoved(key: string, version: string | undefined): Promise<void> {
    const head = await request({ method: 'HEAD', key }, 404);
    if (!head.ok) return;
    if (strongTag(head.headers) !== version) throw changedMeanwhile();
    const headers: Record<string, string> = version ? { 'if-match': version } : {};
    const { status } = await request({ method: 'DELETE', key, headers }, 404, 501);
    if (status === 501) await request({ method: 'DELETE', key }, 404);
  }

  const store: FileStore = {
    async list(folder, { limit = 100, cursor } = {}) {
      const inside =
        prefix +
        partsOf(folder)
          .map((part) => `${part}/`)
          .join('');
      const page = await pageAt({
        delimiter: '/',
        'max-keys': String(Math.min(limit, MAX_PAGE)),
        prefix: inside,
        ...(cursor !== undefined && { [TOKEN]: cursor }),
      });
      return pageOf(page, inside);
    },

    // The size comes first: services respond to a range of an empty file in different ways.
    async read(name, range) {
      const key = keyOf(name);
      const { headers } = await request({ method: 'HEAD', key });
      const size = Number(headers.get('content-length') ?? NaN);
      if (!Number.isSafeInteger(size)) throw new Error('S3: the response has no size');
      if (!range && size > limits.maxBytes) throw tooLargeToRead(size, limits.maxBytes);
      const start = Math.min(range?.start ?? 0, size);
      const length = Math.min(range?.length ?? size, limits.maxBytes, size - start);
      const bytes = length === 0 ? Buffer.alloc(0) : await bytesOf(key, start, length, headers);
      const modified = Date.parse(headers.get('last-modified') ?? '');
      return {
        bytes,
        size,
        type: mediaTypeOf(bytes, bytes.length === size),
        version: strongTag(headers),
        ...(Number.isFinite(modified) && { changed: new Date(modified).toISOString() }),
      };
    },

    search: (text, { folder, limit } = {}) =>
      searchIn(store, text, { folder, limit, maxSearched: limits.maxSearched, signal }),

    async write(name, bytes, { overwrite = false, version } = {}) {
      const type = { 'content-type': 'application/octet-stream' };
      const condition: Record<string, string> = overwrite
        ? version === undefined
          ? {}
          : { 'if-match': version }
        : { 'if-none-match': '*' };
      await change(async () => {
        const key = keyOf(name);
        if (bytes.length > limits.maxBytes) throw tooLarge(limits.maxBytes);
        // The header decides; services that ignore it get the request before.
        if (!overwrite && (await exists(key))) throw new FileExistsError();
        if (version !== undefined) await requireVersion(key, version);
        await requireRoom(key, bytes.length);
        const put = { method: 'PUT', key, body: new Uint8Array(bytes) } as const;
        const { status } = await request({ ...put, headers: { ...type, ...condition } }, 501);
        if (status === 501) await request({ ...put, headers: type }); // it does not know the condition
      });
    },

    move: (from, to) =>
      change(async () => {
        const [source, target] = [keyOf(from), keyOf(to)];
        if (await exists(target)) throw new FileExistsError();
        const head = await request({ method: 'HEAD', key: source });
        const version = strongTag(head.headers);
        const headers = {
          'x-amz-copy-source': `${bucket}/${source}`,
          'if-none-match': '*',
          ...(version && { 'x-amz-copy-source-if-match': version }),
        };
        const copied = await request({ method: 'PUT', key: target, headers }).catch(
          async (error: unknown) => {
            // One status for both conditions: the new name, and the version of the file.
            if (!(error instanceof FileExistsError) || (await exists(target))) throw error;
            throw new ToolError('The file was changed while it was moved.', {
              advice: 'Move it again.',
            });
          },
        );
        // A copy can fail after its status has been sent.
        const failed = (await copied.text()).includes('<Error>');
        if (failed)
          throw new ToolError('The storage failed to copy the file.', { advice: 'Try again.' });
        await removeMoved(source, version);
      }),

    remove: (name) =>
      change(async () => {
        const key = keyOf(name);
        if (!(await exists(key))) throw notFound(); // S3 reports success for a key that does not exist
        await request({ method: 'DELETE', key });
      }),
  };
  return store;
}

/** As signatures have it: all but unreserved characters (RFC 3986 section 2.3). */
const escaped = (key: string): string =>
  encodeURIComponent(key)
    .replaceAll('%2F', '/')
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

interface Bucket {
  /** With the bucket: `https://s3.eu-central-1.amazonaws.com/acme-files`. */
  url: URL;
  signal: AbortSignal;
  /** Sends a request with the caller's credentials. */
  fetch(url: URL, init: RequestInit): Promise<Response>;
}

interface BucketRequest {
  method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  /** Escaped. */
  key?: string | undefined;
  query?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  body?: Uint8Array<ArrayBuffer>;
}

const TOKEN = 'continuation-token';

/** Before a request that reads is repeated. */
const PAUSES_MS = [200, 800];

function requestsTo({ url, signal, fetch }: Bucket) {
  const bucket = url.pathname.replace(/\/$/, '');

  async function sent({ method, key = '', query = {}, ...init }: BucketRequest) {
    const address = new URL(url);
    address.pathname = `${bucket}/${key}`;
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
    for (const pause of method === 'GET' || method === 'HEAD' ? PAUSES_MS : []) {
      const response = await fetch(address, { method, ...init, signal });
      if (!isPassing(response.status)) return response;
      await delay(pause, undefined, { signal });
    }
    return fetch(address, { method, ...init, signal });
  }

  /** @throws Error for a status that is neither of success nor expected */
  async function request(wanted: BucketRequest, ...expected: number[]): Promise<Response> {
    const response = await sent(wanted);
    if (response.ok || expected.includes(response.status)) return response;
    const failure = conditionFailure(wanted, response.status);
    if (failure) throw failure;
    // A response to HEAD has no body, in which S3 says what is wrong.
    const { key } = wanted;
    const failedResponse =
      wanted.method === 'HEAD'
        ? await sent({ method: 'GET', key, headers: { range: 'bytes=0-0' } })
        : response;
    throw bucketFailure(failedResponse.ok ? response : failedResponse, await failedResponse.text());
  }

  const exists = async (key: string): Promise<boolean> =>
    (await request({ method: 'HEAD', key }, 404)).ok;

  return { request, exists };
}

/** Of a version. RFC 9110 section 13.1.1: `If-Match` matches no other one. */
function strongTag(headers: Headers): string | undefined {
  const tag = headers.get('etag');
  return tag?.startsWith('"') ? tag : undefined;
}

const changedMeanwhile = (): ToolError =>
  new ToolError('The file was changed while it was moved. Its new version has the old name.');

/** Of a request that depends on a version, or continues another one. */
function conditionFailure({ method, query = {}, headers = {} }: BucketRequest, status: number) {
  if (status === 400 && query[TOKEN] !== undefined)
    return new ToolError('The cursor is not one that this tool returned.');
  if (status === 412 && method === 'GET')
    return new ToolError('The file was changed while it was read.', { advice: 'Read it again.' });
  if (status === 412 && method === 'DELETE') return changedMeanwhile();
  if (status === 412 && 'if-match' in headers) return changedSince();
  return status === 409 || status === 412 ? new FileExistsError() : undefined;
}

/** A page of an S3 bucket, with whole keys. */
interface Listing {
  /** Common prefixes, with a slash at the end. */
  folders: string[];
  files: { key: string; size: number }[];
  /** Absent on the last page. */
  cursor?: string;
}

/**
 * The response to `ListObjectsV2`. Its XML has no attributes, comments or CDATA that matter here.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
function listingIn(xml: string): Listing {
  // Services that do not know `encoding-type` send plain names.
  const isEncoded = textIn(xml, 'EncodingType') === 'url';
  const keyOf = (text: string) =>
    isEncoded ? decodeURIComponent(text.replaceAll('+', ' ')) : text;
  const cursor = textIn(xml, 'NextContinuationToken');
  return {
    folders: elements(xml, 'CommonPrefixes').map((inner) => keyOf(textIn(inner, 'Prefix'))),
    files: elements(xml, 'Contents').map((inner) => ({
      key: keyOf(textIn(inner, 'Key')),
      size: Number(textIn(inner, 'Size')),
    })),
    ...(cursor !== '' && { cursor }),
  };
}

/**
 * A page of a folder.
 * @param prefix of all its keys, with the folder
 */
function pageOf({ folders, files, cursor }: Listing, prefix: string): FilePage {
  const nameOf = (key: string) => key.slice(prefix.length).replace(/\/$/, '');
  const entries: Entry[] = [
    ...folders.map((key) => ({ name: nameOf(key), folder: true, size: 0 })),
    ...files.map(({ key, size }) => ({ name: nameOf(key), folder: false, size })),
  ];
  return {
    // A key that is no name cannot be read; the prefix itself stands for an empty folder.
    entries: entries.filter(({ name }) => isPart(name)),
    ...(cursor !== undefined && { cursor }),
  };
}

const elements = (xml: string, tag: string): string[] =>
  xml
    .split(`<${tag}>`)
    .slice(1)
    .map((rest) => rest.split(`</${tag}>`, 1)[0] ?? '');
