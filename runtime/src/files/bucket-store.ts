import { ToolError } from '../provider/define.js';
import { FileExistsError, notFound, partially, readOnlyError, tooLarge } from './failures.js';
import { pageOf } from './listing.js';
import { mediaTypeOf } from './media-type.js';
import { fileParts, partsOf } from './names.js';
import { searchIn } from './search.js';
import type { FileLimits, FileStore } from './store.js';

export interface BucketOptions {
  /** With the bucket: `https://s3.eu-central-1.amazonaws.com/acme-files`. */
  url: URL;
  /** Of all keys: the folder of a user, with a slash. */
  prefix: string;
  readOnly: boolean;
  limits: FileLimits;
  signal: AbortSignal;
  /** Sends a request with the caller's credentials. */
  fetch(url: URL, init: RequestInit): Promise<Response>;
}

interface BucketRequest {
  method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  /** Escaped. */
  key?: string;
  query?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  body?: Uint8Array<ArrayBuffer>;
}

/** Of S3: a page has no more entries. */
const MAX_PAGE = 1_000;

/** Files in a bucket with the API of Amazon S3. */
export function bucketStore(options: BucketOptions): FileStore {
  const { url, prefix, limits, signal } = options;
  const bucket = url.pathname.replace(/\/$/, '');

  async function attempt({ method, key = '', query = {}, ...init }: BucketRequest) {
    const address = new URL(url);
    address.pathname = `${bucket}/${key}`;
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
    return options.fetch(address, { method, ...init, signal });
  }

  async function request(wanted: BucketRequest): Promise<Response> {
    const response = await attempt(wanted);
    if (response.ok) return response;
    await response.body?.cancel();
    throw failureOf(wanted.method, response.status);
  }

  async function exists(key: string): Promise<boolean> {
    const { ok, status } = await attempt({ method: 'HEAD', key });
    if (!ok && status !== 404) throw failureOf('HEAD', status);
    return ok;
  }

  async function bytesOf(key: string, start: number, length: number): Promise<Buffer> {
    const range = `bytes=${start}-${start + length - 1}`;
    const response = await request({ method: 'GET', key, headers: { range } });
    return Buffer.from(await response.arrayBuffer());
  }

  function keyOf(name: string): string {
    const { folders, last } = fileParts(name);
    return escaped(prefix + [...folders, last].join('/'));
  }

  function requireWritable(): void {
    if (options.readOnly) throw readOnlyError();
  }

  const store: FileStore = {
    async list(folder, { limit = 100, cursor } = {}) {
      const inside =
        prefix +
        partsOf(folder)
          .map((part) => `${part}/`)
          .join('');
      const response = await request({
        method: 'GET',
        query: {
          'list-type': '2',
          delimiter: '/',
          'encoding-type': 'url',
          'max-keys': String(Math.min(limit, MAX_PAGE)),
          prefix: inside,
          ...(cursor !== undefined && { 'continuation-token': cursor }),
        },
      });
      return pageOf(await response.text(), inside);
    },

    // The size comes first: services respond to a range of an empty file in different ways.
    async read(name, range) {
      const key = keyOf(name);
      const { headers } = await request({ method: 'HEAD', key });
      const size = Number(headers.get('content-length'));
      if (!range && size > limits.maxBytes) throw partially(size, limits.maxBytes);
      const start = Math.min(range?.start ?? 0, size);
      const length = Math.min(range?.length ?? size, limits.maxBytes, size - start);
      const bytes = length === 0 ? Buffer.alloc(0) : await bytesOf(key, start, length);
      return { bytes, size, type: mediaTypeOf(bytes, bytes.length === size) };
    },

    search: (text, { folder, limit } = {}) =>
      searchIn(store, text, { folder, limit, maxSearched: limits.maxSearched, signal }),

    async write(name, bytes, { overwrite = false } = {}) {
      requireWritable();
      const key = keyOf(name);
      if (bytes.length > limits.maxBytes) throw tooLarge(limits.maxBytes);
      // The header decides; services that ignore it get the request before.
      if (!overwrite && (await exists(key))) throw new FileExistsError();
      const headers = {
        'content-type': 'application/octet-stream',
        ...(!overwrite && { 'if-none-match': '*' }),
      };
      await request({ method: 'PUT', key, headers, body: new Uint8Array(bytes) });
    },

    async move(from, to) {
      requireWritable();
      const [source, target] = [keyOf(from), keyOf(to)];
      if (await exists(target)) throw new FileExistsError();
      const headers = { 'x-amz-copy-source': `${bucket}/${source}` };
      const copied = await request({ method: 'PUT', key: target, headers });
      // A copy can fail after its status has been sent.
      if ((await copied.text()).includes('<Error>')) throw new Error('S3: the copy failed');
      await request({ method: 'DELETE', key: source });
    },

    async remove(name) {
      requireWritable();
      const key = keyOf(name);
      if (!(await exists(key))) throw notFound(); // S3 reports success for a key that does not exist
      await request({ method: 'DELETE', key });
    },
  };
  return store;
}

function failureOf(method: string, status: number): Error {
  if (status === 404) return notFound();
  if (status === 409 || status === 412) return new FileExistsError();
  if (status === 403)
    return new ToolError('The storage rejects the access key, or does not allow this.');
  return new Error(`S3 responded to ${method} with status ${status}`);
}

/** As signatures have it: all but unreserved characters (RFC 3986 section 2.3). */
const escaped = (key: string): string =>
  encodeURIComponent(key)
    .replaceAll('%2F', '/')
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
