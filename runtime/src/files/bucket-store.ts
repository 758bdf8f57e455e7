import { ToolError } from '../call/define.js';
import { FileExistsError, notFound, partially, readOnlyError, tooLarge } from './failures.js';
import { inTurn } from './in-turn.js';
import { mediaTypeOf } from './media-type.js';
import { isPart } from '../utils/name-rules.js';
import { fileParts, partsOf } from './names.js';
import { room } from './quota.js';
import { searchIn } from './search.js';
import type { Entry, FileLimits, FilePage, FileStore } from './store.js';

interface BucketOptions extends Bucket {
  /** Of all keys: the folder of a user, with a slash. */
  prefix: string;
  readOnly: boolean;
  limits: FileLimits;
}

/** Of S3: a page has no more entries. */
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

  /** What was written meanwhile is not deleted. Services compare versions in a DELETE, ignore them, or reject it (501). */
  async function removeMoved(key: string, version: string | undefined): Promise<void> {
    const found = await request({ method: 'HEAD', key }, 404);
    if (!found.ok) return;
    if (strongTag(found.headers) !== version) throw changedMeanwhile();
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
      if (!range && size > limits.maxBytes) throw partially(size, limits.maxBytes);
      const start = Math.min(range?.start ?? 0, size);
      const length = Math.min(range?.length ?? size, limits.maxBytes, size - start);
      const bytes = length === 0 ? Buffer.alloc(0) : await bytesOf(key, start, length, headers);
      return { bytes, size, type: mediaTypeOf(bytes, bytes.length === size) };
    },

    search: (text, { folder, limit } = {}) =>
      searchIn(store, text, { folder, limit, maxSearched: limits.maxSearched, signal }),

    async write(name, bytes, { overwrite = false } = {}) {
      const headers = {
        'content-type': 'application/octet-stream',
        ...(!overwrite && { 'if-none-match': '*' }),
      };
      await change(async () => {
        const key = keyOf(name);
        if (bytes.length > limits.maxBytes) throw tooLarge(limits.maxBytes);
        // The header decides; services that ignore it get the request before.
        if (!overwrite && (await exists(key))) throw new FileExistsError();
        await requireRoom(key, bytes.length);
        await request({ method: 'PUT', key, headers, body: new Uint8Array(bytes) });
      });
    },

    move: (from, to) =>
      change(async () => {
        const [source, target] = [keyOf(from), keyOf(to)];
        if (await exists(target)) throw new FileExistsError();
        const found = await request({ method: 'HEAD', key: source });
        const version = strongTag(found.headers);
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
        if ((await copied.text()).includes('<Error>')) throw new Error('S3: the copy failed');
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
  key?: string;
  query?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  body?: Uint8Array<ArrayBuffer>;
}

const TOKEN = 'continuation-token';

/** Requests to a bucket. */
function requestsTo({ url, signal, fetch }: Bucket) {
  const bucket = url.pathname.replace(/\/$/, '');

  /** @throws Error for a status that is neither of success nor expected */
  async function request(wanted: BucketRequest, ...expected: number[]): Promise<Response> {
    const { method, key = '', query = {}, ...init } = wanted;
    const address = new URL(url);
    address.pathname = `${bucket}/${key}`;
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
    const response = await fetch(address, { method, ...init, signal });
    if (response.ok || expected.includes(response.status)) return response;
    await response.body?.cancel();
    throw failureOf(wanted, response.status);
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

function failureOf({ method, query = {} }: BucketRequest, status: number): Error {
  if (status === 404) return notFound();
  if (status === 400 && query[TOKEN] !== undefined)
    return new ToolError('The cursor is not one that this tool returned.');
  if (status === 412 && method === 'GET')
    return new ToolError('The file was changed while it was read.', { advice: 'Read it again.' });
  if (status === 412 && method === 'DELETE') return changedMeanwhile();
  if (status === 409 || status === 412) return new FileExistsError();
  if (status === 403)
    return new ToolError('The storage rejects the access key, or does not allow this.');
  return new Error(`S3 responded to ${method} with status ${status}`);
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

const textIn = (xml: string, tag: string): string =>
  unescaped(new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xml)?.[1] ?? '');

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** @see https://www.w3.org/TR/xml/#sec-references */
const unescaped = (text: string): string =>
  text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi,
    (whole, hex: string | undefined, digits: string | undefined, name = '') => {
      if (hex === undefined && digits === undefined) return ENTITIES[String(name)] ?? whole;
      const code = hex === undefined ? Number(digits) : parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
